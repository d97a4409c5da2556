@NullMarked
package dev.reelstate.examples.fuzz.mutate;

import org.jspecify.annotations.NullMarked;

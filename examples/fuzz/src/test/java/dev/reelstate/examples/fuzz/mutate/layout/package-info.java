@NullMarked
package dev.reelstate.examples.fuzz.mutate.layout;

import org.jspecify.annotations.NullMarked;

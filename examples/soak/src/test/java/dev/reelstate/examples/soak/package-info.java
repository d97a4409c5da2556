@NullMarked
package dev.reelstate.examples.soak;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.reelstate.examples.evaluate;

import org.jspecify.annotations.NullMarked;

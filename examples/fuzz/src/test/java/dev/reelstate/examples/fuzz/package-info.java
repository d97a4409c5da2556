@NullMarked
package dev.reelstate.examples.fuzz;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.reelstate.examples.check;

import org.jspecify.annotations.NullMarked;

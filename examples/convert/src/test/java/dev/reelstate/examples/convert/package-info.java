@NullMarked
package dev.reelstate.examples.convert;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.reelstate.examples.torture;

import org.jspecify.annotations.NullMarked;

/** Tests of what is drawn. */
@NullMarked
package dev.reelstate.examples.detect.overlay;

import org.jspecify.annotations.NullMarked;

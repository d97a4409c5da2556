/** Disrupts running platforms, and checks that nothing was lost or done twice. */
@NullMarked
package dev.reelstate.examples.soak;

import org.jspecify.annotations.NullMarked;

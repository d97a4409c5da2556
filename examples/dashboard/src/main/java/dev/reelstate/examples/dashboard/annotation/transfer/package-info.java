/** Files of annotations in and out. */
@NullMarked
package dev.reelstate.examples.dashboard.annotation.transfer;

import org.jspecify.annotations.NullMarked;

/**
 * Internal: what the runs of a video have made, and what of it a later run adopts instead of making
 * it again.
 */
@NullMarked
package dev.reelstate.processing.reuse;

import org.jspecify.annotations.NullMarked;

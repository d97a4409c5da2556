/** Brings many finished videos up to a recipe, making only what they lack. */
@NullMarked
package dev.reelstate.processing.backfill;

import org.jspecify.annotations.NullMarked;

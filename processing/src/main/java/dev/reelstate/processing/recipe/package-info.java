/**
 * What a host chooses: recipes, ladders, limits on media, and how workers run. Plain values that
 * depend on nothing else here.
 */
@NullMarked
package dev.reelstate.processing.recipe;

import org.jspecify.annotations.NullMarked;

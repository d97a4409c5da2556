/**
 * Internal: the built-in steps (inspect, render, join, publish), the planner, and what a recipe
 * means for one file.
 */
@NullMarked
package dev.reelstate.processing.steps;

import org.jspecify.annotations.NullMarked;

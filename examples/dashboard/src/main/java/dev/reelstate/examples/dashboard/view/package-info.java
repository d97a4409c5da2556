/**
 * What clients see of videos and events: JSON with documented names, and the names of older
 * clients.
 */
@NullMarked
package dev.reelstate.examples.dashboard.view;

import org.jspecify.annotations.NullMarked;

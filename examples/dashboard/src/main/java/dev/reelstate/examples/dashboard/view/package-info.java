/**
 * The client's view of videos and events: JSON with documented names, and the names that older
 * clients use.
 */
@NullMarked
package dev.reelstate.examples.dashboard.view;

import org.jspecify.annotations.NullMarked;

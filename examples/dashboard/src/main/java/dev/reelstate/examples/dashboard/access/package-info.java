/** Who may do what, and how often. */
@NullMarked
package dev.reelstate.examples.dashboard.access;

import org.jspecify.annotations.NullMarked;

/** Runs the quickstart as users do. */
@NullMarked
package dev.reelstate.examples.quickstart;

import org.jspecify.annotations.NullMarked;

/** Runs the quickstart as people do. */
@NullMarked
package dev.reelstate.examples.quickstart;

import org.jspecify.annotations.NullMarked;

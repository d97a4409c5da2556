/** The quickstart: from files on the command line to playable videos and a page that shows them. */
@NullMarked
package dev.reelstate.examples.quickstart;

import org.jspecify.annotations.NullMarked;

/** The quickstart: turns files on the command line into playable videos and a report page. */
@NullMarked
package dev.reelstate.examples.quickstart;

import org.jspecify.annotations.NullMarked;

/** Checks an installation, from the database to one tiny video end to end. */
@NullMarked
package dev.reelstate.examples.check;

import org.jspecify.annotations.NullMarked;

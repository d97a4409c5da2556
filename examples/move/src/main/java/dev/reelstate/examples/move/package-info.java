/** Moves an installation from one database to another, for example from H2 to PostgreSQL. */
@NullMarked
package dev.reelstate.examples.move;

import org.jspecify.annotations.NullMarked;

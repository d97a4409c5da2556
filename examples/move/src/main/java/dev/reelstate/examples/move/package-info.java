/** Moves an installation from one database to another, such as from H2 to PostgreSQL. */
@NullMarked
package dev.reelstate.examples.move;

import org.jspecify.annotations.NullMarked;

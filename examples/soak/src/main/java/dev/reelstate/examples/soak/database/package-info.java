/** Databases that the nodes of a soak share: servers started from Maven artifacts, and files. */
@NullMarked
package dev.reelstate.examples.soak.database;

import org.jspecify.annotations.NullMarked;

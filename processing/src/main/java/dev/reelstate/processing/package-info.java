/** The platform facade: the object that a host builds, starts, feeds and closes. */
@NullMarked
package dev.reelstate.processing;

import org.jspecify.annotations.NullMarked;

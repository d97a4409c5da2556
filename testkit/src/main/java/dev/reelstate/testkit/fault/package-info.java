/** Stores and storages that misbehave on command, to test how an application copes with it. */
@NullMarked
package dev.reelstate.testkit.fault;

import org.jspecify.annotations.NullMarked;

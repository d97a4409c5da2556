/**
 * Internal: the forked JVM that parses untrusted media, the pool that keeps such JVMs, and what
 * they say to each other.
 */
@NullMarked
package dev.reelstate.processing.worker;

import org.jspecify.annotations.NullMarked;

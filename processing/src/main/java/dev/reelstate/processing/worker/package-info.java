/**
 * Internal: the forked JVM that parses untrusted media, the pool that keeps such JVMs, and the
 * messages between them.
 */
@NullMarked
package dev.reelstate.processing.worker;

import org.jspecify.annotations.NullMarked;

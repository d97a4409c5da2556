/** Internal: claiming, leases, retries, dispatch of events and shutdown. */
@NullMarked
package dev.reelstate.processing.engine;

import org.jspecify.annotations.NullMarked;

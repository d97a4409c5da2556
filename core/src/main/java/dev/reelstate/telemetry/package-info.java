/** What a platform tells the host's monitoring: metrics and traces, without naming a library. */
@NullMarked
package dev.reelstate.telemetry;

import org.jspecify.annotations.NullMarked;

/** Work as data: tasks, leases, retries and the failures they end with. */
@NullMarked
package dev.reelstate.task;

import org.jspecify.annotations.NullMarked;

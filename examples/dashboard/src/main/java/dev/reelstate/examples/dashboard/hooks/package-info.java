/** Webhooks: the events of videos, sent to the addresses of others. */
@NullMarked
package dev.reelstate.examples.dashboard.hooks;

import org.jspecify.annotations.NullMarked;

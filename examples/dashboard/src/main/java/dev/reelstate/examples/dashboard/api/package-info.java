/** The HTTP API: videos, uploads, media, events, health. */
@NullMarked
package dev.reelstate.examples.dashboard.api;

import org.jspecify.annotations.NullMarked;

/** Files from the addresses of others, fetched without reaching into the network of this server. */
@NullMarked
package dev.reelstate.examples.dashboard.fetch;

import org.jspecify.annotations.NullMarked;

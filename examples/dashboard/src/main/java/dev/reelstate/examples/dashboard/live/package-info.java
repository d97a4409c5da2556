/** Events over Socket.IO. */
@NullMarked
package dev.reelstate.examples.dashboard.live;

import org.jspecify.annotations.NullMarked;

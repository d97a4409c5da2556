/**
 * Internal: one class for each native thing. Nothing here touches avdevice.
 *
 * <p>Who owns native memory:
 *
 * <ul>
 *   <li>Whoever allocates a frame or a packet, or is given one, frees it, whether or not the work
 *       succeeds.
 *   <li>{@link dev.reelstate.processing.media.libav.Frames#share} makes a second reference with an
 *       owner of its own; no pixels are copied.
 *   <li>A callback ({@link dev.reelstate.processing.media.libav.PacketSink}, a decoder's or
 *       filter's target) only borrows its argument: it is valid for the call, and what is to be
 *       kept is shared.
 *   <li>An object of this package that owns native memory is {@link java.lang.AutoCloseable}. A
 *       constructor or factory that fails on the way frees what it had allocated.
 *   <li>Every allocation is checked; libav answers null when memory runs out, which becomes a
 *       {@link dev.reelstate.processing.media.libav.LibavException}.
 * </ul>
 */
@NullMarked
package dev.reelstate.processing.media.libav;

import org.jspecify.annotations.NullMarked;

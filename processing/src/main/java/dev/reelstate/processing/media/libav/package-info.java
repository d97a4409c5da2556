/**
 * Internal: one class for each kind of native object. Nothing here touches avdevice.
 *
 * <p>Ownership of native memory:
 *
 * <ul>
 *   <li>Code that allocates a frame or a packet, or is given one, frees it, whether or not the work
 *       succeeds.
 *   <li>{@link dev.reelstate.processing.media.libav.Frames#share} creates a second reference with
 *       its own owner; no pixels are copied.
 *   <li>A callback ({@link dev.reelstate.processing.media.libav.PacketSink}, a decoder's or
 *       filter's target) only borrows its argument: the argument is valid during the call, and is
 *       shared if it is kept.
 *   <li>An object of this package that owns native memory is {@link java.lang.AutoCloseable}. A
 *       constructor or factory that fails midway frees what it had allocated.
 *   <li>Every allocation is checked; libav returns null when memory runs out, which becomes a
 *       {@link dev.reelstate.processing.media.libav.LibavException}.
 * </ul>
 */
@NullMarked
package dev.reelstate.processing.media.libav;

import org.jspecify.annotations.NullMarked;

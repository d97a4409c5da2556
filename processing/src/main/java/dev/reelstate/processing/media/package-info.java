/**
 * The libav pass: demux, decode, filter, encode, mux. Runs in the worker process; besides {@code detect} the only package that
 * imports bytedeco, and it never touches avdevice.
 */
@NullMarked
package dev.reelstate.processing.media;

import org.jspecify.annotations.NullMarked;

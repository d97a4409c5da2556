/**
 * Internal: writes packets to files. MP4, CMAF segments, HLS playlists, DASH manifests and WebVTT,
 * all within one output budget.
 */
@NullMarked
package dev.reelstate.processing.media.packaging;

import org.jspecify.annotations.NullMarked;

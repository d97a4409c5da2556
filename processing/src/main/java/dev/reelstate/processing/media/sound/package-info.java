/** Internal: sound. PCM formats, loudness, the waveform, and AAC. */
@NullMarked
package dev.reelstate.processing.media.sound;

import org.jspecify.annotations.NullMarked;

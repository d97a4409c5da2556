package dev.reelstate.processing.media.packaging;

/**
 * A sound rendition of an HLS package.
 *
 * @param name its folder
 * @param label shared by renditions of the same tracks
 * @param channels number of channels
 * @param copied whether it was copied rather than encoded
 */
public record PackagedSound(
    String name, SoundLabel label, PackagedRendition rendition, int channels, boolean copied) {}

package dev.reelstate.processing.media.libav;

/**
 * A chapter as a container states it.
 *
 * @param from in media ticks, in the file's own time
 * @param until in media ticks, in the file's own time
 * @param title one line without control characters; empty if it has none
 */
public record Chapter(long from, long until, String title) {}

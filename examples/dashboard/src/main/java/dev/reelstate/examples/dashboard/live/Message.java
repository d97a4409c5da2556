package dev.reelstate.examples.dashboard.live;

import dev.reelstate.video.VideoId;

/**
 * An event on its way to clients.
 *
 * @param position its position among the events of all videos
 * @param number its number within its video
 * @param content the serialized event
 */
record Message(long position, long number, VideoId video, String project, Encoded content) {}

package dev.reelstate.testkit.history;

/**
 * A promise that was not kept.
 *
 * @param promise which one
 * @param text what happened, in one sentence that names the video, task or reader
 */
public record Violation(Promise promise, String text) {}

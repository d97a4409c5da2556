package dev.reelstate.processing.engine;

import java.time.Duration;
import java.util.Optional;

/**
 * How an engine works.
 *
 * @param node the node's name
 * @param slots how many tasks run at once
 * @param lease how long the node's lease lasts from each renewal
 * @param poll how long the engine waits before it looks for work unasked; empty for as long as the
 *     store advises
 * @param drain how long closing waits for running tasks before they are handed back
 * @param maxLosses how often a task may be lost with its node before it is failed
 */
public record EngineSettings(
    String node,
    int slots,
    Duration lease,
    Optional<Duration> poll,
    Duration drain,
    int maxLosses) {}

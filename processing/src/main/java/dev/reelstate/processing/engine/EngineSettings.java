package dev.reelstate.processing.engine;

import java.time.Duration;
import java.util.Optional;

/**
 * Settings of an engine.
 *
 * @param node the node's name
 * @param slots how many tasks run at once
 * @param lease how long the node's lease lasts from each renewal
 * @param poll how long the engine waits before it polls for work unprompted; empty to use the
 *     interval that the store advises
 * @param drain how long closing waits for running tasks before they are handed back
 * @param maxLosses how often a task may be lost with its node before it fails
 * @param stopGrace how long a step may take to end after it was interrupted
 * @param unknownStepAfter how long a task may be ready while no node can run its step
 */
public record EngineSettings(
    String node,
    int slots,
    Duration lease,
    Optional<Duration> poll,
    Duration drain,
    int maxLosses,
    Duration stopGrace,
    Duration unknownStepAfter) {}

package dev.reelstate.task;

import java.time.Duration;

/**
 * The tasks of one step that wait or run, over all videos. Immutable and thread-safe.
 *
 * @param step the step's name
 * @param ready how many could be claimed at once
 * @param scheduled how many wait for the time of their retry
 * @param running how many run, on all nodes
 * @param oldest how long the one that is ready for longest has been so; zero if none is ready or it
 *     is not known
 */
public record StepBacklog(String step, long ready, long scheduled, long running, Duration oldest) {}

package dev.reelstate.task;

/**
 * A task that a node has claimed, with the fencing token that every write for it must carry. A
 * later claim of the same task has a larger token, and from then on writes with this one change
 * nothing.
 *
 * @param key the store's own handle on the task; opaque
 * @param task which task
 * @param lease under which lease it was claimed
 * @param token the fencing token; grows with each claim of the task
 * @param attempt which attempt this is, from 1
 * @param failures how many attempts have failed before
 * @param input what the step is told
 * @param weight the task's share of the work
 * @param doneWeight weight of the video's tasks that have succeeded
 * @param totalWeight weight of all tasks of this processing of the video that are planned by now
 */
public record Claim(
    long key,
    TaskId task,
    Lease lease,
    long token,
    int attempt,
    int failures,
    String input,
    double weight,
    double doneWeight,
    double totalWeight) {}

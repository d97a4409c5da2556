package dev.reelstate.task;

import java.time.Duration;

/**
 * A task that a node has claimed, with the fencing token that every write for it must carry. A
 * later claim of the same task has a larger token; from then on, writes with this one change
 * nothing.
 *
 * @param key the store's own handle for the task; opaque
 * @param task the task
 * @param lease the lease under which it was claimed
 * @param token the fencing token; grows with each claim of the task
 * @param attempt which attempt this is, from 1
 * @param failures how many earlier attempts have failed
 * @param input the step's input
 * @param weight the task's share of the work
 * @param doneWeight total weight of the video's tasks that have succeeded
 * @param totalWeight total weight of all tasks planned so far in this processing run of the video
 * @param note what the task noted when it last asked to be run again, or empty
 * @param waited how long ago it first asked to be run again, by the store's clock; zero if it has
 *     not
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
    double totalWeight,
    String note,
    Duration waited) {}

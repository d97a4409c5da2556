package dev.reelstate.jdbc;

import dev.reelstate.spi.GroundTruthCatalog;
import dev.reelstate.spi.TaskQueue;
import dev.reelstate.spi.VideoCatalog;

/**
 * A store seen through a transaction of the host's: what is done here takes effect when the host
 * commits, and is undone when it rolls back. No more thread-safe than the connection.
 *
 * @param videos the videos and their artifacts
 * @param tasks the tasks
 * @param groundTruth what is to be seen in the videos
 */
public record StoreView(VideoCatalog videos, TaskQueue tasks, GroundTruthCatalog groundTruth) {}

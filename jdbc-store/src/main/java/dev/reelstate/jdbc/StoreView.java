package dev.reelstate.jdbc;

import dev.reelstate.spi.GroundTruthCatalog;
import dev.reelstate.spi.TaskQueue;
import dev.reelstate.spi.VideoCatalog;

/**
 * A store within the host's transaction: changes take effect when the host commits and are undone
 * when it rolls back. No more thread-safe than the connection.
 *
 * @param videos the videos and their artifacts
 * @param tasks the tasks
 * @param groundTruth the ground truth of the videos
 */
public record StoreView(VideoCatalog videos, TaskQueue tasks, GroundTruthCatalog groundTruth) {}

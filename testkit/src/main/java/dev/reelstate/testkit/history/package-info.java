/**
 * A checker of histories, independent of any store: it reads what every process said that it began,
 * was answered and saw, and decides whether a store that keeps its promises could have answered so.
 *
 * <p>Each process puts a recorder in front of its store:
 *
 * <pre>{@code
 * HistoryFile file = HistoryFile.create(folder.resolve("node-1.history"));
 * HistoryRecorder recorder = new HistoryRecorder("node-1", InstantSource.system(), file);
 * VideoPlatform platform = VideoPlatform.builder().store(recorder.around(store))...
 * platform.events().subscribe("audit", recorder.listener("audit"));
 * }</pre>
 *
 * <p>When all processes have ended, by themselves or by a kill, the files are read and judged:
 *
 * <pre>{@code
 * History history = History.read(folder);
 * List<Violation> violations =
 *     new HistoryChecker().check(history, StoreContents.read(store, history));
 * assertThat(violations).isEmpty();
 * }</pre>
 */
@NullMarked
package dev.reelstate.testkit.history;

import org.jspecify.annotations.NullMarked;

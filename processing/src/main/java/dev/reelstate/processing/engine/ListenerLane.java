package dev.reelstate.processing.engine;

import dev.reelstate.ReelstateException;
import dev.reelstate.event.Progress;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoListener;
import dev.reelstate.spi.EventLog;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers live events to one listener, on its own thread.
 *
 * <p>Implementation notes. Offers come from threads that have just committed and must never block,
 * so an offer only adds events to the video's inbox. Event numbers give the order and reveal gaps.
 * A gap (an offer that is still on its way, or an inbox that was emptied because the listener is
 * slow) is filled from the log, which has the missing events because numbers are assigned under the
 * lock of the video's row. What was delivered of a video is remembered by its number, also for the
 * latest of those that have settled, so that an offer that was overtaken is not delivered twice.
 * Progress has one slot per video: a newer value replaces the older one, and the end of the video
 * empties the slot and keeps it closed until the video is queued again.
 */
public final class ListenerLane implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ListenerLane.class);

  /** Beyond this number, events are dropped from memory and read again from the log. */
  private static final int MAX_HELD = 10_000;

  /** How many settled videos are remembered, so that what arrives late is recognised. */
  private static final int MAX_SETTLED = 10_000;

  private static final int REPLAY_PAGE = 500;
  private static final Duration CLOSE_DRAIN = Duration.ofSeconds(5);

  private final VideoListener listener;
  private final EventLog log;
  private final Thread thread;
  private final AtomicLong failures = new AtomicLong();
  private final Map<VideoId, Inbox> inboxes = new LinkedHashMap<>();
  private final Map<VideoId, Long> delivered = new HashMap<>();
  private final Map<VideoId, Long> settled = new Latest<>(MAX_SETTLED);
  private final Map<VideoId, Ended> ended = new Latest<>(MAX_SETTLED);
  private int held;
  private boolean closing;

  private static final class Inbox {
    final TreeMap<Long, VideoEvent> events = new TreeMap<>();
    long lowest = Long.MAX_VALUE;
    long highest;

    @Nullable
    Progress progress;
  }

  /** Whether the latest known status change of a video, by its number, was its end. */
  private record Ended(long number, boolean isEnd) {}

  /** Forgets the oldest entries beyond a size. */
  private static final class Latest<V> extends LinkedHashMap<VideoId, V> {
    private static final long serialVersionUID = 1L;
    private final int most;

    Latest(int most) {
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<VideoId, V> eldest) {
      return size() > most;
    }
  }

  /** Starts the thread. */
  public ListenerLane(VideoListener listener, EventLog log) {
    this.listener = listener;
    this.log = log;
    this.thread = new Thread(this::deliverAll, "reelstate-listener");
    thread.setDaemon(true);
    thread.start();
  }

  /** Queues the events of one commit; never blocks. */
  public synchronized void offer(List<VideoEvent> events) {
    for (VideoEvent event : events) {
      Inbox inbox = inboxes.computeIfAbsent(event.videoId(), id -> new Inbox());
      inbox.lowest = Math.min(inbox.lowest, event.number());
      inbox.highest = Math.max(inbox.highest, event.number());
      inbox.events.put(event.number(), event);
      held++;
      if (event instanceof VideoEvent.StatusChanged change) {
        statusChanged(change, inbox);
      }
    }
    if (held > MAX_HELD) {
      inboxes.values().forEach(inbox -> inbox.events.clear());
      held = 0;
    }
    notifyAll();
  }

  private void statusChanged(VideoEvent.StatusChanged change, Inbox inbox) {
    Ended known = ended.get(change.videoId());
    if (known != null && known.number() > change.number()) {
      return; // an offer that was overtaken
    }
    boolean isEnd = change.to().isSettled();
    if (isEnd) {
      inbox.progress = null;
    }
    if (isEnd || known != null) {
      ended.put(change.videoId(), new Ended(change.number(), isEnd));
    }
  }

  /** Queues the progress of a video unless the video has ended; never blocks. */
  public synchronized void offer(VideoId id, Progress progress) {
    Ended known = ended.get(id);
    if (known != null && known.isEnd()) {
      return;
    }
    inboxes.computeIfAbsent(id, key -> new Inbox()).progress = progress;
    notifyAll();
  }

  /** How many events are held for the listener. */
  public synchronized int waiting() {
    return inboxes.values().stream().mapToInt(inbox -> inbox.events.size()).sum();
  }

  /** How many times the listener threw. */
  public long failures() {
    return failures.get();
  }

  private void deliverAll() {
    try {
      for (Map.Entry<VideoId, Inbox> next = take(); next != null; next = take()) {
        deliver(next.getKey(), next.getValue());
      }
    } catch (InterruptedException e) {
      LOG.debug("A listener was stopped before all events were delivered");
    }
  }

  private synchronized Map.@Nullable Entry<VideoId, Inbox> take() throws InterruptedException {
    while (inboxes.isEmpty() && !closing) {
      wait();
    }
    if (inboxes.isEmpty()) {
      return null;
    }
    Map.Entry<VideoId, Inbox> first = inboxes.entrySet().iterator().next();
    inboxes.remove(first.getKey());
    held = Math.max(0, held - first.getValue().events.size());
    return first;
  }

  private void deliver(VideoId id, Inbox inbox) {
    if (inbox.highest > 0) {
      deliverEvents(id, inbox);
    }
    Progress progress = inbox.progress;
    if (progress != null) {
      guarded(() -> listener.onProgress(id, progress));
    }
  }

  private void deliverEvents(VideoId id, Inbox inbox) {
    try {
      events(id, inbox).forEach(this::deliver);
    } catch (ReelstateException e) {
      LOG.warn("Could not read missed events; they will come with the video's next one", e);
    }
  }

  /** The events not delivered yet, without gaps. */
  private List<VideoEvent> events(VideoId id, Inbox inbox) {
    long last = delivered.getOrDefault(id, settled.getOrDefault(id, inbox.lowest - 1));
    if (inbox.highest <= last) {
      return List.of();
    }
    List<VideoEvent> fresh = new ArrayList<>(inbox.events.tailMap(last, false).values());
    boolean whole = fresh.size() == inbox.highest - last;
    return whole ? fresh : replay(id, last, inbox.highest);
  }

  private List<VideoEvent> replay(VideoId id, long after, long upTo) {
    List<VideoEvent> all = new ArrayList<>();
    long last = after;
    while (last < upTo) {
      List<VideoEvent> page = log.replay(id, last, REPLAY_PAGE);
      if (page.isEmpty()) {
        return all;
      }
      all.addAll(page);
      last = page.get(page.size() - 1).number();
    }
    return all;
  }

  private void deliver(VideoEvent event) {
    if (event instanceof VideoEvent.StatusChanged change && change.to() == VideoStatus.COMPLETED) {
      guarded(() -> listener.onProgress(event.videoId(), Progress.DONE));
    }
    guarded(() -> listener.onEvent(event));
    guarded(() -> event.deliverTo(listener));
    remember(event);
  }

  /**
   * Remembers the last event of a video; of settled ones, which may have no other, not for ever.
   */
  private void remember(VideoEvent event) {
    boolean isEnd =
        event instanceof VideoEvent.StatusChanged change && change.to().isSettled();
    (isEnd ? delivered : settled).remove(event.videoId());
    (isEnd ? settled : delivered).put(event.videoId(), event.number());
  }

  private void guarded(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | LinkageError | AssertionError e) {
      failures.incrementAndGet();
      LOG.error("A listener threw; it will be called again for the next event", e);
    }
  }

  /**
   * Delivers queued events for a few seconds at most, then ends the thread. When the listener
   * itself calls this, the rest is delivered after it has returned.
   */
  @Override
  public void close() {
    synchronized (this) {
      closing = true;
      notifyAll();
    }
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join(CLOSE_DRAIN.toMillis());
      thread.interrupt();
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}

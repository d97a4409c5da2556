package dev.reelstate.examples.dashboard.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoEvent.StatusChanged;
import dev.reelstate.event.VideoListener;
import dev.reelstate.examples.dashboard.live.SocketBridge;
import dev.reelstate.examples.dashboard.view.EventView;
import dev.reelstate.examples.dashboard.view.Wire;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The events of a video: those after a number, or a stream of all later ones as server-sent events.
 * Each stream occupies the thread of its request, so a client that does not read delays nobody but
 * itself.
 */
final class EventApi implements AutoCloseable {

  /** How many streams may be open. */
  static final int MOST_STREAMS = 32;

  private static final Duration BEAT = Duration.ofSeconds(15);

  /** The poll interval for events committed by other processes. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** Events of a video, and the number to continue after. */
  @Wire
  record Listed(List<EventView> items, long next) {}

  private final VideoPlatform platform;
  private final Semaphore streams = new Semaphore(MOST_STREAMS);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final dev.reelstate.spi.EventLog.Registration registration;
  private long told;
  private volatile boolean closing;

  EventApi(VideoPlatform platform) {
    this.platform = platform;
    this.registration = platform.events().listen(new VideoListener() {
      @Override
      public void onEvent(VideoEvent event) {
        wakeUp();
      }
    });
  }

  void addTo(RoutesConfig routes) {
    routes.get("/api/videos/{id}/events", this::events);
  }

  private void events(Context context) throws Exception {
    Video video = Videos.ever(context, platform);
    String accepted = context.header("Accept");
    if (accepted != null && accepted.contains("text/event-stream")) {
      stream(context, video);
      return;
    }
    long after = Query.number(context, "after", 0, 0, Long.MAX_VALUE);
    List<EventView> items = read(video, after);
    long next = items.isEmpty() ? after : number(items.get(items.size() - 1));
    Answers.json(context, new Listed(items, next));
  }

  private static long number(EventView event) {
    Long number = event.eventNumber();
    return number == null ? 0 : number;
  }

  /** The status is read before the events, so that a later change of it is among them. */
  private List<EventView> read(Video video, long after) {
    VideoStatus now = platform.get(video.id()).status();
    List<VideoEvent> events = platform.events().replay(video.id(), after);
    VideoStatus status = statusBefore(video.id(), events).orElse(now);
    List<EventView> views = new ArrayList<>();
    for (VideoEvent event : events) {
      status = event instanceof StatusChanged changed ? changed.to() : status;
      views.add(EventView.of(event, video.project(), status.wireName(), null, null));
    }
    return views;
  }

  /** The status before the events, taken from the first change; empty if there is no change. */
  private Optional<VideoStatus> statusBefore(VideoId id, List<VideoEvent> events) {
    List<VideoEvent> page = events;
    while (!page.isEmpty()) {
      for (VideoEvent event : page) {
        if (event instanceof StatusChanged changed) {
          return Optional.of(Objects.requireNonNullElse(changed.from(), changed.to()));
        }
      }
      page = platform.events().replay(id, page.get(page.size() - 1).number());
    }
    return Optional.empty();
  }

  private void stream(Context context, Video video) throws IOException, InterruptedException {
    if (!streams.tryAcquire()) {
      context.header("Retry-After", "5");
      throw new ProblemException(
          503, "unavailable", "Too many streams are open; use Socket.IO or try again later.");
    }
    try {
      String last = context.header("Last-Event-ID");
      long after = last == null || !last.matches("\\d{1,18}")
          ? Query.number(context, "after", video.eventNumber(), 0, Long.MAX_VALUE)
          : Long.parseLong(last);
      context.header("Cache-Control", "no-store").header("X-Accel-Buffering", "no");
      context.header("Connection", "close"); // a stream ends only with its connection or the server
      context.res().setContentType("text/event-stream; charset=utf-8");
      OutputStream out = context.res().getOutputStream();
      ObjectMapper json = Answers.mapper(context);
      write(out, "retry: 2000\n\n");
      long lastWrite = System.nanoTime();
      while (!closing) {
        long before = told();
        List<EventView> views = read(video, after);
        for (EventView view : views) {
          after = number(view);
          write(
              out,
              "id: " + after + "\nevent: " + SocketBridge.EVENT + "\ndata: "
                  + json.writeValueAsString(view) + "\n\n");
          lastWrite = System.nanoTime();
        }
        if (views.isEmpty()) {
          awaitNews(before);
        }
        if (System.nanoTime() - lastWrite > BEAT.toNanos()) {
          write(out, ": still here\n\n");
          lastWrite = System.nanoTime();
        }
      }
    } finally {
      streams.release();
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private long told() {
    lock.lock();
    try {
      return told;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is news since a count, or for a while. */
  private void awaitNews(long before) throws InterruptedException {
    lock.lock();
    try {
      long left = LOOK.toNanos();
      while (told == before && left > 0) {
        left = news.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void wakeUp() {
    lock.lock();
    try {
      told++;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    closing = true;
    registration.close();
    wakeUp();
  }
}

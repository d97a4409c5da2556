package dev.reelstate.examples.dashboard.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoEvent.StatusChanged;
import dev.reelstate.event.VideoListener;
import dev.reelstate.examples.dashboard.access.Guard;
import dev.reelstate.examples.dashboard.live.SocketBridge;
import dev.reelstate.examples.dashboard.view.EventView;
import dev.reelstate.examples.dashboard.view.Json;
import dev.reelstate.examples.dashboard.view.Wire;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.video.Video;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The events of a video: those behind a number, or all that come from there on as server-sent events. Each stream has the thread of its request, so
 * that a client that does not read holds nobody up but itself.
 */
final class EventApi implements AutoCloseable {

  private static final int MOST_STREAMS = 32;
  private static final Duration BEAT = Duration.ofSeconds(15);

  /** What other processes commit is looked for this often. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** Events of a video, and the number to go on behind. */
  @Wire
  record Listed(List<EventView> items, long next) {}

  private final VideoPlatform platform;
  private final ObjectMapper json = Json.mapper();
  private final Semaphore streams = new Semaphore(MOST_STREAMS);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final dev.reelstate.spi.EventLog.Registration registration;
  private long told;
  private volatile boolean closing;

  EventApi(VideoPlatform platform) {
    this.platform = platform;
    this.registration = platform.listen(new VideoListener() {
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
    Video video = platform
        .find(Query.id(context))
        .orElseThrow(() -> ProblemException.notFound("There is no such video."));
    Guard.requireProject(context, video.project());
    String accepted = context.header("Accept");
    if (accepted != null && accepted.contains("text/event-stream")) {
      stream(context, video);
      return;
    }
    long after = Query.number(context, "after", 0, 0, Long.MAX_VALUE);
    List<EventView> items = read(video, after);
    long next = items.isEmpty() ? after : number(items.get(items.size() - 1));
    context.json(new Listed(items, next));
  }

  private static long number(EventView event) {
    Long number = event.eventNumber();
    return number == null ? 0 : number;
  }

  /** The status that each event leaves is told by those before it; of the first ones, by the first that changes it. */
  private List<EventView> read(Video video, long after) {
    List<EventView> views = new ArrayList<>();
    String status = statusBefore(video, after);
    for (VideoEvent event : platform.replay(video.id(), after)) {
      if (event instanceof StatusChanged changed) {
        status = changed.to().wireName();
      }
      views.add(EventView.of(event, video.project(), status, null, null));
    }
    return views;
  }

  private String statusBefore(Video video, long after) {
    String status = "uploading";
    for (VideoEvent event : after == 0 ? List.<VideoEvent>of() : platform.replay(video.id(), 0)) {
      if (event.number() <= after && event instanceof StatusChanged changed) {
        status = changed.to().wireName();
      }
    }
    return status;
  }

  private void stream(Context context, Video video) throws IOException, InterruptedException {
    if (!streams.tryAcquire()) {
      throw new ProblemException(
          503, "unavailable", "Too many streams are open; use Socket.IO, or try again later.");
    }
    try {
      String last = context.header("Last-Event-ID");
      long after = last == null || !last.matches("\\d{1,18}")
          ? Query.number(context, "after", video.eventNumber(), 0, Long.MAX_VALUE)
          : Long.parseLong(last);
      context.header("Retry-After", "5");
      context.header("Cache-Control", "no-store").header("X-Accel-Buffering", "no");
      context.res().setContentType("text/event-stream; charset=utf-8");
      OutputStream out = context.res().getOutputStream();
      write(out, "retry: 2000\n\n");
      long lastWrite = System.nanoTime();
      while (!closing) {
        long before = told();
        List<EventView> views = read(video, after);
        for (EventView view : views) {
      context.header("Connection", "close"); // a stream only ends with it, or with the server
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

  /** Waits until somebody was told something since, or for a while. */
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

package dev.reelstate.examples.springboot.web;

import dev.reelstate.event.Progress;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoEvent.StatusChanged;
import dev.reelstate.processing.VideoEvents;
import dev.reelstate.video.VideoId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.task.TaskExecutor;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One client that watches one video. Being woken never blocks: the log is read and the client
 * written to by another thread, one at a time. Since the client's place is the number of an event,
 * nothing is missed or sent twice. Thread-safe.
 */
final class EventStream {

  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

  /** Browsers then connect again by themselves, and clients that are gone are forgotten. */
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final VideoEvents events;
  private final TaskExecutor executor;
  private final VideoId videoId;
  private final SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile @Nullable Double progress;
  private long sent;
  private @Nullable Double sentProgress;
  private boolean settled;

  EventStream(VideoEvents events, TaskExecutor executor, VideoId videoId, long after) {
    this.events = events;
    this.executor = executor;
    this.videoId = videoId;
    this.sent = after;
  }

  VideoId videoId() {
    return videoId;
  }

  SseEmitter emitter() {
    return emitter;
  }

  void onEnd(Runnable action) {
    emitter.onTimeout(emitter::complete);
    emitter.onCompletion(action);
  }

  void end() {
    emitter.complete();
  }

  void progressed(Progress latest) {
    progress = latest.fraction();
    wake();
  }

  /** Sends what is new, soon. */
  void wake() {
    if (!woken.getAndSet(true)) {
      executor.execute(this::send);
    }
  }

  private synchronized void send() {
    woken.set(false);
    try {
      sendEvents();
      if (settled) {
        emitter.complete();
      } else {
        sendProgress();
      }
    } catch (IOException | IllegalStateException e) {
      LOG.debug("A client that watched {} is gone", videoId, e);
      emitter.complete();
    }
  }

  private void sendEvents() throws IOException {
    List<VideoEvent> missed = events.replay(videoId, sent);
    while (!missed.isEmpty()) {
      for (VideoEvent event : missed) {
        emitter.send(SseEmitter.event()
            .id(Long.toString(event.number()))
            .data(EventView.of(event), MediaType.APPLICATION_JSON));
        sent = event.number();
        if (event instanceof StatusChanged changed) {
          settled = changed.to().isSettled();
        }
      }
      missed = events.replay(videoId, sent);
    }
  }

  private void sendProgress() throws IOException {
    Double fraction = progress;
    if (fraction != null && !fraction.equals(sentProgress)) {
      emitter.send(SseEmitter.event().name("progress").data(fraction));
      sentProgress = fraction;
    }
  }
}

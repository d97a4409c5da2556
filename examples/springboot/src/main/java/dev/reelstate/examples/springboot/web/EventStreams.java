package dev.reelstate.examples.springboot.web;

import dev.reelstate.event.EventCursor;
import dev.reelstate.event.Progress;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoListener;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.spi.EventLog.Registration;
import dev.reelstate.video.VideoId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.task.TaskExecutor;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The clients that watch videos. The log of events is followed once for all of them, including what
 * other instances of the application commit; an event only wakes the streams of its video, which
 * then read the log themselves. Progress is what this instance works on. Thread-safe.
 */
@Component
class EventStreams {

  private final VideoPlatform platform;
  private final TaskExecutor executor;
  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
  private final List<Registration> registrations;
  private volatile boolean closed;

  EventStreams(
      VideoPlatform platform, @Qualifier("applicationTaskExecutor") TaskExecutor executor) {
    this.platform = platform;
    this.executor = executor;
    this.registrations = List.of(
        platform.events().follow(platform.events().end(), this::happened),
        platform.events().listen(new VideoListener() {
          @Override
          public void onProgress(VideoId id, Progress progress) {
            eachOf(id, stream -> stream.progressed(progress));
          }
        }));
  }

  /**
   * Opens a stream.
   *
   * @param after the number of the last event that the client has; 0 for none
   */
  SseEmitter open(VideoId id, long after) {
    if (closed) {
      throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "Shutting down.");
    }
    EventStream stream = new EventStream(platform.events(), executor, id, after);
    streams.add(stream);
    stream.onEnd(() -> streams.remove(stream));
    stream.wake();
    return stream.emitter();
  }

  /** Ends all streams before the web server waits for the requests in progress. */
  @EventListener(ContextClosedEvent.class)
  void close() {
    closed = true;
    registrations.forEach(Registration::close);
    streams.forEach(EventStream::end);
  }

  private void happened(EventCursor.Batch batch) {
    batch.events().stream()
        .map(VideoEvent::videoId)
        .distinct()
        .forEach(id -> eachOf(id, EventStream::wake));
  }

  private void eachOf(VideoId id, Consumer<EventStream> action) {
    streams.stream().filter(stream -> stream.videoId().equals(id)).forEach(action);
  }
}

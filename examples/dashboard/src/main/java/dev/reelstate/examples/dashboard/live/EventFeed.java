package dev.reelstate.examples.dashboard.live;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.reelstate.event.EventCursor;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoEvent.StatusChanged;
import dev.reelstate.examples.dashboard.view.EventView;
import dev.reelstate.examples.dashboard.view.Statuses;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.spi.EventLog.Registration;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The durable events of all videos, committed by any process: the latest are in memory, earlier
 * ones in the store. The store is read once, regardless of the number of clients. Thread-safe.
 */
final class EventFeed implements AutoCloseable {

  private static final int KEPT = 10_000;
  private static final int VIDEOS = 20_000;
  private static final int PAGE = 500;

  /** Facts about a video that its events do not contain. */
  private record Facts(String project, VideoStatus status) {}

  private final VideoPlatform platform;
  private final ConcurrentNavigableMap<Long, Message> latest = new ConcurrentSkipListMap<>();
  private final Cache<VideoId, Facts> videos =
      Caffeine.newBuilder().maximumSize(VIDEOS).build();
  private final Runnable news;
  private final Registration registration;
  private volatile long floor;
  private volatile long head;

  /** @param news runs when there are new events, on a thread that must not be blocked */
  EventFeed(VideoPlatform platform, Runnable news) {
    this.platform = platform;
    this.news = news;
    EventCursor end = platform.events().end();
    this.floor = end.position();
    this.head = end.position();
    this.registration = platform.events().follow(end, this::take);
  }

  private void take(EventCursor.Batch batch) {
    messages(batch).forEach(message -> latest.put(message.position(), message));
    batch.events().forEach(this::remember);
    while (latest.size() > KEPT) {
      floor = latest.pollFirstEntry().getKey();
    }
    head = batch.next().position();
    news.run();
  }

  /** The position after the latest event. */
  long head() {
    return head;
  }

  /**
   * The messages after a position.
   *
   * @param messages in order
   * @param next the position after them; unchanged if there are none
   */
  record Page(List<Message> messages, long next) {}

  /** The messages after a position, from memory if they are there. */
  Page after(long position) {
    if (position >= floor) {
      long until = head;
      List<Message> found = new ArrayList<>();
      for (Message message : latest.subMap(position, false, until, true).values()) {
        found.add(message);
        if (found.size() == PAGE) {
          return new Page(found, message.position());
        }
      }
      if (position >= floor) { // otherwise some were evicted in the meantime
        return new Page(found, Math.max(position, until));
      }
    }
    EventCursor.Batch batch = platform.events().read(new EventCursor(position), PAGE);
    return new Page(messages(batch), batch.next().position());
  }

  /** All events of one video after a number, from the store. */
  List<EventView> replay(VideoId id, long after) {
    List<VideoEvent> events = new ArrayList<>();
    List<VideoEvent> page = platform.events().replay(id, after);
    while (!page.isEmpty()) {
      events.addAll(page);
      page = platform.events().replay(id, page.get(page.size() - 1).number());
    }
    String project = facts(id).project();
    List<VideoStatus> statuses = Statuses.after(events, video -> facts(video).status());
    List<EventView> found = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      found.add(EventView.of(events.get(i), project, statuses.get(i).wireName(), null, null));
    }
    return found;
  }

  private List<Message> messages(EventCursor.Batch batch) {
    List<VideoEvent> events = batch.events();
    List<VideoStatus> statuses = Statuses.after(events, video -> facts(video).status());
    List<Message> found = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      VideoEvent event = events.get(i);
      long position = batch.positions().get(i);
      String project = facts(event.videoId()).project();
      EventView view = EventView.of(event, project, statuses.get(i).wireName(), null, position);
      found.add(new Message(position, event.number(), event.videoId(), project, Encoded.of(view)));
    }
    return found;
  }

  private Facts facts(VideoId id) {
    return videos.get(id, this::look);
  }

  /** The project never changes, and the status changes only with an event. */
  private void remember(VideoEvent event) {
    if (event instanceof StatusChanged changed) {
      videos.put(event.videoId(), new Facts(facts(event.videoId()).project(), changed.to()));
    }
  }

  private Facts look(VideoId id) {
    return platform
        .find(id)
        .map(video -> new Facts(video.project(), video.status()))
        .orElse(new Facts("", VideoStatus.DELETED));
  }

  /** The project of a video, or empty if there is no such video. */
  Optional<String> project(VideoId id) {
    Facts known = videos.getIfPresent(id);
    return known == null ? platform.find(id).map(Video::project) : Optional.of(known.project());
  }

  /** The latest known status of a video. */
  String status(VideoId id) {
    return facts(id).status().wireName();
  }

  @Override
  public void close() {
    registration.close();
  }
}

package dev.reelstate.testkit.history;

import dev.reelstate.event.EventCursor;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.task.Task;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.Page;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a store holds at the end of a history, when nobody changes it. Immutable.
 *
 * @param videos the videos with what belongs to them, deleted ones included
 * @param log the events of all videos, as a reader is shown them
 * @param positions the position of each event of the log, in the same order
 * @param cursors the cursors of the history's durable readers, by their names
 */
public record StoreContents(
    Map<VideoId, Kept> videos,
    List<VideoEvent> log,
    List<Long> positions,
    Map<String, EventCursor> cursors) {

  private static final int PAGE = 500;

  /** Copies the collections. */
  public StoreContents {
    videos = Map.copyOf(videos);
    log = List.copyOf(log);
    positions = List.copyOf(positions);
    cursors = Map.copyOf(cursors);
  }

  /**
   * One video with what belongs to it.
   *
   * @param video the video
   * @param tasks the tasks of its current generation
   * @param artifacts the artifacts of all generations
   * @param events its events, by their numbers
   */
  public record Kept(
      Video video, List<Task> tasks, List<Artifact> artifacts, List<VideoEvent> events) {

    /** Copies the lists. */
    public Kept {
      tasks = List.copyOf(tasks);
      artifacts = List.copyOf(artifacts);
      events = List.copyOf(events);
    }

    <E extends VideoEvent> List<E> events(Class<E> kind) {
      return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
  }

  /** Reads everything; nobody may change the store meanwhile. */
  public static StoreContents read(VideoStore store, History history) {
    Map<VideoId, Kept> videos = new LinkedHashMap<>();
    VideoQuery query = VideoQuery.all().withStatuses(VideoStatus.values()).withLimit(PAGE);
    Page<Video> page;
    do {
      page = store.videos().list(query);
      page.items().forEach(video -> videos.put(video.id(), kept(store, video)));
      query = query.withAfter(page.next());
    } while (page.next() != null);
    Map<String, EventCursor> cursors = new TreeMap<>();
    history.readers().forEach(name -> cursors.put(name, store.events().cursor(name)));
    List<VideoEvent> log = new ArrayList<>();
    return new StoreContents(videos, log, log(store, log), cursors);
  }

  private static Kept kept(VideoStore store, Video video) {
    List<Artifact> artifacts = new ArrayList<>();
    for (int generation = 1; generation <= video.generation(); generation++) {
      artifacts.addAll(store.videos().artifacts(video.id(), generation));
    }
    return new Kept(video, store.tasks().list(video.id()), artifacts, events(store, video.id()));
  }

  private static List<VideoEvent> events(VideoStore store, VideoId id) {
    List<VideoEvent> events = new ArrayList<>();
    long after = 0;
    List<VideoEvent> page;
    do {
      page = store.events().replay(id, after, PAGE);
      events.addAll(page);
      // Grows even if the numbers do not.
      after = page.stream().mapToLong(VideoEvent::number).reduce(after + 1, Math::max);
    } while (!page.isEmpty());
    return events;
  }

  /** Reads the log, and returns the positions. */
  private static List<Long> log(VideoStore store, List<VideoEvent> log) {
    List<Long> positions = new ArrayList<>();
    EventCursor from = EventCursor.BEGINNING;
    EventCursor.Batch batch = store.events().read(from, PAGE);
    while (batch.next().position() > from.position()) {
      log.addAll(batch.events());
      positions.addAll(batch.positions());
      from = batch.next();
      batch = store.events().read(from, PAGE);
    }
    return positions;
  }
}

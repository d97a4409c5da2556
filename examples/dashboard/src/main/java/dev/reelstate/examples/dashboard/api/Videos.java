package dev.reelstate.examples.dashboard.api;

import dev.reelstate.examples.dashboard.Trash;
import dev.reelstate.examples.dashboard.access.Guard;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.video.Page;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The videos of a platform as far as the caller of a request may see them. */
final class Videos {

  /** How many pages are read at most to fill one for a caller of several projects. */
  private static final int MOST_PAGES = 20;

  private final VideoPlatform platform;
  private final Trash trash;

  Videos(VideoPlatform platform, Trash trash) {
    this.platform = platform;
    this.trash = trash;
  }

  /**
   * The video that a request names.
   *
   * @throws ProblemException if there is none, or it was deleted permanently
   */
  static Video named(Context context, VideoPlatform platform) {
    Video video = ever(context, platform);
    if (video.status() == VideoStatus.DELETED) {
      throw ProblemException.gone();
    }
    return video;
  }

  /** The video that a request names, even if it was deleted. */
  static Video ever(Context context, VideoPlatform platform) {
    Video video = platform
        .find(Query.id(context))
        .orElseThrow(() -> ProblemException.notFound("There is no such video."));
    Guard.requireProject(context, video.project());
    return video;
  }

  /** One page of the caller's videos; it may be short without being the last one. */
  Page<Video> list(Context context, VideoQuery query) {
    List<VideoQuery> allowed = allowed(context, query);
    if (allowed.isEmpty()) {
      return new Page<>(List.of(), null);
    }
    VideoQuery asked = allowed.size() == 1 ? allowed.get(0) : query;
    Page<Video> page = page(asked);
    List<Video> items = visible(context, page);
    for (int i = 1; i < MOST_PAGES && items.isEmpty() && page.next() != null; i++) {
      page = page(asked.withAfter(page.next()));
      items = visible(context, page);
    }
    return new Page<>(items, page.next());
  }

  private List<Video> visible(Context context, Page<Video> page) {
    return page.items().stream()
        .filter(video -> Guard.caller(context).mayUse(video.project()))
        .filter(video -> !trash.has(video.id()))
        .toList();
  }

  private Page<Video> page(VideoQuery query) {
    try {
      return platform.list(query);
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid("The parameter after must be a cursor from an earlier page.");
    }
  }

  /** The numbers of the caller's videos, without those in the trash. */
  Map<VideoStatus, Long> count(Context context, VideoQuery query) {
    Map<VideoStatus, Long> counts = new TreeMap<>();
    for (VideoQuery allowed : allowed(context, query)) {
      platform.count(allowed).forEach((status, number) -> counts.merge(status, number, Long::sum));
      inTrash(allowed).forEach(video -> counts.merge(video.status(), -1L, Long::sum));
    }
    counts.replaceAll((status, number) -> Math.max(0, number));
    return counts;
  }

  /** The query for each project that the caller may use, or for all at once. */
  private static List<VideoQuery> allowed(Context context, VideoQuery query) {
    if (query.project() != null) {
      Guard.requireProject(context, query.project());
      return List.of(query);
    }
    Optional<Set<String>> projects = Guard.caller(context).projects();
    return projects.isEmpty()
        ? List.of(query)
        : projects.get().stream().map(query::withProject).toList();
  }

  /** The videos in the trash, which are few. */
  private List<Video> inTrash(VideoQuery query) {
    List<Video> found = new ArrayList<>();
    for (VideoId id : trash.ends().keySet()) {
      platform.find(id).filter(video -> matches(video, query)).ifPresent(found::add);
    }
    return found;
  }

  private static boolean matches(Video video, VideoQuery query) {
    String text = query.text();
    return (query.project() == null || query.project().equals(video.project()))
        && (text == null || lower(video.title()).contains(lower(text)))
        && (query.label() == null || video.labels().contains(query.label()))
        && (query.statuses().isEmpty()
            ? video.status() != VideoStatus.DELETED
            : query.statuses().contains(video.status()));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}

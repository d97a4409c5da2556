package dev.reelstate.examples.torture;

import dev.reelstate.spi.VideoStore;
import dev.reelstate.video.Page;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All videos of a store, as they stood when they were read. */
record Library(List<Video> videos) {

  static Library read(VideoStore store) {
    List<Video> all = new ArrayList<>();
    VideoQuery query = VideoQuery.all().withStatuses(VideoStatus.values()).withLimit(1000);
    Page<Video> page;
    do {
      page = store.videos().list(query);
      all.addAll(page.items());
      query = query.withAfter(page.next());
    } while (page.next() != null);
    return new Library(all);
  }

  /** The videos of each film that are not deleted, by the film's label. */
  Map<String, List<Video>> byFilm() {
    return videos.stream()
        .filter(video -> video.status() != VideoStatus.DELETED)
        .collect(Collectors.groupingBy(Video::title));
  }
}

package dev.reelstate.examples.soak.check;

import dev.reelstate.examples.soak.Bounds;
import dev.reelstate.examples.soak.Evidence;
import dev.reelstate.examples.soak.Evidence.Run;
import dev.reelstate.examples.soak.Evidence.Said;
import dev.reelstate.examples.soak.database.OpenStore;
import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.jdbc.migration.DataFinding;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.spi.VideoCatalog;
import dev.reelstate.task.TaskId;
import dev.reelstate.video.Page;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares the content of a store, after all work is done, with the journals of the processes and
 * with the plan, and trusts neither. Not thread-safe.
 */
public final class Checker {

  private final Evidence evidence;
  private final Bounds bounds;
  private final Verdict verdict;
  private final Report report;
  private final Map<TaskId, List<Said>> said;

  /**
   * Creates a checker.
   *
   * @param bounds the limits of what may have happened
   * @param verdict receives the findings
   * @param report receives the counts
   */
  public Checker(Evidence evidence, Bounds bounds, Verdict verdict, Report report) {
    this.evidence = evidence;
    this.bounds = bounds;
    this.verdict = verdict;
    this.report = report;
    this.said =
        evidence.said().stream().collect(Collectors.groupingBy(one -> one.run().task()));
  }

  /** Checks everything; no node may be running. */
  public void check(String address, Path media) throws Exception {
    try (OpenStore open = OpenStore.at(address);
        FileStorage storage = FileStorage.at(media)) {
      Map<VideoId, Video> videos = videos(open.store().videos());
      checkQueued(videos);
      checkClaims();
      for (Video video : videos.values()) {
        if (isCutOff(video)) {
          continue;
        }
        new VideoCheck(open.store(), video, evidence, said, bounds, verdict).run();
      }
      new ReaderCheck(evidence, verdict).run(videos.values());
      checkSchema(open.store(), storage, videos);
      count(videos);
    }
  }

  private static Map<VideoId, Video> videos(VideoCatalog catalog) {
    List<Video> all = new ArrayList<>();
    VideoQuery query = VideoQuery.all().withLimit(1000);
    Page<Video> page;
    do {
      page = catalog.list(query);
      all.addAll(page.items());
      query = query.withAfter(page.next());
    } while (page.next() != null);
    return all.stream().collect(Collectors.toMap(Video::id, Function.identity()));
  }

  /** Whether a video was never queued because its process died first. */
  private boolean isCutOff(Video video) {
    return video.status() == VideoStatus.UPLOADING && !evidence.queued().contains(video.id());
  }

  private void checkQueued(Map<VideoId, Video> videos) {
    for (VideoId id : evidence.queued()) {
      verdict.check(Rule.QUEUED, videos.containsKey(id), () -> "The video " + id + " is lost.");
    }
  }

  private void checkClaims() {
    Map<String, Run> byToken = new HashMap<>();
    evidence.started().forEach((run, times) -> {
      Run other = byToken.putIfAbsent(run.task() + " " + run.token(), run);
      verdict.check(
          Rule.CLAIMS,
          times == 1 && other == null,
          () -> run + " was started " + times + (times == 1 ? " time" : " times")
              + (other == null ? "." : ", and " + other + " has the same token."));
    });
  }

  private void checkSchema(JdbcVideoStore store, FileStorage storage, Map<VideoId, Video> videos) {
    store
        .schema()
        .validate()
        .forEach(finding -> verdict.check(Rule.SCHEMA, false, finding::toString));
    List<DataFinding> findings = store.schema().checkData(storage);
    List<DataFinding> leftOver =
        findings.stream().filter(finding -> isExpected(finding, videos)).toList();
    findings.stream()
        .filter(finding -> !leftOver.contains(finding))
        .forEach(finding -> verdict.check(Rule.SCHEMA, false, finding::toString));
    verdict.check(Rule.SCHEMA, true, () -> "");
    report.add("files left by attempts of failed videos", leftOver.size());
  }

  /**
   * Only publishing removes the leftovers of lost attempts, and a failed video is not published.
   */
  private static boolean isExpected(DataFinding finding, Map<VideoId, Video> videos) {
    if (finding.kind() != DataFinding.Kind.UNKNOWN_BYTES) {
      return false;
    }
    Video video = videos.get(VideoId.of(finding.subject().split("/", -1)[1]));
    return video != null && video.status() == VideoStatus.FAILED;
  }

  private void count(Map<VideoId, Video> videos) {
    long cutOff = videos.values().stream().filter(this::isCutOff).count();
    long failed = videos.values().stream()
        .filter(video -> video.status() == VideoStatus.FAILED)
        .count();
    report.add("videos (of which intended to fail: " + failed + ")", videos.size() - cutOff);
    report.add("videos never queued because their process died", cutOff);
    report.add("events", videos.values().stream().mapToLong(Video::eventNumber).sum());
    report.add("step runs", evidence.started().size());
    List<Said> all = evidence.said();
    report.add("reports", all.stream().mapToInt(Said::sent).sum());
    report.add(
        "  of which refused because the lease was lost",
        all.stream()
            .filter(one -> !one.receipts().isEmpty() && !one.isAccepted())
            .count());
    report.add(
        "  of which no response was received",
        all.stream().filter(Said::isUnanswered).count());
    report.add("events given to the durable reader", evidence.seen().size());
  }
}

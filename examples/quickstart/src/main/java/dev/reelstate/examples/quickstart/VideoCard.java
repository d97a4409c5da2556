package dev.reelstate.examples.quickstart;

import dev.reelstate.task.Failure;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.Video;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One video on the page. Missing parts are null and left out.
 *
 * @param anchor of its section
 * @param name of the file
 * @param status lower-case name of the status
 * @param brief a one-line summary of its length and size
 * @param trouble why it did not complete
 * @param poster link to the image
 * @param film link to the MP4, if it has a picture
 * @param sound link to the MP4, if it has only audio
 * @param aspect of the player, as CSS writes it
 * @param storyboard the thumbnails to scrub through
 * @param facts the contents of the file
 * @param files the outputs
 * @param timeline the tasks
 */
record VideoCard(
    String anchor,
    String name,
    String status,
    String brief,
    @Nullable Trouble trouble,
    @Nullable String poster,
    @Nullable String film,
    @Nullable String sound,
    @Nullable String aspect,
    @Nullable Storyboard storyboard,
    List<Fact> facts,
    List<MadeFile> files,
    @Nullable Timeline timeline) {

  /** A known fact about a file. */
  record Fact(String name, String value) {}

  /** An output file, with a link. */
  record MadeFile(
      String label,
      String link,
      @Nullable String pixels,
      @Nullable String length,
      String size,
      String how) {

    static MadeFile of(Artifact artifact) {
      var duration = artifact.duration();
      String name = artifact.kind().startsWith(artifact.name()) ? "" : " " + artifact.name();
      return new MadeFile(
          artifact.kind().replace('_', ' ') + name,
          OutputFolder.pathOf(artifact),
          Text.pixels(artifact.width(), artifact.height()),
          duration == null ? null : Text.clock(duration),
          Text.size(artifact.bytes()),
          artifact.copied() ? "copied" : "");
    }
  }

  /** Why a video did not complete, and what to do about it. */
  record Trouble(String code, @Nullable String step, String message, String advice) {

    static Trouble of(Failure failure) {
      return new Trouble(
          failure.code().toString(), failure.step(), failure.message(), advice(failure));
    }

    private static String advice(Failure failure) {
      return switch (failure.code().family()) {
        case INPUT ->
          "The file itself is faulty. Fetch it again from its source, or export it again.";
        case UNSUPPORTED -> "Convert the file to a common format, such as MP4 with H.264 and AAC.";
        case RESOURCE ->
          "Run the same command again when the machine is less busy, or with --jobs 1.";
        case WORKER -> "Run the same command again; finished work is kept.";
        case STORAGE ->
          "Make sure that the disk is writable and has free space, then run the same command"
              + " again.";
        case DATABASE ->
          "Make sure that nothing else uses the folder, then run the same command again.";
        case MACHINE -> "Give the machine what it lacks, then run the same command again.";
        case INTERNAL ->
          "This is a bug; see .quickstart/log.txt for details. Running the same command"
              + " again may help.";
      };
    }
  }

  static VideoCard of(Outcome outcome, OutputFolder folder) {
    Video video = outcome.video();
    Failure failure = video.failure();
    MediaInfo media = video.media();
    Optional<Artifact> mp4 = find(outcome, Artifact.MP4);
    return new VideoCard(
        "v-" + video.id(),
        outcome.source().name(),
        video.status().wireName(),
        media == null ? "" : Facts.brief(media),
        failure == null ? null : Trouble.of(failure),
        find(outcome, Artifact.POSTER).map(OutputFolder::pathOf).orElse(null),
        mp4.filter(VideoCard::hasPictures).map(OutputFolder::pathOf).orElse(null),
        mp4.filter(made -> !hasPictures(made)).map(OutputFolder::pathOf).orElse(null),
        mp4.filter(VideoCard::hasPictures)
            .map(made -> made.width() + " / " + made.height())
            .orElse(null),
        Storyboard.of(outcome.artifacts(), folder).orElse(null),
        media == null ? List.of() : Facts.of(media),
        outcome.artifacts().stream().map(MadeFile::of).toList(),
        Timeline.of(outcome.tasks()).orElse(null));
  }

  boolean inspected() {
    return !facts.isEmpty();
  }

  boolean productive() {
    return !files.isEmpty();
  }

  private static boolean hasPictures(Artifact made) {
    return made.width() != null;
  }

  private static Optional<Artifact> find(Outcome outcome, String kind) {
    return outcome.artifacts().stream()
        .filter(artifact -> artifact.kind().equals(kind))
        .findFirst();
  }
}

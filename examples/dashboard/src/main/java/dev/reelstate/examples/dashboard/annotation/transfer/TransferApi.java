package dev.reelstate.examples.dashboard.annotation.transfer;

import dev.reelstate.annotation.AnnotatedFrame;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.annotation.Provenance;
import dev.reelstate.annotation.Provenance.Origin;
import dev.reelstate.annotation.ReviewState;
import dev.reelstate.examples.dashboard.access.Guard;
import dev.reelstate.examples.dashboard.annotation.FrameClock;
import dev.reelstate.examples.dashboard.annotation.ReviewException;
import dev.reelstate.examples.dashboard.annotation.RevisionView;
import dev.reelstate.examples.dashboard.annotation.Revisions;
import dev.reelstate.examples.dashboard.view.Wire;
import dev.reelstate.processing.format.ConvertedTruth;
import dev.reelstate.processing.format.LabelFormat;
import dev.reelstate.processing.format.LabelFormatException;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.Reading;
import dev.reelstate.spi.GroundTruthCatalog;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoTrack;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files of annotations: writing revisions, reading others', and what is lost on the way. */
public final class TransferApi {

  private static final String PATH = "/api/videos/{id}/annotations";
  private static final Pattern NUMBER = Pattern.compile("(\\d{1,12})\\D*$");

  /** What a format cannot hold. */
  @Wire
  record Losses(List<LossView> items) {

    /** One kind of loss. */
    @Wire
    record LossView(String kind, long count, String first) {}

    static Losses of(LossReport report) {
      return new Losses(report.losses().stream()
          .map(loss -> new LossView(loss.kind(), loss.count(), loss.first()))
          .toList());
    }
  }

  /** What was read, as a new revision. */
  @Wire
  record Imported(RevisionView revision, boolean isNew, Losses losses) {}

  private final GroundTruthCatalog catalog;
  private final FrameClock clock;
  private final Function<Context, Video> videos;

  /**
   * Creates the API.
   *
   * @param videos finds the video that a request names, if it is the caller's
   */
  public TransferApi(
      GroundTruthCatalog catalog, FrameClock clock, Function<Context, Video> videos) {
    this.catalog = catalog;
    this.clock = clock;
    this.videos = videos;
  }

  /** Adds the routes. */
  public void addTo(RoutesConfig routes) {
    routes.get(PATH + "/losses", this::losses);
    routes.get(PATH + "/export", this::export);
    routes.post(PATH + "/import", this::read);
  }

  private void losses(Context context) {
    Video video = videos.apply(context);
    Reading reading = reading(context, video);
    LabelFormat format = FormatChoice.parse(context.queryParam("format")).of(video);
    context.json(Losses.of(reading.losses().plus(format.losses(reading.data()))));
  }

  private void export(Context context) throws IOException {
    Video video = videos.apply(context);
    FormatChoice choice = FormatChoice.parse(context.queryParam("format"));
    LabelledData data = reading(context, video).data();
    Path folder = Files.createTempDirectory("reelstate-export");
    try {
      Path target = folder.resolve("annotations");
      choice.of(video).write(data, target);
      boolean single = Files.isRegularFile(target);
      String extension = !single ? "zip" : choice == FormatChoice.COCO ? "json" : "xml";
      context
          .contentType("application/octet-stream")
          .header(
              "Content-Disposition",
              "attachment; filename=\"annotations-" + choice.wireName() + "." + extension + "\"");
      if (single) {
        Files.copy(target, context.outputStream());
      } else {
        Archive.write(target, context.outputStream());
      }
    } finally {
      Archive.delete(folder);
    }
  }

  private Reading reading(Context context, Video video) {
    GroundTruth truth =
        Revisions.find(catalog, video.id(), context.queryParam("revision")).content();
    VideoTrack track = FormatChoice.track(video)
        .orElseThrow(() -> ReviewException.invalid("The video has no pictures."));
    return ConvertedTruth.toData(truth, video.fileName(), track.width(), track.height());
  }

  private void read(Context context) throws IOException {
    Video video = videos.apply(context);
    LabelFormat format = FormatChoice.parse(context.queryParam("format")).of(video);
    String name = Objects.requireNonNullElse(context.queryParam("file_name"), "annotations");
    Path folder = Files.createTempDirectory("reelstate-import");
    try (InputStream in = context.req().getInputStream()) {
      Reading reading = format.read(Archive.receive(in, name, folder));
      ConvertedTruth converted = ConvertedTruth.of(
          numbered(reading.data()),
          FormatChoice.track(video)
              .map(VideoTrack::frameRate)
              .filter(rate -> rate > 0)
              .orElse(null),
          new Provenance(Origin.IMPORT, name, false));
      GroundTruthCatalog.Saved saved = catalog.save(
          video.id(),
          exact(converted.truth(), clock.times(video.id())),
          ReviewState.DRAFT,
          Guard.caller(context).name());
      context
          .status(saved.isNew() ? 201 : 200)
          .json(new Imported(
              RevisionView.of(
                  saved.revision(), catalog.reviews(video.id(), saved.revision().revision())),
              saved.isNew(),
              Losses.of(reading.losses().plus(converted.losses()))));
    } catch (LabelFormatException | IllegalArgumentException e) {
      throw ReviewException.invalid(sentence(e));
    } finally {
      Archive.delete(folder);
    }
  }

  private static String sentence(RuntimeException e) {
    String text = String.valueOf(e.getMessage()).replaceAll("(?:/[^/\\s\"']+)+/", "");
    return "The file cannot be read as this format: " + text.replaceFirst("\\.$", "") + ".";
  }

  /** Formats of single pictures have the number of a frame in the name of the picture only. */
  private static LabelledData numbered(LabelledData data) {
    List<LabelledImage> images =
        data.images().stream().map(TransferApi::numbered).toList();
    return new LabelledData(data.categories(), data.videos(), images, data.objects());
  }

  private static LabelledImage numbered(LabelledImage image) {
    Matcher number = NUMBER.matcher(image.id());
    if (image.frame() != null || image.time() != null || !number.find()) {
      return image;
    }
    return new LabelledImage(
        image.id(),
        image.file(),
        image.width(),
        image.height(),
        image.video(),
        Long.valueOf(number.group(1)),
        null);
  }

  /** With the exact times of frames that were only numbered. */
  private static GroundTruth exact(GroundTruth truth, Optional<long[]> times) {
    return times
        .map(known -> new GroundTruth(truth.frames().stream()
            .map(one -> new AnnotatedFrame(exact(one.frame(), known), one.annotations()))
            .toList()))
        .orElse(truth);
  }

  private static FrameRef exact(FrameRef frame, long[] times) {
    Long index = frame.index();
    return index != null && frame.estimated() && index < times.length
        ? FrameRef.of(index, Duration.ofNanos(times[index.intValue()]))
        : frame;
  }
}

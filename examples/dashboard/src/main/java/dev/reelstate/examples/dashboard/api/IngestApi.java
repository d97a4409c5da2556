package dev.reelstate.examples.dashboard.api;

import dev.reelstate.examples.dashboard.access.Caller;
import dev.reelstate.examples.dashboard.access.Guard;
import dev.reelstate.examples.dashboard.view.VideoView;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoEdit;
import dev.reelstate.video.VideoId;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Files that arrive in one request. */
final class IngestApi {

  /** What a form has besides its file, generously. */
  private static final long LARGEST_FRAME = 1 << 20;

  private final VideoPlatform platform;
  private final UploadLimits limits;

  IngestApi(VideoPlatform platform, UploadLimits limits) {
    this.platform = platform;
    this.limits = limits;
  }

  void addTo(RoutesConfig routes) {
    routes.post("/api/videos", this::upload);
  }

  /**
   * The project for a new video: the one that was named or, if none was, the default one or the
   * only one that the caller may use.
   */
  static String project(Context context, @Nullable String named) {
    Caller caller = Guard.caller(context);
    if (named != null && !named.isBlank()) {
      Guard.requireProject(context, named);
      return named;
    }
    Set<String> projects = caller.projects().orElse(Set.of(NewVideo.DEFAULT_PROJECT));
    if (caller.mayUse(NewVideo.DEFAULT_PROJECT)) {
      return NewVideo.DEFAULT_PROJECT;
    } else if (projects.size() == 1) {
      return projects.iterator().next();
    }
    throw ProblemException.invalid("The project must be named: it is one of several, or of none.");
  }

  private void upload(Context context) throws IOException {
    if (FormFile.isSentBy(context)) {
      form(context);
      return;
    }
    String fileName = Query.text(context, "file_name")
        .orElseThrow(() -> ProblemException.invalid("The parameter file_name is required."));
    long size = context.req().getContentLengthLong();
    NewVideo video = video(
        fileName,
        Query.text(context, "title").orElse(fileName),
        context,
        name -> Query.text(context, name));
    limits.admit(context, size);
    ingest(context, video, context.req().getInputStream(), size);
  }

  /** A form's own fields count before the parameters of the address. */
  private void form(Context context) throws IOException {
    limits.admit(context, Math.max(-1, context.req().getContentLengthLong() - LARGEST_FRAME));
    FormFile file = FormFile.of(context);
    Function<String, Optional<String>> field =
        name -> file.field(name).or(() -> Query.text(context, name));
    String fileName = field.apply("file_name").orElse(file.fileName());
    NewVideo video = video(fileName, field.apply("title").orElse(fileName), context, field);
    boolean titled = field.apply("title").isPresent();
    Video received = platform.ingest(video, UploadLimits.requireSome(file), -1);
    file.finish();
    if (!titled && file.field("title").isPresent() && received.id().equals(video.id())) {
      received = platform.edit(
          received.id(), VideoEdit.none().withTitle(file.field("title").get()));
    }
    created(context, received);
  }

  private void ingest(Context context, NewVideo video, InputStream bytes, long size)
      throws IOException {
    Video received = platform.ingest(video, UploadLimits.requireSome(bytes), size);
    if (!received.id().equals(video.id())) {
      context.attribute(WebServer.UNREAD, true); // the video existed before
    }
    created(context, received);
  }

  /** The video of a request, whose fields are looked up by their names. */
  static NewVideo video(
      String fileName, String title, Context context, Function<String, Optional<String>> field) {
    String project = project(context, field.apply("project").orElse(null));
    try {
      return new NewVideo(
          VideoId.create(),
          project,
          title,
          fileName,
          field.apply("upload_key").orElse(null),
          Set.of(),
          0);
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid(String.valueOf(e.getMessage()));
    }
  }

  private static void created(Context context, Video video) {
    context.status(201).header("Location", "/api/videos/" + video.id());
    Answers.json(context, VideoView.of(video));
  }
}

package dev.reelstate.examples.dashboard.api;

import dev.reelstate.ReelstateException;
import dev.reelstate.examples.dashboard.access.Guard;
import dev.reelstate.examples.dashboard.view.Wire;
import dev.reelstate.processing.Upload;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import me.desair.tus.server.TusFileUploadService;
import me.desair.tus.server.upload.UploadInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Resumable uploads: tus 1.0.0 with creation and termination. */
final class UploadApi {

  private static final Logger LOG = LoggerFactory.getLogger(UploadApi.class);
  private static final String PATH = "/api/uploads";
  private static final String ONE = PATH + "/{id}";
  private static final String VERSION = "1.0.0";
  private static final int BUFFER = 64 * 1024;

  /** A little more than the page sends at once. */
  private static final long MOST_UNHEARD = 80L << 20;

  /** An unfinished upload. */
  @Wire
  record Unfinished(
      String id, String fileName, String projectId, long size, long offset, Instant createdAt) {

    static Unfinished of(Upload upload) {
      return new Unfinished(
          upload.id().toString(),
          upload.video().fileName(),
          upload.video().project(),
          upload.size(),
          upload.offset(),
          upload.startedAt());
    }
  }

  /** Unfinished uploads, oldest first. */
  @Wire
  record Listed(List<Unfinished> items) {}

  private final VideoPlatform platform;
  private final TusFileUploadService tus;
  private final UploadLimits limits;

  UploadApi(VideoPlatform platform, UploadLimits limits) {
    this.platform = platform;
    this.limits = limits;
    TusStorage storage = new TusStorage(platform, limits.bytes());
    this.tus = new TusFileUploadService()
        .withUploadIdFactory(new TusStorage.VideoIds())
        .withUploadUri(PATH)
        .withUploadStorageService(storage)
        .withUploadLockingService(storage)
        .withMaxUploadSize(limits.bytes())
        .disableTusExtension("concatenation")
        .disableTusExtension("expiration")
        .disableTusExtension("checksum");
  }

  void addTo(RoutesConfig routes) {
    routes.get(PATH, this::list);
    add(routes, PATH, this::create, HandlerType.POST);
    add(routes, PATH, this::process, HandlerType.OPTIONS);
    for (HandlerType method :
        List.of(HandlerType.HEAD, HandlerType.PATCH, HandlerType.DELETE, HandlerType.OPTIONS)) {
      add(routes, ONE, this::goOn, method);
    }
  }

  private static void add(RoutesConfig routes, String path, Handler handler, HandlerType method) {
    routes.addHttpHandler(method, path, handler);
  }

  private void list(Context context) {
    String project = Query.text(context, "project").orElse(null);
    if (project != null) {
      Guard.requireProject(context, project);
    }
    context.json(new Listed(platform.uploads().list().stream()
        .filter(upload -> project == null || project.equals(upload.video().project()))
        .filter(upload -> Guard.caller(context).mayUse(upload.video().project()))
        .map(Unfinished::of)
        .toList()));
  }

  private void create(Context context) throws Exception {
    String size = context.header("Upload-Length");
    if (size == null || !size.matches("\\d{1,18}")) {
      throw ProblemException.invalid("Upload-Length must be the size of the file in bytes.");
    }
    UploadInfo info = new UploadInfo();
    info.setEncodedMetadata(context.header("Upload-Metadata"));
    String project = IngestApi.project(context, TusStorage.project(info));
    limits.admit(context, Long.parseLong(size));
    process(context, project);
  }

  private void goOn(Context context) throws Exception {
    Optional<Video> named = platform.find(Query.id(context));
    named.ifPresent(video -> Guard.requireProject(context, video.project()));
    if (named.filter(video -> video.status() == VideoStatus.DELETED).isPresent()) {
      throw ProblemException.gone();
    }
    if (context.method().equals(HandlerType.DELETE)) {
      discard(context, named);
      return;
    }
    if (!context.method().equals(HandlerType.PATCH)) {
      process(context);
      return;
    }
    try {
      process(context);
    } catch (ReelstateException e) {
      hearOut(context);
      throw e;
    }
  }

  /**
   * Removes an upload and its video for good, whether it is unfinished or came to nothing before.
   */
  private void discard(Context context, Optional<Video> named) throws IOException {
    boolean broken = named.filter(UploadApi::cameToNothing).isPresent();
    if (!broken || !VERSION.equals(context.header("Tus-Resumable"))) {
      process(context);
    } else {
      context.status(204).header("Tus-Resumable", VERSION);
    }
    if (context.statusCode() == 204 || context.res().getStatus() == 204) {
      platform
          .find(Query.id(context))
          .filter(UploadApi::cameToNothing)
          .ifPresent(video -> platform.delete(video.id()));
    }
  }

  /** Whether a video has ended without a file. */
  private static boolean cameToNothing(Video video) {
    return video.status().isSettled() && video.original() == null;
  }

  /**
   * Reads the rest of the body: browsers see a response only after they have sent everything, and
   * would otherwise start over.
   */
  private static void hearOut(Context context) throws IOException {
    try (InputStream rest = context.req().getInputStream()) {
      byte[] buffer = new byte[BUFFER];
      long left = MOST_UNHEARD;
      int count = 0;
      while (left > 0 && count >= 0) {
        count = rest.read(buffer);
        left -= count;
      }
    }
  }

  /**
   * Whether the upload's offset differs from the client's, for instance because an earlier request
   * of it was still in progress. If the request would exceed the total size, the library reports a
   * bad request, on which clients give up.
   */
  private boolean hasMoved(Context context) {
    String known = context.header("Upload-Offset");
    if (known == null || !known.matches("\\d{1,18}")) {
      return false;
    }
    VideoId id = Query.id(context);
    return platform
        .uploads()
        .find(id)
        .map(Upload::offset)
        .or(() -> platform.find(id).map(Video::original).map(Original::bytes))
        .filter(arrived -> arrived != Long.parseLong(known))
        .isPresent();
  }

  private void process(Context context) throws IOException {
    process(context, null);
  }

  /** @param project the project of a new upload, which the library hands on as its owner */
  private void process(Context context, @Nullable String project) throws IOException {
    HttpServletResponse response = new HttpServletResponseWrapper(context.res()) {
      @Override
      public void setHeader(String name, String value) {
        // The library would also advertise deferred lengths.
        super.setHeader(name, name.equals("Tus-Extension") ? "creation,termination" : value);
      }

      @Override
      public void sendError(int status, String message) {
        sendError(status);
      }

      @Override
      public void sendError(int status) {
        int told = status == 400 && hasMoved(context) ? 409 : status;
        Problems.answer(context, told, Problems.code(told), Problems.sentence(told), null);
      }
    };
    try {
      tus.process(context.req(), response, project);
    } catch (TusStorage.InterruptedUploadException e) {
      LOG.debug("An upload was interrupted", e);
      throw new ProblemException(
          423,
          "taken_over",
          "The upload was interrupted; request the current offset and continue from there.");
    }
  }
}

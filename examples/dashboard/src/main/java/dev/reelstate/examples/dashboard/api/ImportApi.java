package dev.reelstate.examples.dashboard.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelstate.ReelstateException;
import dev.reelstate.examples.dashboard.fetch.RefusedSourceException;
import dev.reelstate.examples.dashboard.fetch.Source;
import dev.reelstate.examples.dashboard.fetch.Sources;
import dev.reelstate.examples.dashboard.view.Json;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Video;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that this server fetches from an address, in the background. */
final class ImportApi implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ImportApi.class);
  private static final ObjectMapper JSON = Json.mapper();
  private static final Set<String> KNOWN =
      Set.of("url", "file_name", "title", "project", "upload_key");
  private static final int MOST = 16;

  private final VideoPlatform platform;
  private final UploadLimits limits;
  private final Sources sources;
  private final Semaphore room = new Semaphore(MOST);
  private final ExecutorService fetching = Executors.newCachedThreadPool(task -> {
    Thread thread = new Thread(task, "dashboard-import");
    thread.setDaemon(true);
    return thread;
  });

  ImportApi(VideoPlatform platform, UploadLimits limits, Sources sources) {
    this.platform = platform;
    this.limits = limits;
    this.sources = sources;
  }

  void addTo(RoutesConfig routes) {
    routes.post("/api/imports", this::begin);
  }

  private void begin(Context context) throws JsonProcessingException {
    JsonNode body = body(context);
    URI address = address(body);
    String fileName = text(body, "file_name").orElseGet(() -> fileName(address));
    NewVideo video = IngestApi.video(
        fileName, text(body, "title").orElse(fileName), context, name -> text(body, name));
    limits.admit(context, -1);
    if (!room.tryAcquire()) {
      context.header("Retry-After", "5");
      throw new ProblemException(
          503, "unavailable", "Too many files are being fetched; try again soon.");
    }
    Source source;
    try {
      source = open(address);
    } catch (RuntimeException e) {
      room.release();
      throw e;
    }
    Video begun = await(video, source);
    context.status(202).header("Location", "/api/videos/" + begun.id());
    Answers.json(context, dev.reelstate.examples.dashboard.view.VideoView.of(begun));
  }

  private static JsonNode body(Context context) throws JsonProcessingException {
    JsonNode body = JSON.readTree(context.body());
    if (!body.isObject()) {
      throw ProblemException.invalid("The body must be a JSON object with the url of a file.");
    }
    body.fieldNames().forEachRemaining(name -> {
      if (!KNOWN.contains(name) || !body.get(name).isTextual()) {
        throw ProblemException.invalid(
            "The body may have url, file_name, title, project and upload_key, all texts.");
      }
    });
    return body;
  }

  private static Optional<String> text(JsonNode body, String name) {
    return Optional.ofNullable(body.get(name))
        .map(JsonNode::asText)
        .filter(text -> !text.isBlank());
  }

  private static URI address(JsonNode body) {
    try {
      return new URI(text(body, "url").orElse(""));
    } catch (URISyntaxException e) {
      throw ProblemException.invalid("The url must be the address of a file.");
    }
  }

  private static String fileName(URI address) {
    String path = String.valueOf(address.getPath());
    String last = path.substring(path.lastIndexOf('/') + 1);
    return last.isBlank() ? "video" : last;
  }

  private Source open(URI address) {
    try {
      Source source = sources.open(address);
      if (source.size() > limits.bytes() || source.size() == 0) {
        source.close();
        limits.requireSize(source.size());
      }
      return source;
    } catch (RefusedSourceException e) {
      String sentence = String.valueOf(e.getMessage());
      throw e.isInvalid()
          ? ProblemException.invalid(sentence)
          : new ProblemException(422, "unprocessable", sentence);
    }
  }

  /** Fetches a file in the background, and returns its video once that exists. */
  private Video await(NewVideo video, Source source) {
    CompletableFuture<Video> begun = new CompletableFuture<>();
    fetching.execute(() -> {
      try (source) {
        InputStream bytes = new FilterInputStream(source.bytes()) {
          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            // The platform records a video before it reads the first byte.
            if (!begun.isDone()) {
              begun.complete(platform.get(video.id()));
            }
            return super.read(target, offset, length);
          }
        };
        begun.complete(platform.ingest(video, bytes, source.size()));
      } catch (ReelstateException e) {
        LOG.info("A file could not be fetched for {}", video.id(), e);
        begun.completeExceptionally(e);
      } catch (RuntimeException e) {
        LOG.error("A file could not be fetched for {}", video.id(), e);
        begun.completeExceptionally(e);
      } finally {
        room.release();
      }
    });
    try {
      return begun.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof ReelstateException known ? known : e;
    }
  }

  @Override
  public void close() {
    fetching.shutdownNow();
    sources.close();
  }
}

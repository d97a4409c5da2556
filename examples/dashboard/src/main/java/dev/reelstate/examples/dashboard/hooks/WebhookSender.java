package dev.reelstate.examples.dashboard.hooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoEvent.StatusChanged;
import dev.reelstate.event.VideoListener;
import dev.reelstate.examples.dashboard.view.EventView;
import dev.reelstate.examples.dashboard.view.Json;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sends events as specified by Standard Webhooks: the headers {@code webhook-id}, which is the same
 * for every try, {@code webhook-timestamp} and {@code webhook-signature}. Thread-safe.
 */
final class WebhookSender {

  private static final String ALGORITHM = "HmacSHA256";
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final VideoPlatform platform;
  private final ObjectMapper json = Json.mapper();
  private final HttpClient http = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .connectTimeout(PATIENCE)
      .followRedirects(HttpClient.Redirect.NEVER)
      .build();

  WebhookSender(VideoPlatform platform) {
    this.platform = platform;
  }

  VideoListener to(Webhook hook) {
    return new VideoListener() {
      @Override
      public void onEvent(VideoEvent event) {
        send(hook, event);
      }
    };
  }

  private void send(Webhook hook, VideoEvent event) {
    String id = event.videoId() + "-" + event.number();
    String body = body(event);
    long now = Instant.now().getEpochSecond();
    HttpRequest request = HttpRequest.newBuilder(hook.address())
        .timeout(PATIENCE)
        .header("Content-Type", "application/json")
        .header("User-Agent", "Reelstate")
        .header("webhook-id", id)
        .header("webhook-timestamp", Long.toString(now))
        .header("webhook-signature", "v1," + sign(hook.key(), id + "." + now + "." + body))
        .POST(BodyPublishers.ofString(body))
        .build();
    try {
      HttpResponse<Void> answer = http.send(request, BodyHandlers.discarding());
      if (answer.statusCode() / 100 != 2) {
        throw new UndeliveredException("It answered " + answer.statusCode() + ".", null);
      }
    } catch (IOException e) {
      throw new UndeliveredException("It could not be reached.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UndeliveredException("This server is being stopped.", e);
    }
  }

  /** An address did not take an event. */
  private static final class UndeliveredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UndeliveredException(String sentence, @org.jspecify.annotations.Nullable Exception cause) {
      super(sentence, cause);
    }
  }

  private String body(VideoEvent event) {
    String project = platform.find(event.videoId()).map(Video::project).orElse("");
    try {
      return json.writeValueAsString(
          EventView.of(event, project, status(event).wireName(), null, null));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An event cannot be written.", e);
    }
  }

  /** The status after an event, which the last change up to it tells. */
  private VideoStatus status(VideoEvent event) {
    VideoStatus status = VideoStatus.UPLOADING;
    long after = 0;
    while (after < event.number()) {
      List<VideoEvent> page = platform.events().replay(event.videoId(), after);
      for (VideoEvent earlier : page) {
        if (earlier.number() <= event.number() && earlier instanceof StatusChanged changed) {
          status = changed.to();
        }
      }
      after = page.isEmpty() ? event.number() : page.get(page.size() - 1).number();
    }
    return event instanceof StatusChanged changed ? changed.to() : status;
  }

  static String sign(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + ALGORITHM + ".", e);
    }
  }
}

package dev.reelstate.examples.dashboard.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.task.RetryPolicy;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoEdit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class WebhooksTest {

  private static final byte[] KEY =
      "a key of thirty-two bytes, so be".getBytes(StandardCharsets.US_ASCII);
  private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);

  /** A request as it arrived. */
  private record Call(String id, long timestamp, String signature, String body) {

    JsonNode json() {
      try {
        return new ObjectMapper().readTree(body);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  @TempDir
  private Path folder;

  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private HttpServer receiver;
  private JdbcVideoStore store;
  private VideoPlatform platform;

  @BeforeEach
  void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/", exchange -> {
      calls.add(new Call(
          exchange.getRequestHeaders().getFirst("webhook-id"),
          Long.parseLong(exchange.getRequestHeaders().getFirst("webhook-timestamp")),
          exchange.getRequestHeaders().getFirst("webhook-signature"),
          new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
      boolean refused = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
      exchange.sendResponseHeaders(refused ? 500 : 204, -1);
      exchange.close();
    });
    receiver.start();
    store = JdbcVideoStore.openH2(folder.resolve("database"));
    platform = VideoPlatform.builder()
        .store(store)
        .storage(FileStorage.at(folder.resolve("media")))
        .recipe(Recipe.standard())
        .build();
  }

  @AfterEach
  void stop() {
    platform.close();
    store.close();
    receiver.stop(0);
  }

  private Webhook hook(int tries) {
    URI address = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook");
    return new Webhook(
        address,
        SECRET,
        new RetryPolicy(tries, Duration.ofMillis(1), 1, Duration.ofMillis(1), 0),
        true);
  }

  private Webhooks sending(int tries) throws IOException {
    return sending(hook(tries));
  }

  private Webhooks sending(Webhook hook) throws IOException {
    return new Webhooks(platform, store.events(), folder.resolve("known"), List.of(hook));
  }

  /** A video that is rejected, and so has a few events. */
  private Video video() throws IOException {
    return platform.ingest(Files.writeString(folder.resolve("a.mp4"), "This is no video."));
  }

  private Call next() throws InterruptedException {
    Call call = calls.poll(30, TimeUnit.SECONDS);
    assertThat(call).isNotNull();
    return call;
  }

  @Test
  void sends_every_event_signed_and_in_order() throws Exception {
    Video video = video();
    try (Webhooks hooks = sending(3)) {
      assertThat(hooks.addresses()).hasSize(1);
      for (long number = 1; number <= video.eventNumber(); number++) {
        Call call = next();
        assertThat(call.id()).isEqualTo(video.id() + "-" + number);
        assertThat(call.json().get("event_number").asLong()).isEqualTo(number);
        assertThat(call.json().get("project_id").asText()).isEqualTo("default");
        assertThat(call.json().has("processing_status")).isFalse();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        byte[] signed = mac.doFinal((call.id() + "." + call.timestamp() + "." + call.body())
            .getBytes(StandardCharsets.UTF_8));
        assertThat(call.signature()).isEqualTo("v1," + Base64.getEncoder().encodeToString(signed));
      }
      platform.edit(video.id(), VideoEdit.none().withTitle("new"));
      JsonNode edited = next().json();
      assertThat(edited.get("event_type").asText()).isEqualTo("video_edited");
      assertThat(edited.get("status").asText()).isEqualTo("rejected");
    }
  }

  @Test
  void tries_again_before_any_later_event() throws Exception {
    refusals.set(2);
    Video video = video();
    try (Webhooks hooks = sending(5)) {
      assertThat(hooks.addresses()).hasSize(1);
      String first = video.id() + "-1";
      assertThat(List.of(next().id(), next().id(), next().id())).containsOnly(first);
      for (long number = 2; number <= video.eventNumber(); number++) {
        assertThat(next().id()).isEqualTo(video.id() + "-" + number);
      }
    }
  }

  @Test
  void begins_with_the_next_event_unless_it_wants_the_history() throws Exception {
    Video video = video();
    Webhook hook = Webhook.to(hook(3).address(), SECRET);
    try (Webhooks hooks = sending(hook)) {
      assertThat(hooks.addresses()).hasSize(1);
      platform.edit(video.id(), VideoEdit.none().withTitle("new"));
      assertThat(next().id()).isEqualTo(video.id() + "-" + (video.eventNumber() + 1));
    }
  }

  @Test
  void loses_no_event_that_it_has_not_taken_before_a_restart() throws Exception {
    Webhook hook = Webhook.to(hook(3).address(), SECRET);
    sending(hook).close(); // nothing has happened yet, so its cursor is still the beginning
    Video video = video();
    try (Webhooks hooks = sending(hook)) {
      assertThat(hooks.addresses()).hasSize(1);
      assertThat(next().id()).isEqualTo(video.id() + "-1");
    }
  }

  @Test
  void continues_after_a_restart_where_it_was() throws Exception {
    Video video = video();
    try (Webhooks hooks = sending(3)) {
      assertThat(hooks.addresses()).hasSize(1);
      for (long number = 1; number <= video.eventNumber(); number++) {
        next();
      }
    }
    platform.edit(video.id(), VideoEdit.none().withTitle("new"));
    try (Webhooks hooks = sending(3)) {
      assertThat(hooks.addresses()).hasSize(1);
      Call call = next();
      while (!call.json().get("event_type").asText().equals("video_edited")) {
        // An event whose delivery was not recorded in time arrives twice.
        assertThat(call.id()).isEqualTo(video.id() + "-" + video.eventNumber());
        call = next();
      }
    }
  }

  @Test
  void sets_aside_what_is_refused_for_good_until_it_is_sent_again() throws Exception {
    refusals.set(2);
    Video video = video();
    Webhook hook = hook(2);
    try (Webhooks hooks = sending(hook)) {
      next();
      next();
      assertThat(next().id()).isEqualTo(video.id() + "-2");
      assertThat(hooks.setAside(hook.address())).singleElement().satisfies(event -> {
        assertThat(event.event().number()).isEqualTo(1);
        assertThat(event.tries()).isEqualTo(2);
        assertThat(event.reason()).contains("500");
      });

      assertThat(hooks.sendAgain(hook.address())).isEqualTo(1);

      assertThat(hooks.setAside(hook.address())).isEmpty();
      Call call = next();
      while (!call.id().equals(video.id() + "-1")) {
        call = next();
      }
    }
  }

  @Test
  void refuses_what_is_no_webhook() {
    URI address = URI.create("https://example.org/hook");
    assertThat(Webhook.to(address, SECRET).toString()).doesNotContain(SECRET);
    for (String secret : List.of("", "secret", "whsec_", "whsec_YQ==", "whsec_%%%")) {
      assertThatThrownBy(() -> Webhook.to(address, secret))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (String wrong : List.of("ftp://example.org", "hook", "https://user:word@example.org/")) {
      assertThatThrownBy(() -> Webhook.to(URI.create(wrong), SECRET))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("http");
    }
  }
}

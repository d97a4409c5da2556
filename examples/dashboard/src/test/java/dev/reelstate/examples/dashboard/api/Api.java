package dev.reelstate.examples.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelstate.video.VideoId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A client of a dashboard. It validates each response against the OpenAPI document. Tests should
 * send only a few bytes with a request that will be refused: the server may respond and close the
 * connection before it has read many, which this client reports as an error.
 */
final class Api {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final int port;
  private final @Nullable String token;

  /** A response. */
  record Answer(HttpResponse<byte[]> response) {

    int status() {
      return response.statusCode();
    }

    /** A header, or an empty string. */
    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    byte[] bytes() {
      return response.body();
    }

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
      try {
        return new ObjectMapper().readTree(response.body());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The value of a property. */
    JsonNode get(String name) {
      return json().get(name);
    }

    /** The problem code. */
    String code() {
      return get("code").asText();
    }

    /** The identity of the returned video. */
    VideoId id() {
      return VideoId.of(get("id").asText());
    }

    Answer require(int status) {
      assertThat(status()).as(text()).isEqualTo(status);
      return this;
    }
  }

  /** @param token the token to send, or null for none */
  Api(int port, @Nullable String token) {
    this.port = port;
    this.token = token;
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  int port() {
    return port;
  }

  HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).timeout(PATIENCE);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request;
  }

  Answer send(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest request = request(path, headers).method(method, body).build();
    try {
      HttpResponse<byte[]> response = HTTP.send(request, BodyHandlers.ofByteArray());
      Spec.check(method, path, response);
      return new Answer(response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  Answer get(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  Answer head(String path, String... headers) {
    return send("HEAD", path, BodyPublishers.noBody(), headers);
  }

  Answer post(String path, String... headers) {
    return send("POST", path, BodyPublishers.noBody(), headers);
  }

  Answer delete(String path, String... headers) {
    return send("DELETE", path, BodyPublishers.noBody(), headers);
  }

  Answer video(VideoId id) {
    return get("/api/videos/" + id);
  }

  /** Uploads a file in one request. */
  Answer upload(byte[] bytes, String query) {
    return send("POST", "/api/videos?" + query, BodyPublishers.ofByteArray(bytes));
  }
}

package dev.reelstate.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** A client of the application's HTTP API. */
final class LessonsClient {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI root;

  LessonsClient(int port) {
    this.root = URI.create("http://localhost:" + port);
  }

  /** Uploads a clip as the body; returns the lesson. */
  DocumentContext upload(String title, byte[] clip) throws IOException, InterruptedException {
    String path = "/api/lessons?fileName=clip.mp4&title=" + title;
    return post(path, "video/mp4", BodyPublishers.ofByteArray(clip));
  }

  /** Creates something and returns it. */
  DocumentContext post(String path, String type, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = send(path, type, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return JsonPath.parse(answer.body());
  }

  HttpResponse<String> send(String path, String type, BodyPublisher body)
      throws IOException, InterruptedException {
    return http.send(
        request(path, "Content-Type", type).POST(body).build(), BodyHandlers.ofString());
  }

  HttpResponse<byte[]> get(String path, String... headers)
      throws IOException, InterruptedException {
    return http.send(request(path, headers).build(), BodyHandlers.ofByteArray());
  }

  DocumentContext json(String path) throws IOException, InterruptedException {
    return JsonPath.parse(new String(get(path).body(), StandardCharsets.UTF_8));
  }

  /** Reads the events of a stream after a number, until the server ends it. */
  List<Sent> events(String path, long after) throws IOException, InterruptedException {
    return events(path, after, event -> {});
  }

  /** Reads the events of a stream and passes each on as it arrives. */
  List<Sent> events(String path, long after, Consumer<Sent> live)
      throws IOException, InterruptedException {
    HttpRequest request = request(path, "Last-Event-ID", Long.toString(after)).build();
    List<Sent> events = new ArrayList<>();
    String id = "";
    Iterator<String> lines = http.send(request, BodyHandlers.ofLines()).body().iterator();
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.startsWith("id:")) {
        id = line.substring(3);
      } else if (line.startsWith("data:")) {
        Sent event = new Sent(id, line.substring(5));
        events.add(event);
        live.accept(event);
        id = "";
      }
    }
    return events;
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(path)).timeout(PATIENCE);
    return headers.length == 0 ? request : request.headers(headers);
  }
}

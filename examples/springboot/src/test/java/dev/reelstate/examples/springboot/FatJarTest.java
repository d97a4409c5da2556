package dev.reelstate.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application, started as in production; run once the jar is there. */
@Tag("packaged")
@Timeout(600)
class FatJarTest {

  @TempDir
  private Path folder;

  @Test
  void takes_a_video_in_plays_it_and_ends_in_order() throws Exception {
    byte[] clip = Files.readAllBytes(Clips.small(folder));
    try (FatJar application = FatJar.start(folder)) {
      LessonsClient client = new LessonsClient(application.port());
      String url = client.upload("Hello", clip).read("$.video.url");

      List<Sent> events = client.events(url + "/events", 0);

      assertThat(events.get(events.size() - 1).status()).isEqualTo("completed");
      String mp4 = client.json(url).read("$.media.mp4");
      assertThat(client.get(mp4, "Range", "bytes=0-99").statusCode()).isEqualTo(206);
      assertThat(client.json("/actuator/health").<String>read("$.status")).isEqualTo("UP");
      application.end();
      assertThat(application.log())
          .anyMatch(line -> line.contains("Graceful shutdown complete"))
          .noneMatch(line -> line.contains(" WARN ") || line.contains(" ERROR "));
    }
  }
}

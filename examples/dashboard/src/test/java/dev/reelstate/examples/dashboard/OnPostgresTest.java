package dev.reelstate.examples.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.examples.dashboard.access.OneToken;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs two dashboards on one shared PostgreSQL database. */
@Timeout(600)
class OnPostgresTest {

  private static final String TOKEN = "a-token-for-tests";

  @TempDir
  private Path folder;

  @Test
  void two_dashboards_on_one_database_show_the_same_videos() throws Exception {
    Path clip = folder.resolve("clip.mp4");
    SampleClip.of(160, 120, 10, Duration.ofSeconds(1)).write(clip);
    Recipe recipe = Recipe.builder().output(Recipe.Output.POSTER).build();
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.builder().setPGStartupWait(Duration.ofMinutes(5)).start()) {
      Settings settings = Settings.in(folder.resolve("data"))
          .withDatabase(postgres.getJdbcUrl("postgres", "postgres"));
      try (DashboardServer one = DashboardServer.start(settings, new OneToken(TOKEN), recipe);
          DashboardServer other = DashboardServer.start(settings, new OneToken(TOKEN), recipe)) {
        Video video = one.platform().ingest(clip);
        Video done = one.platform().await(video.id(), Duration.ofMinutes(1));

        assertThat(done.status()).isEqualTo(VideoStatus.COMPLETED);
        assertThat(get(other, "/api/videos/" + video.id())).contains("\"status\":\"completed\"");
        assertThat(get(other, "/api/health")).contains("\"status\":\"ok\"");
      }
    }
  }

  private static String get(DashboardServer server, String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.port() + path))
        .header("Authorization", "Bearer " + TOKEN)
        .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }
}

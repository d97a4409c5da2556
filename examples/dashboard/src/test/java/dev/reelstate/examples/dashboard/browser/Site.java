package dev.reelstate.examples.dashboard.browser;

import dev.reelstate.examples.dashboard.DashboardServer;
import dev.reelstate.examples.dashboard.Settings;
import dev.reelstate.examples.dashboard.access.OneToken;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.recipe.Recipe.Output;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A dashboard in a folder, with clips to upload. */
final class Site implements AutoCloseable {

  static final String TOKEN = "the-token-of-the-tests";

  static {
    // It would warn about a timer that Socket.IO's server creates and does not use.
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
  }

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Path folder;
  private final DashboardServer server;

  private Site(Path folder, int port, int socketPort) throws IOException {
    this.folder = folder;
    Settings settings = Settings.in(Files.createDirectories(folder.resolve("site")))
        .withAddress(new Settings.Address("127.0.0.1", port, socketPort, List.of()))
        .withUndo(Duration.ofMinutes(10));
    Recipe recipe = Recipe.builder()
        .output(
            Output.POSTER,
            Output.STORYBOARD,
            Output.HLS,
            Output.MP4,
            Output.WAVEFORM,
            Output.FRAME_MAP)
        .ladder(Ladder.of(360, 180))
        .copying(false)
        .build();
    server = DashboardServer.start(settings, new OneToken(TOKEN), recipe);
  }

  /** Starts a dashboard on free ports. */
  static Site start(Path folder) throws IOException {
    return new Site(folder, 0, 0);
  }

  /** Restarts a dashboard in the same folder, on the given ports. */
  static Site again(Path folder, int port, int socketPort) throws IOException {
    return new Site(folder, port, socketPort);
  }

  int port() {
    return server.port();
  }

  int socketPort() {
    return server.socketPort();
  }

  VideoPlatform platform() {
    return server.platform();
  }

  /** A clip of some seconds, which takes about one second to process. */
  Path clip(String name) {
    return clip(name, SampleClip.of(640, 360, 25, Duration.ofSeconds(6)));
  }

  /** A clip of some seconds without pictures. */
  Path soundClip(String name) {
    return clip(name, SampleClip.of(640, 360, 25, Duration.ofSeconds(6)).withoutPictures());
  }

  /** A clip whose processing lasts long enough to press a button. */
  Path longClip(String name) {
    return clip(name, SampleClip.of(640, 360, 25, Duration.ofMinutes(1)));
  }

  Path clip(String name, SampleClip clip) {
    Path file = folder.resolve(name);
    clip.write(file);
    return file;
  }

  /** A clip with padding at the end. */
  Path largeClip(String name, int megabytes) throws IOException {
    Path file = clip(name);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      long size = (long) megabytes << 20;
      long left = size - out.length();
      out.seek(out.length());
      out.writeInt((int) left);
      out.write("free".getBytes(StandardCharsets.US_ASCII));
      out.setLength(size);
    }
    return file;
  }

  /** A text file with the name of a video. */
  Path noClip(String name) throws IOException {
    return Files.writeString(folder.resolve(name), "This is a text.\n".repeat(100));
  }

  /** Begins an upload of which no byte arrives. */
  Video beginUpload(String title) {
    NewVideo video = new NewVideo(
        VideoId.create(), NewVideo.DEFAULT_PROJECT, title, title + ".mp4", null, Set.of(), 0);
    return platform().get(platform().uploads().begin(video, 1_000_000).id());
  }

  Path emptyFile(String name) throws IOException {
    return Files.createFile(folder.resolve(name));
  }

  /** Ingests a file without the page. */
  Video ingest(Path file, String title) {
    String name = String.valueOf(file.getFileName());
    return platform()
        .ingest(
            new NewVideo(
                VideoId.create(), NewVideo.DEFAULT_PROJECT, title, name, null, Set.of(), 0),
            file);
  }

  /** Waits until a video is settled. */
  Video await(Video video) throws InterruptedException {
    return platform().await(video.id(), PATIENCE);
  }

  @Override
  public void close() {
    server.close();
  }
}

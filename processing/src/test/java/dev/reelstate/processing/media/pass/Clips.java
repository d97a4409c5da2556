package dev.reelstate.processing.media.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.PassRequest;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.AudioSpec;
import dev.reelstate.processing.media.RenderSpec.PosterSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.RenderSpec.StoryboardSpec;
import dev.reelstate.processing.media.conformance.PackageCheck;
import dev.reelstate.processing.media.container.ContainerSniffer;
import dev.reelstate.processing.media.probe.MediaProbe;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.video.MediaInfo;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Sources and specs that several tests share. */
public final class Clips {

  public static final Duration SIX_SECONDS = Duration.ofSeconds(6);
  public static final SampleClip PLAIN = SampleClip.of(320, 240, 25, SIX_SECONDS);
  public static final Duration SEGMENT = Duration.ofSeconds(2);
  static final AudioSpec SOUND = new AudioSpec(96_000, 2);
  static final PosterSpec POSTER = new PosterSpec(640, 640, 5);
  static final StoryboardSpec STORYBOARD = new StoryboardSpec(80, 100, Duration.ofSeconds(1));

  private Clips() {}

  public static Path write(SampleClip clip, Path file) throws MediaException {
    clip.write(file);
    return file;
  }

  public static String container(Path file) throws IOException {
    try (SeekableByteChannel in = Files.newByteChannel(file)) {
      return ContainerSniffer.sniff(in).orElse("none");
    }
  }

  public static MediaInfo inspect(Path file) throws MediaException, IOException {
    return MediaProbe.inspect(file, container(file), MediaLimits.standard());
  }

  /** Renders a file and holds the package, if there is one, to the rules for packages. */
  public static RenderResult render(Path file, RenderSpec spec, Path folder)
      throws MediaException, IOException, InterruptedException {
    return render(file, inspect(file), spec, folder);
  }

  /** The same for a file of which something else is said than an inspection would. */
  public static RenderResult render(Path file, MediaInfo media, RenderSpec spec, Path folder)
      throws MediaException, IOException, InterruptedException {
    RenderResult result = renderUnchecked(file, media, spec, folder);
    if (Files.exists(folder.resolve("hls/master.m3u8"))) {
      assertThat(PackageCheck.faults(folder.resolve("hls"))).isEmpty();
    }
    return result;
  }

  /** Renders a file, also if no player would understand what comes out. */
  static RenderResult renderUnchecked(Path file, RenderSpec spec, Path folder)
      throws MediaException, IOException, InterruptedException {
    return renderUnchecked(file, inspect(file), spec, folder);
  }

  private static RenderResult renderUnchecked(
      Path file, MediaInfo media, RenderSpec spec, Path folder)
      throws MediaException, IOException, InterruptedException {
    Files.createDirectories(folder);
    return MediaPass.render(
        new PassRequest(file, container(file), media, spec, folder),
        MediaLimits.standard(),
        position -> {});
  }

  /** All the usual outputs, with these rungs. */
  public static RenderSpec everything(Rung... rungs) {
    return new RenderSpec(
        List.of(rungs),
        SOUND,
        true,
        true,
        POSTER,
        STORYBOARD,
        SEGMENT,
        RenderSpec.Extras.NONE,
        Copying.NEVER);
  }

  /** One MP4 file and nothing else. */
  static RenderSpec mp4(int width, int height) {
    Rung rung = new Rung("only", width, height, 400_000);
    return new RenderSpec(
        List.of(rung),
        SOUND,
        false,
        true,
        null,
        null,
        SEGMENT,
        RenderSpec.Extras.NONE,
        Copying.NEVER);
  }
}

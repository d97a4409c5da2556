package dev.reelstate.processing.media;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.media.RenderSpec.Extras;
import dev.reelstate.processing.media.RenderSpec.PreviewSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.pass.Clips;
import dev.reelstate.processing.media.pass.ForeignClips;
import dev.reelstate.video.Artifact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarksTest {

  private static final PreviewSpec PREVIEW = new PreviewSpec(160, 6, Duration.ofMillis(250), 60);

  @TempDir
  private Path folder;

  private Path out;

  @BeforeEach
  void make_the_output_folder() throws Exception {
    out = Files.createDirectory(folder.resolve("out"));
  }

  private RenderResult render(Path file, Extras extras) throws Exception {
    RenderSpec spec = new RenderSpec(
        List.of(new Rung("240p", 320, 240, 400_000)),
        null,
        false,
        true,
        null,
        null,
        Clips.SEGMENT,
        extras,
        Copying.NEVER);
    return Clips.render(file, spec, out);
  }

  /**
   * Three seconds of movement with a moment of black, two seconds of black, and three of one still
   * picture.
   */
  @Test
  void scenes_black_and_frozen_pictures_are_found() throws Exception {
    Path file = ForeignClips.encode(
        "mpeg4",
        "mp4",
        folder.resolve("parts.mp4"),
        "testsrc2=size=320x240:rate=25:duration=8,"
            + "drawbox=color=black:t=fill:enable='between(t,3,4.99)+between(t,1,1.09)',"
            + "drawbox=color=red:t=fill:enable='gte(t,5)'",
        context -> context.bit_rate(4_000_000),
        stream -> {});

    Marks marks = requireNonNull(render(file, new Extras(false, true, null)).marks());

    assertThat(marks.seen()).isEqualTo(Marks.Seen.EVERY_PICTURE);
    assertThat(marks.black()).hasSize(1).allSatisfy(black -> {
      assertThat(black.from().toMillis()).isBetween(2960L, 3040L);
      assertThat(black.until().toMillis()).isBetween(4960L, 5040L);
    });
    assertThat(marks.frozen()).anySatisfy(frozen -> {
      assertThat(frozen.from().toMillis()).isBetween(4900L, 5200L);
      assertThat(frozen.until().toMillis()).isBetween(7900L, 8100L);
    });
    assertThat(marks.scenes())
        .anySatisfy(scene -> assertThat(scene.toMillis()).isBetween(4960L, 5080L));
  }

  /** A key frame every half second, so that is how exact the times are. */
  @Test
  void without_a_rung_key_frames_are_analysed() throws Exception {
    Path file = ForeignClips.encode(
        "mpeg4",
        "mp4",
        folder.resolve("parts.mp4"),
        "testsrc2=size=320x240:rate=25:duration=9,"
            + "drawbox=color=black:t=fill:enable='between(t,3,4.99)',"
            + "drawbox=color=red:t=fill:enable='gte(t,5)'",
        context -> context.bit_rate(4_000_000).gop_size(12),
        stream -> {});
    RenderSpec spec = new RenderSpec(
        List.of(),
        null,
        false,
        false,
        null,
        null,
        Clips.SEGMENT,
        new Extras(false, true, null),
        Copying.NEVER);

    Marks marks = requireNonNull(Clips.render(file, spec, out).marks());

    assertThat(marks.seen()).isEqualTo(Marks.Seen.KEY_FRAMES);
    assertThat(marks.black()).hasSize(1).allSatisfy(black -> {
      assertThat(black.from().toMillis()).isBetween(2900L, 3500L);
      assertThat(black.until().toMillis()).isBetween(4900L, 5500L);
    });
    assertThat(marks.frozen())
        .anySatisfy(frozen -> assertThat(frozen.until().toMillis()).isGreaterThan(8900));
    assertThat(marks.scenes()).hasSize(2);
  }

  @Test
  void the_preview_moves() throws Exception {
    Path file = Clips.write(Clips.PLAIN, folder.resolve("clip.mp4"));

    RenderResult result = render(file, new Extras(false, false, PREVIEW));

    RenderResult.Output preview = result.outputs().get(0);
    assertThat(preview.kind()).isEqualTo(Artifact.PREVIEW);
    assertThat(preview.width()).isEqualTo(160);
    assertThat(preview.height()).isEqualTo(120);
    byte[] bytes = Files.readAllBytes(out.resolve("preview.webp"));
    String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(text).startsWith("RIFF").contains("WEBP", "ANIM");
    assertThat(text.split("ANMF", -1)).hasSize(6 + 1);
  }
}

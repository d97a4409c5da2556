package dev.reelstate.processing.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.media.RenderSpec.Extras;
import dev.reelstate.processing.media.RenderSpec.PosterSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A clip that players have to turn or flip gives the pictures of its upright original, in every output. */
class UprightTest {

  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;
  private static final double ALIKE = 0.98;

  @TempDir
  private Path folder;

  /** Brightness of a picture, row by row. */
  private static final class Luma {

    private final int width;
    private final int height;
    private final int[] values;

    Luma(int width, int height, int[] values) {
      this.width = width;
      this.height = height;
      this.values = values;
    }

    int at(int x, int y) {
      return values[y * width + x];
    }

    static Luma of(AVFrame frame) {
      int[] values = new int[frame.width() * frame.height()];
      byte[] row = new byte[frame.width()];
      for (int y = 0; y < frame.height(); y++) {
        frame.data(0).position((long) y * frame.linesize(0)).get(row);
        for (int x = 0; x < row.length; x++) {
          values[y * row.length + x] = row[x] & 0xFF;
        }
      }
      frame.data(0).position(0);
      return new Luma(frame.width(), frame.height(), values);
    }

    /** BT.601, as JPEG has it, brought to the range of video. */
    static Luma of(BufferedImage image) {
      int[] values = new int[image.getWidth() * image.getHeight()];
      for (int i = 0; i < values.length; i++) {
        int rgb = image.getRGB(i % image.getWidth(), i / image.getWidth());
        double full = 0.299 * (rgb >> 16 & 0xFF) + 0.587 * (rgb >> 8 & 0xFF) + 0.114 * (rgb & 0xFF);
        values[i] = (int) Math.round(16 + full * 219 / 255);
      }
      return new Luma(image.getWidth(), image.getHeight(), values);
    }

    /** As it is seen after a turn clockwise and then a flip from left to right. */
    Luma seen(int turn, boolean mirrored) {
      boolean swaps = turn % 180 != 0;
      int wide = swaps ? height : width;
      int high = swaps ? width : height;
      int[] seen = new int[values.length];
      for (int y = 0; y < high; y++) {
        for (int x = 0; x < wide; x++) {
          int turned = mirrored ? wide - 1 - x : x;
          seen[y * wide + x] = switch (turn) {
            case 90 -> at(y, height - 1 - turned);
            case 180 -> at(width - 1 - turned, height - 1 - y);
            case 270 -> at(width - 1 - y, turned);
            default -> at(turned, y);
          };
        }
      }
      return new Luma(wide, high, seen);
    }

    /** Mean structural similarity of blocks of 8x8 pixels (Wang et al. 2004). */
    double likeness(Luma other) {
      assertThat(other.width + "x" + other.height).isEqualTo(width + "x" + height);
      double sum = 0;
      int blocks = 0;
      for (int top = 0; top + 8 <= height; top += 4) {
        for (int left = 0; left + 8 <= width; left += 4) {
          sum += block(other, left, top);
          blocks++;
        }
      }
      return sum / blocks;
    }

    private double block(Luma other, int left, int top) {
      double a = 0;
      double b = 0;
      double aa = 0;
      double bb = 0;
      double ab = 0;
      for (int y = top; y < top + 8; y++) {
        for (int x = left; x < left + 8; x++) {
          double one = at(x, y);
          double two = other.at(x, y);
          a += one;
          b += two;
          aa += one * one;
          bb += two * two;
          ab += one * two;
        }
      }
      double n = 64;
      double c1 = 6.5025;
      double c2 = 58.5225;
      double covariance = ab / n - a / n * (b / n);
      double varianceA = aa / n - a / n * (a / n);
      double varianceB = bb / n - b / n * (b / n);
      return (2 * (a / n) * (b / n) + c1)
          * (2 * covariance + c2)
          / (((a / n) * (a / n) + (b / n) * (b / n) + c1) * (varianceA + varianceB + c2));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, false", "90, false", "180, false", "270, false", "0, true", "90, true"})
  void turned_and_mirrored_clips_come_out_as_they_are_meant(int turn, boolean mirrored)
      throws Exception {
    SampleClip clip = SampleClip.of(WIDTH, HEIGHT, 25, Duration.ofSeconds(2)).withTurn(turn);
    Path file = Clips.write(mirrored ? clip.withMirroring() : clip, folder.resolve("clip.mp4"));
    boolean swaps = turn % 180 != 0;
    Rung rung = new Rung("only", swaps ? HEIGHT : WIDTH, swaps ? WIDTH : HEIGHT, 4_000_000);
    Path out = folder.resolve("out");

    Clips.render(
        file,
        new RenderSpec(
            List.of(rung),
            null,
            true,
            true,
            new PosterSpec(1280, 1280, 1),
            null,
            Clips.SEGMENT,
            Extras.NONE,
            Copying.NEVER),
        out);

    List<Luma> source = decode(file);
    List<Luma> mp4 = decode(out.resolve("video.mp4"));
    assertThat(mp4).hasSameSizeAs(source);
    for (int i = 0; i < source.size(); i += 7) {
      assertThat(source.get(i).seen(turn, mirrored).likeness(mp4.get(i)))
          .as("picture %d", i)
          .isGreaterThan(ALIKE);
    }
    Path joined = folder.resolve("hls.mp4");
    Files.write(joined, Files.readAllBytes(out.resolve("hls/only/init.mp4")));
    Files.write(
        joined,
        Files.readAllBytes(out.resolve("hls/only/segment_00000.m4s")),
        java.nio.file.StandardOpenOption.APPEND);
    assertThat(source.get(20).seen(turn, mirrored).likeness(decode(joined).get(20)))
        .isGreaterThan(ALIKE);
    Luma poster = Luma.of(ImageIO.read(out.resolve("poster.jpg").toFile()));
    assertThat(source.get(25).seen(turn, mirrored).likeness(poster)).isGreaterThan(0.95);
  }

  private static List<Luma> decode(Path file) throws Exception {
    List<Luma> pictures = new ArrayList<>();
    try (Demuxer demuxer = Demuxer.open(file, "mp4", MediaLimits.standard());
        Decoder decoder = Decoder.open(demuxer.streams().get(0), MediaLimits.standard())) {
      AVPacket packet = avcodec.av_packet_alloc();
      AVFrame frame = Frames.make();
      boolean more = true;
      while (more) {
        more = demuxer.read(packet);
        if (!more || packet.stream_index() == 0) {
          decoder.send(more ? packet : null);
          while (decoder.receive(frame)) {
            pictures.add(Luma.of(frame));
          }
        }
      }
      Frames.free(frame);
      avcodec.av_packet_free(packet);
    }
    return pictures;
  }
}

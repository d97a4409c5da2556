package dev.reelstate.examples.torture;

import dev.reelstate.processing.media.sample.SampleClip;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A file to upload.
 *
 * @param file where it lies
 * @param sha256 the hash of its bytes
 * @param isGood whether it can be processed
 */
record Clip(Path file, String sha256, boolean isGood) {

  /** Makes a few small clips: with and without sound or pictures, in parts, and unusable ones. */
  static List<Clip> all(Path folder) throws IOException {
    Files.createDirectories(folder);
    SampleClip film = SampleClip.of(160, 90, 25, Duration.ofSeconds(1));
    List<Clip> clips = new ArrayList<>(List.of(
        good(film, folder.resolve("film.mp4")),
        good(film.withContainer("matroska").withTurn(90), folder.resolve("turned.mkv")),
        good(film.withContainer("mpegts"), folder.resolve("stream.ts")),
        good(film.withoutPictures(), folder.resolve("sound.mp4")),
        good(film.withoutSound().withVariableFrameRate(), folder.resolve("silent.mp4")),
        good(SampleClip.of(128, 72, 25, Duration.ofSeconds(9)), folder.resolve("long.mp4"))));
    byte[] damaged = Files.readAllBytes(folder.resolve("film.mp4"));
    Arrays.fill(damaged, 64, damaged.length, (byte) 0);
    clips.add(bad(damaged, folder.resolve("damaged.mp4")));
    clips.add(bad(
        "This is not a film.".repeat(500).getBytes(StandardCharsets.UTF_8),
        folder.resolve("text.mp4")));
    return clips;
  }

  private static Clip good(SampleClip clip, Path file) throws IOException {
    clip.write(file);
    return new Clip(file, hash(Files.newInputStream(file)), true);
  }

  private static Clip bad(byte[] bytes, Path file) throws IOException {
    Files.write(file, bytes);
    return new Clip(file, hash(Files.newInputStream(file)), false);
  }

  /** The hash of all bytes of a stream, which is closed: 64 hexadecimal digits. */
  static String hash(InputStream bytes) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(bytes, MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }
}

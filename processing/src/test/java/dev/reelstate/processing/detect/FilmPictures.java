package dev.reelstate.processing.detect;

import dev.reelstate.annotation.FrameRef;
import dev.reelstate.detection.Picture;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.ffmpeg;
import org.bytedeco.javacpp.Loader;

/**
 * Pictures of a film, decoded by FFmpeg's own command.
 *
 * @param film the file
 * @param width to which the pictures are scaled
 * @param height to which the pictures are scaled
 * @param every one picture of that many seconds
 */
record FilmPictures(Path film, int width, int height, int every) {

  /** Decodes the film; each picture is valid during the call only. */
  void forEach(Consumer<Picture> use) throws IOException, InterruptedException {
    String filter = "select='isnan(prev_selected_t)+gte(t-prev_selected_t,%d)',scale=%d:%d"
        .formatted(every, width, height);
    String command = Loader.load(ffmpeg.class);
    ProcessBuilder builder = new ProcessBuilder(
            command,
            "-v",
            "error",
            "-i",
            film.toString(),
            "-vf",
            filter,
            "-fps_mode",
            "passthrough",
            "-f",
            "rawvideo",
            "-pix_fmt",
            "bgr24",
            "-")
        .redirectError(Redirect.INHERIT);
    builder
        .environment()
        .put(
            "LD_LIBRARY_PATH",
            Objects.requireNonNull(Path.of(command).getParent()).toString());
    Process process = builder.start();
    try (DataInputStream in = new DataInputStream(process.getInputStream())) {
      byte[] bytes = new byte[width * height * Picture.PIXEL];
      ByteBuffer memory = ByteBuffer.allocateDirect(bytes.length);
      for (int i = 0; in.readNBytes(bytes, 0, bytes.length) == bytes.length; i++) {
        memory.clear().put(bytes).flip();
        FrameRef frame = FrameRef.at(Duration.ofSeconds((long) i * every));
        use.accept(new Picture(frame, width, height, width * Picture.PIXEL, memory));
      }
      if (process.waitFor() != 0) {
        throw new IOException("FFmpeg ended with " + process.exitValue() + ".");
      }
    } finally {
      process.destroy();
    }
  }
}

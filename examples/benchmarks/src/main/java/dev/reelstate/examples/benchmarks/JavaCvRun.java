package dev.reelstate.examples.benchmarks;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.RenderSpec.Rung;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;

/**
 * The same outputs with JavaCV as it is commonly used: a grabber converts each picture to BGR for a
 * {@link Frame}, and each recorder converts it back to YUV at its own size and encodes it; stills
 * are drawn with Java's own images.
 *
 * <p>The classes use their defaults: bilinear scaling from the full size for each rung, as many
 * decoder threads as there are processors, and everything else on the calling thread. Open choices
 * are made in JavaCV's favour: one grabber feeds all recorders, where many programs read the file
 * once per output. The rotation and colour metadata of the source are ignored.
 */
final class JavaCvRun {

  /** How the largest rung gets into two outputs. */
  enum Largest {
    /** With one recorder per output. */
    RECORDED_TWICE("JavaCV, a recorder for each output"),

    /** With a recorder for the MP4, whose packets are then copied into HLS. */
    COPIED("JavaCV, the MP4 copied into HLS");

    private final String what;

    Largest(String what) {
      this.what = what;
    }
  }

  private final Subject subject;
  private final List<Rung> rungs;
  private final Largest largest;
  private final Path outputs;

  private JavaCvRun(Subject subject, List<Rung> rungs, Largest largest, Path outputs) {
    this.subject = subject;
    this.rungs = rungs;
    this.largest = largest;
    this.outputs = outputs;
  }

  static Measured measure(Subject subject, List<Rung> rungs, Largest largest, Workspace workspace)
      throws IOException, MediaException, InterruptedException {
    JavaCv.require();
    JavaCvRun run = new JavaCvRun(subject, rungs, largest, workspace.outputs());
    return Measured.of(largest.what, run::run);
  }

  private void run() throws IOException {
    Path mp4 = record();
    if (largest == Largest.COPIED) {
      try (FFmpegFrameGrabber grabber = started(mp4);
          JavaCvRecorders recorders = new JavaCvRecorders(grabber, outputs)) {
        recorders.copyHls(rungs.get(0));
      }
    }
  }

  private Path record() throws IOException {
    try (FFmpegFrameGrabber grabber = started(subject.file());
        JavaCvRecorders recorders = new JavaCvRecorders(grabber, outputs)) {
      JavaCvStills stills = stills();
      Path mp4 = recorders.addMp4(rungs.get(0));
      for (Rung rung : rungs.subList(largest == Largest.COPIED ? 1 : 0, rungs.size())) {
        recorders.addHls(rung, grabber.hasAudio() && rung.equals(rungs.get(0)));
      }
      for (Frame frame = grabber.grab(); frame != null; frame = grabber.grab()) {
        recorders.record(frame);
        if (frame.image != null) {
          stills.look(frame);
        }
      }
      stills.finish();
      return mp4;
    }
  }

  private static FFmpegFrameGrabber started(Path file) throws IOException {
    FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toFile());
    grabber.setAudioChannels(JavaCvRecorders.CHANNELS);
    grabber.start();
    return grabber;
  }

  private JavaCvStills stills() {
    double seconds = subject.media().duration().toNanos() / 1e9;
    Rung first = rungs.get(0);
    return new JavaCvStills(outputs, seconds, (double) first.height() / first.width());
  }
}

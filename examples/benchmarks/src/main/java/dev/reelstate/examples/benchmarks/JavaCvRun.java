package dev.reelstate.examples.benchmarks;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.RenderSpec.Rung;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;

/**
 * The same outputs in the way that JavaCV is commonly used: a grabber turns each picture into BGR
 * for a {@link Frame}, and each recorder turns it back into YUV of its own size and encodes it;
 * stills are drawn with Java's own images.
 *
 * <p>These are JavaCV's own classes with their defaults: bilinear scaling, from the full size for
 * each rung, as many threads in the decoder as there are processors, and everything else on the
 * thread that calls. What is left open is read in favour of this side: one grabber feeds all
 * recorders, where many programs read the file once for each output. What the source says of its
 * rotation and its colours is not heeded.
 */
final class JavaCvRun {

  /** How the largest rung comes to be in two outputs. */
  enum Largest {
    /** By a recorder for each output. */
    RECORDED_TWICE("JavaCV, a recorder for each output"),

    /** By a recorder for the MP4, of which the packets are then copied into HLS. */
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

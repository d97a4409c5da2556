package dev.reelstate.processing.media.frame;

import dev.reelstate.annotation.FrameRef;
import dev.reelstate.processing.frames.FrameForm;
import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.picture.DisplayTurn;
import dev.reelstate.processing.media.picture.PictureFormat;
import dev.reelstate.video.VideoTrack;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** The file of the frames that were fetched. */
interface FetchedFile extends FrameTaker, AutoCloseable {

  /** Completes the file. */
  void finish() throws IOException;

  @Override
  void close();

  /**
   * Creates a file.
   *
   * @param out an empty file, which belongs to this object
   */
  static FetchedFile create(FrameForm form, VideoTrack track, WritableByteChannel out)
      throws IOException {
    DisplayTurn turn = new DisplayTurn(track.rotation(), track.mirrored());
    return switch (form) {
      case DECODED -> new DecodedFile(turn, out);
      case SHOWN ->
        new Shown(new SampleFile(
            new PictureSize(track.width(), track.height()).within(track.width(), track.height()),
            turn,
            0,
            PictureFormat.of(track).aspect(),
            out));
    };
  }

  /** Frames as they are sampled. */
  record Shown(SampleFile file) implements FetchedFile {

    @Override
    public void take(FrameRef frame, AVFrame picture) throws LibavException, IOException {
      file.add(frame, picture);
    }

    @Override
    public void finish() throws IOException {
      file.finish();
    }

    @Override
    public void close() {
      file.close();
    }
  }
}

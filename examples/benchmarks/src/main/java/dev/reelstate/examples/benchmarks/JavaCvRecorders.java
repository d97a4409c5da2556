package dev.reelstate.examples.benchmarks;

import dev.reelstate.processing.media.RenderSpec.Rung;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/**
 * Recorders that receive the same frames, configured like our encoders as far as their API allows:
 * key frames can only be placed by frame number, while ours and those of the native command are
 * placed by time.
 */
final class JavaCvRecorders implements AutoCloseable {

  /**
   * The number of audio channels in the outputs, and therefore in each frame: a recorder assumes
   * that a frame has as many channels as the recorder itself.
   */
  static final int CHANNELS = 2;

  private static final int SOUND_BIT_RATE = 128_000;

  private final FFmpegFrameGrabber source;
  private final Path folder;
  private final List<FFmpegFrameRecorder> all = new ArrayList<>();

  /**
   * Creates a set without recorders.
   *
   * @param source the started source of the frames
   * @param folder the folder for the outputs
   */
  JavaCvRecorders(FFmpegFrameGrabber source, Path folder) {
    this.source = source;
    this.folder = folder;
  }

  /** Adds a recorder that makes an MP4 file, and returns the path of the file. */
  Path addMp4(Rung rung) throws IOException {
    Path file = folder.resolve("video.mp4");
    FFmpegFrameRecorder recorder = encoding(file, rung, source.hasAudio());
    recorder.setFormat("mp4");
    recorder.setOption("movflags", "+faststart");
    recorder.start();
    return file;
  }

  /** Adds a recorder that makes an HLS rung. */
  void addHls(Rung rung, boolean sound) throws IOException {
    hls(rung, sound).start();
  }

  /** Makes an HLS rung from the source without decoding it. */
  void copyHls(Rung rung) throws IOException {
    FFmpegFrameRecorder recorder = hls(rung, source.hasAudio());
    recorder.start(source.getFormatContext());
    for (AVPacket packet = source.grabPacket(); packet != null; packet = source.grabPacket()) {
      recorder.recordPacket(packet);
    }
  }

  private FFmpegFrameRecorder hls(Rung rung, boolean sound) throws IOException {
    Path place = Files.createDirectories(folder.resolve(rung.name()));
    FFmpegFrameRecorder recorder = encoding(place.resolve("index.m3u8"), rung, sound);
    recorder.setFormat("hls");
    recorder.setOption("hls_time", Long.toString(Passes.SEGMENT.toSeconds()));
    recorder.setOption("hls_playlist_type", "vod");
    recorder.setOption("hls_segment_type", "fmp4");
    recorder.setOption("hls_segment_filename", place.resolve("%05d.m4s").toString());
    return recorder;
  }

  private FFmpegFrameRecorder encoding(Path file, Rung rung, boolean sound) {
    FFmpegFrameRecorder recorder =
        new FFmpegFrameRecorder(file.toFile(), rung.width(), rung.height(), sound ? CHANNELS : 0);
    all.add(recorder);
    double rate = source.getFrameRate();
    recorder.setFrameRate(rate);
    recorder.setGopSize((int) Math.round(rate * Passes.SEGMENT.toSeconds()));
    OurEncoder ours = OurEncoder.of(rung);
    recorder.setVideoCodecName(ours.name());
    ours.options().forEach(recorder::setVideoOption);
    recorder.setAudioCodecName("aac");
    recorder.setAudioBitrate(SOUND_BIT_RATE);
    recorder.setSampleRate(source.getSampleRate());
    return recorder;
  }

  /** Passes a frame to each recorder that uses it. */
  void record(Frame frame) throws IOException {
    for (FFmpegFrameRecorder recorder : all) {
      if (frame.image != null) {
        // Like JavaCV's own examples, so that a gap in the source does not break audio sync.
        if (frame.timestamp > recorder.getTimestamp()) {
          recorder.setTimestamp(frame.timestamp);
        }
        recorder.record(frame);
      } else if (frame.samples != null && recorder.getAudioChannels() > 0) {
        recorder.record(frame);
      }
    }
  }

  /** Finishes the outputs. */
  @Override
  public void close() throws IOException {
    for (FFmpegFrameRecorder recorder : all) {
      recorder.close();
    }
  }
}

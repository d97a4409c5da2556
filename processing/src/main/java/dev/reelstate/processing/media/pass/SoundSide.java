package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.Loudness;
import dev.reelstate.processing.media.Marks;
import dev.reelstate.processing.media.RenderSpec.AudioSpec;
import dev.reelstate.processing.media.libav.Encoder;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.PacketSink;
import dev.reelstate.processing.media.product.Product;
import dev.reelstate.processing.media.product.WaveformFiles;
import dev.reelstate.processing.media.sound.AacEncoder;
import dev.reelstate.processing.media.sound.EncodedSound;
import dev.reelstate.processing.media.sound.PcmFormat;
import dev.reelstate.processing.media.sound.SoundMeter;
import dev.reelstate.processing.media.sound.SoundTarget;
import dev.reelstate.processing.media.sound.Waveform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** The decoded sound: encoded, measured and drawn, as the plan requires. */
final class SoundSide {

  private static final int WAITING = 32;

  private final PassRun run;
  private final PassPlan plan;
  private final @Nullable PcmFormat format;
  private final @Nullable Encoder encoder;
  private final @Nullable SoundMeter meter;
  private final @Nullable Waveform waveform;

  /** Opens what the plan needs. */
  SoundSide(PassRun run) throws LibavException {
    this.run = run;
    plan = run.plan();
    format = plan.pcm().orElse(null);
    encoder = format == null ? null : encoder(run, format);
    meter = format == null ? null : run.scope().own(new SoundMeter(format), SoundMeter::close);
    waveform =
        format != null && plan.spec().extras().waveform() ? new Waveform(format, plan.end()) : null;
  }

  private static @Nullable Encoder encoder(PassRun run, PcmFormat format) throws LibavException {
    PassPlan plan = run.plan();
    AudioSpec audio = plan.spec().audio();
    return audio == null || plan.audio().isEmpty() || plan.copiesAudio()
        ? null
        : run.scope().own(AacEncoder.open(format, audio.bitRate()), Encoder::close);
  }

  /** The encoder, if sound is encoded. */
  @Nullable
  Encoder encoder() {
    return encoder;
  }

  /**
   * Starts the lane.
   *
   * @param gain the gain for the sound, in dB
   * @return the queue for decoded sound, or null if none is needed
   */
  @Nullable
  BoundedQueue<AVFrame> start(PassFiles files, double gain) throws LibavException, IOException {
    if (format == null || meter == null) {
      return null;
    }
    List<SoundTarget> targets = new ArrayList<>();
    if (encoder != null) {
      List<PacketSink> sinks = files.sound(encoder, format.channels());
      targets.add(new EncodedSound(encoder, sinks));
    }
    targets.add(meter);
    if (waveform != null) {
      targets.add(waveform);
    }
    BoundedQueue<AVFrame> decoded = run.lanes().queue(WAITING, Frames::free);
    run.lanes()
        .start(
            "audio",
            new AudioLane(decoded, format, gain, targets, plan.end(), run.soundPosition()));
    return decoded;
  }

  List<Product> products() {
    return waveform == null ? List.of() : List.of(new WaveformFiles(waveform));
  }

  /** The loudness of the outputs' sound, or null if the sound was not decoded. */
  @Nullable
  Loudness loudness() {
    return meter == null ? null : meter.loudness();
  }

  List<Marks.Range> silences() {
    return meter == null ? List.of() : meter.silences();
  }
}

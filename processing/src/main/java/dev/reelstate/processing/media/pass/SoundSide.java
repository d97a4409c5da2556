package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.Loudness;
import dev.reelstate.processing.media.Marks;
import dev.reelstate.processing.media.RenderSpec.SoundRendition;
import dev.reelstate.processing.media.RenderSpec.SoundSource;
import dev.reelstate.processing.media.SoundRefused;
import dev.reelstate.processing.media.libav.Encoder;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.pass.SoundFeeds.Heard;
import dev.reelstate.processing.media.product.Product;
import dev.reelstate.processing.media.product.WaveformFiles;
import dev.reelstate.processing.media.sound.AacEncoder;
import dev.reelstate.processing.media.sound.EncodedSound;
import dev.reelstate.processing.media.sound.PcmFormat;
import dev.reelstate.processing.media.sound.SoundInput;
import dev.reelstate.processing.media.sound.SoundMeter;
import dev.reelstate.processing.media.sound.SoundTarget;
import dev.reelstate.processing.media.sound.Waveform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The decoded sound: encoded, measured and drawn, as the plan requires. */
final class SoundSide {

  private static final int WAITING = 32;

  private final PassRun run;
  private final PassPlan plan;
  private final Map<SoundRendition, Encoder> encoders = new LinkedHashMap<>();
  private final @Nullable SoundMeter meter;
  private final @Nullable Waveform waveform;

  /** Opens what the plan needs. */
  SoundSide(PassRun run) throws SoundRefused, LibavException {
    this.run = run;
    plan = run.plan();
    for (SoundRendition sound : plan.heard()) {
      if (plan.encodes(sound)) {
        encoders.put(sound, encoder(sound));
      }
    }
    PcmFormat main =
        plan.heard().stream().filter(plan::isMain).findFirst().map(plan::pcm).orElse(null);
    meter = main == null ? null : run.scope().own(new SoundMeter(main), SoundMeter::close);
    waveform = main != null && plan.makesWaveform() ? new Waveform(main, plan.end()) : null;
  }

  private Encoder encoder(SoundRendition sound) throws SoundRefused {
    try {
      Encoder encoder = AacEncoder.open(plan.pcm(sound), sound.bitRate());
      return run.scope().own(encoder, Encoder::close);
    } catch (LibavException e) {
      throw SoundRefused.lost(List.of(sound.name()), e.detail());
    }
  }

  /** The encoder of the main sound, if that is encoded. */
  @Nullable
  Encoder encoder() {
    return encoders.entrySet().stream()
        .filter(entry -> plan.isMain(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  /**
   * Starts the lanes.
   *
   * @param gains the gain for each rendition, in dB, by its name
   * @return where decoded sound goes
   */
  SoundFeeds start(PassFiles files, Map<String, Double> gains) throws LibavException, IOException {
    SoundFeeds feeds = new SoundFeeds();
    for (SoundRendition sound : plan.heard()) {
      double gain = gains.getOrDefault(sound.name(), 0.0);
      start(run, sound, gain, targets(sound, files), feeds);
    }
    return feeds;
  }

  private List<SoundTarget> targets(SoundRendition sound, PassFiles files)
      throws LibavException, IOException {
    List<SoundTarget> targets = new ArrayList<>();
    Encoder encoder = encoders.get(sound);
    if (encoder != null) {
      targets.add(new EncodedSound(encoder, files.sound(sound, encoder)));
    }
    if (plan.isMain(sound)) {
      if (meter != null) {
        targets.add(meter);
      }
      if (waveform != null) {
        targets.add(waveform);
      }
    }
    return targets;
  }

  /** Starts the lane of one rendition. */
  static void start(
      PassRun run, SoundRendition sound, double gain, List<SoundTarget> targets, SoundFeeds feeds) {
    PassPlan plan = run.plan();
    PcmFormat format = plan.pcm(sound);
    List<SoundTarget> watched = new ArrayList<>(targets);
    if (plan.isMain(sound)) {
      watched.add(0, new Progress(run, format));
    }
    BoundedQueue<Heard> queue = run.lanes().queue(WAITING, Heard::free);
    feeds.add(queue, sound.sources().stream().map(SoundSource::index).collect(Collectors.toSet()));
    run.lanes().start(sound.name(), () -> {
      try (SoundInput input = new SoundInput(sound, format, gain, plan.end(), watched)) {
        convert(queue, input);
        run.warnings().silenced(sound.name(), input.silenced());
      } catch (LibavException e) {
        throw SoundRefused.lost(List.of(sound.name()), e.detail());
      }
    });
  }

  private static void convert(BoundedQueue<Heard> queue, SoundInput input)
      throws SoundRefused, LibavException, IOException {
    for (Heard heard = queue.take(); heard != null; heard = queue.take()) {
      try {
        input.take(heard.track(), heard.frame());
      } finally {
        heard.free();
      }
    }
    input.finish();
  }

  /** Notes the position of the main sound. */
  private record Progress(PassRun run, PcmFormat format) implements SoundTarget {

    @Override
    public void take(org.bytedeco.ffmpeg.avutil.AVFrame samples) {
      run.soundPosition().set(format.timeBase().toMedia(samples.pts() + samples.nb_samples()));
    }

    @Override
    public void finish() {
      // The last samples were the last position.
    }
  }

  List<Product> products() {
    return waveform == null ? List.of() : List.of(new WaveformFiles(waveform));
  }

  /** The loudness of the main sound in the outputs, or null if it was not decoded. */
  @Nullable
  Loudness loudness() {
    return meter == null ? null : meter.loudness();
  }

  List<Marks.Range> silences() {
    return meter == null ? List.of() : meter.silences();
  }
}

package dev.reelstate.examples.fuzz.seed;

import dev.reelstate.processing.media.libav.Encoder;
import dev.reelstate.processing.media.libav.FilterGraph;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.Muxer;
import dev.reelstate.processing.media.libav.PacketSource;
import dev.reelstate.processing.media.libav.Scope;
import dev.reelstate.processing.media.packaging.OutputBudget;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Draws, plays, encodes and packs a {@link Seed}. */
final class SeedWriter {

  /** An encoder with what it encodes. */
  record Track(FilterGraph source, Encoder encoder) {}

  private SeedWriter() {}

  static void write(Seed seed, Path file) throws Exception {
    try (Scope scope = new Scope()) {
      List<Track> tracks = new ArrayList<>();
      if (seed.pictures() != null) {
        tracks.add(SeedTracks.pictures(seed, seed.pictures(), scope));
      }
      if (seed.sound() != null) {
        tracks.add(SeedTracks.sound(seed, seed.sound(), scope));
      }
      List<PacketSource> sources = new ArrayList<>();
      tracks.forEach(track -> sources.add(track.encoder()));
      if (seed.subtitles() != null) {
        sources.add(new Subtitles(seed.subtitles()));
      }
      OutputBudget budget = new OutputBudget(Long.MAX_VALUE);
      Muxer muxer = Muxer.open(
          seed.muxer(), budget.create(file), true, seed.options(), sources, stream -> {});
      scope.onClose(muxer::close);
      for (int i = 0; i < tracks.size(); i++) {
        encode(tracks.get(i), muxer, i, scope);
      }
      if (seed.subtitles() != null) {
        Subtitles.write(seed.subtitles(), muxer, tracks.size());
      }
      muxer.finish();
    }
  }

  private static void encode(Track track, Muxer muxer, int stream, Scope scope) throws Exception {
    AVFrame frame = Frames.make();
    scope.onClose(() -> Frames.free(frame));
    Encoder encoder = track.encoder();
    while (track.source().pull(0, frame)) {
      frame.pts(track.source().timeBase(0).to(encoder.timeBase(), frame.pts()));
      frame.duration(track.source().timeBase(0).to(encoder.timeBase(), frame.duration()));
      frame.pict_type(0);
      encoder.encode(frame, packet -> muxer.write(stream, packet));
    }
    encoder.encode(null, packet -> muxer.write(stream, packet));
  }
}

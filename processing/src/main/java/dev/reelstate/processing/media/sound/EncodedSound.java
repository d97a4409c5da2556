package dev.reelstate.processing.media.sound;

import dev.reelstate.processing.media.libav.Encoder;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.PacketSink;
import java.io.IOException;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** Encodes sound and passes the packets to sinks. Used by one thread. */
public final class EncodedSound implements SoundTarget {

  private final Encoder encoder;
  private final List<? extends PacketSink> sinks;

  public EncodedSound(Encoder encoder, List<? extends PacketSink> sinks) {
    this.encoder = encoder;
    this.sinks = sinks;
  }

  @Override
  public void take(AVFrame samples) throws LibavException, IOException {
    encode(samples);
  }

  @Override
  public void finish() throws LibavException, IOException {
    encode(null);
    for (PacketSink sink : sinks) {
      sink.finish();
    }
  }

  private void encode(@Nullable AVFrame samples) throws LibavException, IOException {
    encoder.encode(samples, packet -> {
      for (PacketSink sink : sinks) {
        sink.write(packet);
      }
    });
  }
}

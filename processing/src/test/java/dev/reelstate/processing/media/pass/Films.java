package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.libav.Encoder;
import dev.reelstate.processing.media.libav.FilterGraph;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.MediaNatives;
import dev.reelstate.processing.media.libav.Muxer;
import dev.reelstate.processing.media.libav.PacketSource;
import dev.reelstate.processing.media.libav.Scope;
import dev.reelstate.processing.media.packaging.OutputBudget;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * Films of H.264 and AAC that filter graphs describe, and whose packets may be moved or changed on
 * their way into the file. Immutable.
 *
 * @param pictures draws the pictures, 25 per second
 * @param sound makes the sound, or null for a silent film
 * @param container such as {@code mp4}
 * @param group the number of pictures from one key frame to the next
 * @param times where a packet goes, in seconds, by the time at which it was encoded
 * @param change changes the packets of pictures
 * @param soundOptions options of libav's encoder of sound
 * @param muxing options of libav's muxer
 */
record Films(
    String pictures,
    @Nullable String sound,
    String container,
    int group,
    DoubleUnaryOperator times,
    PictureChange change,
    Map<String, String> soundOptions,
    Map<String, String> muxing) {

  private static final int RATE = 48_000;

  /** Changes a packet of pictures on its way into the file. */
  @FunctionalInterface
  interface PictureChange {
    void apply(int number, AVPacket packet);
  }

  /** Puts other bytes into a packet. */
  static void replace(AVPacket packet, byte[] bytes) {
    if (bytes.length > packet.size()) {
      avcodec.av_grow_packet(packet, bytes.length - packet.size());
    } else {
      avcodec.av_shrink_packet(packet, bytes.length);
    }
    packet.data().put(bytes);
  }

  /** The bytes of a packet. */
  static byte[] bytes(AVPacket packet) {
    byte[] bytes = new byte[packet.size()];
    packet.data().get(bytes);
    return bytes;
  }

  /** A film with sound, in MP4, with a key frame every second. */
  static Films of(int width, int height, double seconds) {
    return new Films(
        "testsrc2=size=" + width + "x" + height + ":rate=25:duration=" + seconds,
        "sine=frequency=440:sample_rate=" + RATE + ":duration=" + seconds,
        "mp4",
        25,
        time -> time,
        (number, packet) -> {},
        Map.of(),
        Map.of());
  }

  /** The same without sound. */
  Films silent() {
    return new Films(pictures, null, container, group, times, change, soundOptions, muxing);
  }

  /** The same with no pictures after a time. */
  Films withPicturesUntil(double seconds) {
    return new Films(
        pictures + ",trim=duration=" + seconds,
        sound,
        container,
        group,
        times,
        change,
        soundOptions,
        muxing);
  }

  /** The same in another container. */
  Films in(String other) {
    return new Films(pictures, sound, other, group, times, change, soundOptions, muxing);
  }

  /** The same with another distance between key frames. */
  Films withGroup(int length) {
    return new Films(pictures, sound, container, length, times, change, soundOptions, muxing);
  }

  /** The same with nothing for some seconds from a time on. */
  Films withGap(double from, double length) {
    return new Films(
        pictures,
        sound,
        container,
        group,
        time -> time < from ? time : time + length,
        change,
        soundOptions,
        muxing);
  }

  /** The same with other packets of pictures. */
  Films with(PictureChange other) {
    return new Films(pictures, sound, container, group, times, other, soundOptions, muxing);
  }

  /** The same with an option for the encoder of sound. */
  Films withSoundOption(String name, String value) {
    return new Films(pictures, sound, container, group, times, change, Map.of(name, value), muxing);
  }

  /** The same with options for the muxer. */
  Films muxed(Map<String, String> options) {
    return new Films(pictures, sound, container, group, times, change, soundOptions, options);
  }

  /** Writes the film. */
  Path write(Path file) throws Exception {
    MediaNatives.require();
    try (Scope scope = new Scope()) {
      List<Track> tracks = new ArrayList<>();
      tracks.add(pictureTrack(scope));
      if (sound != null) {
        tracks.add(soundTrack(scope, sound));
      }
      List<PacketSource> sources = new ArrayList<>();
      tracks.forEach(track -> sources.add(track.encoder));
      Muxer muxer = Muxer.open(
          container,
          new OutputBudget(Long.MAX_VALUE).create(file),
          true,
          muxing,
          sources,
          stream -> {});
      scope.onClose(muxer::close);
      for (int i = 0; i < tracks.size(); i++) {
        write(i, tracks.get(i), muxer);
      }
      muxer.finish();
    }
    return file;
  }

  private record Track(FilterGraph graph, Encoder encoder) {}

  private Track pictureTrack(Scope scope) throws Exception {
    FilterGraph graph = FilterGraph.video(pictures + ",format=yuv420p,buffersink@out0", 1);
    scope.onClose(graph::close);
    AVFrame first = Frames.make();
    graph.pull(0, first);
    int width = first.width();
    int height = first.height();
    Frames.free(first);
    graph.close();
    FilterGraph again = FilterGraph.video(pictures + ",format=yuv420p,buffersink@out0", 1);
    scope.onClose(again::close);
    Encoder encoder = Encoder.open("libopenh264", context -> {
      context.width(width).height(height);
      context.pix_fmt(avutil.AV_PIX_FMT_YUV420P);
      context.time_base().num(1).den(25);
      context.framerate().num(25).den(1);
      context.gop_size(group);
      context.bit_rate(300_000);
      context.flags(context.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
    });
    scope.onClose(encoder::close);
    return new Track(again, encoder);
  }

  private Track soundTrack(Scope scope, String source) throws Exception {
    FilterGraph graph = FilterGraph.audio(
        source
            + ",aformat=sample_fmts=fltp:channel_layouts=mono,asetnsamples=n=1024:p=0,abuffersink@out0");
    scope.onClose(graph::close);
    Encoder encoder = Encoder.open("aac", context -> {
      context.sample_rate(RATE).sample_fmt(avutil.AV_SAMPLE_FMT_FLTP).bit_rate(64_000);
      avutil.av_channel_layout_default(context.ch_layout(), 1);
      context.time_base().num(1).den(RATE);
      context.flags(context.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
      soundOptions.forEach(
          (name, value) -> avutil.av_opt_set(context, name, value, avutil.AV_OPT_SEARCH_CHILDREN));
    });
    scope.onClose(encoder::close);
    return new Track(graph, encoder);
  }

  private void write(int number, Track track, Muxer muxer) throws Exception {
    AVFrame frame = Frames.make();
    int[] written = {0};
    Encoder.Target target = packet -> {
      double tick = track.encoder.timeBase().seconds(1);
      long shift = Math.round(times.applyAsDouble(packet.pts() * tick) / tick) - packet.pts();
      packet.pts(packet.pts() + shift);
      packet.dts(packet.dts() + shift);
      if (number == 0) {
        packet.duration(1);
        change.apply(written[0]++, packet);
      }
      muxer.write(number, packet);
    };
    while (track.graph.pull(0, frame)) {
      frame.pict_type(avutil.AV_PICTURE_TYPE_NONE);
      frame.pts(track.graph.timeBase(0).to(track.encoder.timeBase(), frame.pts()));
      track.encoder.encode(frame, target);
      avutil.av_frame_unref(frame);
    }
    track.encoder.encode(null, target);
    Frames.free(frame);
  }
}

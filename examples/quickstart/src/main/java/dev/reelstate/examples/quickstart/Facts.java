package dev.reelstate.examples.quickstart;

import dev.reelstate.examples.quickstart.VideoCard.Fact;
import dev.reelstate.video.AudioTrack;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.VideoTrack;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Describes the contents of a media file in words. */
final class Facts {

  private Facts() {}

  /** A one-line summary. */
  static String brief(MediaInfo media) {
    return joined(
        Text.clock(media.duration()),
        media.video().map(track -> track.width() + "×" + track.height()).orElse("sound only"),
        Text.size(media.bytes()));
  }

  /** The full list of facts. */
  static List<Fact> of(MediaInfo media) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact(
        "File", joined(media.container(), Text.size(media.bytes()), bitRate(media.bitRate()))));
    facts.add(new Fact("Length", Text.clock(media.duration())));
    media.video().ifPresent(track -> picture(track, facts));
    media.audio().ifPresent(track -> facts.add(new Fact("Sound", sound(track))));
    long more = media.videoTracks().size()
        + media.audioTracks().size()
        + media.otherTracks().size()
        - facts.stream()
            .filter(fact -> fact.name().equals("Picture") || fact.name().equals("Sound"))
            .count();
    if (more > 0) {
      facts.add(new Fact("Other tracks", others(media)));
    }
    return facts;
  }

  private static void picture(VideoTrack track, List<Fact> facts) {
    facts.add(new Fact(
        "Picture",
        joined(
            track.width() + "×" + track.height(),
            track.codec(),
            track.profile(),
            bitRate(track.bitRate()))));
    facts.add(new Fact("Frame rate", frameRate(track)));
    facts.add(new Fact(
        "Colour",
        joined(
            track.pixelFormat(),
            track.hdr() ? "high dynamic range" : null,
            track.colorPrimaries(),
            track.interlaced() ? "interlaced" : null)));
    facts.add(new Fact(
        "Key frames",
        track.keyFrames() + ", at most " + Text.seconds(track.longestGroup()) + " apart"));
    if (track.rotation() != 0 || track.mirrored() || track.pixelAspect() != 1) {
      facts.add(new Fact("Stored as", stored(track)));
    }
  }

  private static String frameRate(VideoTrack track) {
    if (track.frameRate() <= 0) {
      return "unknown";
    }
    return String.format(
        Locale.ROOT,
        "%.2f per second%s",
        track.frameRate(),
        track.variableFrameRate() ? ", variable" : "");
  }

  private static String stored(VideoTrack track) {
    return joined(
        track.codedWidth() + "×" + track.codedHeight(),
        track.rotation() == 0 ? null : "rotated by " + track.rotation() + "°",
        track.mirrored() ? "mirrored" : null,
        track.pixelAspect() == 1
            ? null
            : String.format(Locale.ROOT, "pixels %.3f wide", track.pixelAspect()));
  }

  private static String sound(AudioTrack track) {
    return joined(
        track.codec(),
        track.channelLayout() == null ? track.channels() + " channels" : track.channelLayout(),
        track.sampleRate() + " Hz",
        bitRate(track.bitRate()),
        track.language(),
        track.decodable() ? null : "cannot be decoded");
  }

  private static String others(MediaInfo media) {
    return Stream.of(
            media.videoTracks().stream().skip(1).map(track -> "video " + track.codec()),
            media.audioTracks().stream().skip(1).map(track -> "audio " + track.codec()),
            media.otherTracks().stream()
                .map(track ->
                    track.codec() == null ? track.type() : track.type() + " " + track.codec()))
        .flatMap(tracks -> tracks)
        .collect(Collectors.joining(", "));
  }

  private static @Nullable String bitRate(long bitsPerSecond) {
    return bitsPerSecond == 0
        ? null
        : String.format(Locale.ROOT, "%,d kbit/s", Math.round(bitsPerSecond / 1000.0));
  }

  private static String joined(@Nullable String... parts) {
    return Stream.of(parts).filter(Objects::nonNull).collect(Collectors.joining(", "));
  }
}

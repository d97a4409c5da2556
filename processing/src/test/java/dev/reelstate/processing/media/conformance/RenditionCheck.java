package dev.reelstate.processing.media.conformance;

import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules for a media playlist of pictures or sound, and for its segments. */
final class RenditionCheck {

  /** A frame of sound and the time between two pictures of a slow film, in seconds. */
  private static final double CLOSE = 0.06;

  private final Rendition rendition;
  private final Faults faults;

  RenditionCheck(Rendition rendition, Faults faults) {
    this.rendition = rendition;
    this.faults = faults;
  }

  private void unless(boolean kept, String rule, @Nullable Object... values) {
    faults.unless(kept, rendition.path(), rule, values);
  }

  void run() {
    playlist(rendition.path(), rendition.playlist(), faults);
    Playlist playlist = rendition.playlist();
    unless(playlist.number("#EXT-X-VERSION") >= 6, "EXT-X-MAP needs version 6");
    unless(playlist.has("#EXT-X-MAP"), "fragments of MP4 need an EXT-X-MAP");
    unless(!playlist.has("#EXT-X-I-FRAMES-ONLY"), "it has more than key frames");
    unless(rendition.init().trackCount() == 1, "a segment has one track");
    unless(
        rendition.segments().size() == playlist.entries().size(),
        "only %d of %d segments exist",
        rendition.segments().size(),
        playlist.entries().size());
    unless(!rendition.segments().isEmpty(), "there are no segments");
    if (rendition.init().video()) {
      video();
    }
    segments();
  }

  /** The rules for every media playlist of a film that is there as a whole. */
  static void playlist(String where, Playlist playlist, Faults faults) {
    faults.unless(playlist.firstLine().equals("#EXTM3U"), where, "it begins with EXTM3U");
    for (String once : List.of(
        "#EXT-X-VERSION",
        "#EXT-X-TARGETDURATION",
        "#EXT-X-PLAYLIST-TYPE",
        "#EXT-X-ENDLIST",
        "#EXT-X-MEDIA-SEQUENCE")) {
      faults.unless(playlist.all(once).size() == 1, where, "%s is there once", once);
    }
    faults.unless(
        playlist.first("#EXT-X-PLAYLIST-TYPE").orElse("").equals("VOD"), where, "its type is VOD");
    faults.unless(
        playlist.number("#EXT-X-MEDIA-SEQUENCE") == 0, where, "its first number is 0, as in all");
    faults.unless(!playlist.has("#EXT-X-DISCONTINUITY"), where, "it goes on without a break");
    faults.unless(!playlist.has("#EXT-X-STREAM-INF"), where, "it is not a master playlist");
    long target = playlist.number("#EXT-X-TARGETDURATION");
    Set<String> seen = new HashSet<>();
    for (Playlist.Entry entry : playlist.entries()) {
      String extent = entry.tags().getOrDefault("#EXTINF", "");
      faults.unless(extent.matches("\\d+(\\.\\d+)?,.*"), where, "EXTINF:%s has a length", extent);
      if (!extent.isEmpty()) {
        double length = Rendition.length(entry);
        faults.unless(length > 0, where, "%s lasts some time", entry.uri());
        faults.unless(
            Math.round(length) <= target,
            where,
            "EXTINF %.3f is not above the target %d",
            length,
            target);
      }
      faults.unless(seen.add(entry.uri()), where, "%s is there once", entry.uri());
      faults.unless(
          Files.isRegularFile(playlist.sibling(entry.uri())), where, "%s exists", entry.uri());
    }
  }

  private void video() {
    unless(rendition.playlist().has("#EXT-X-INDEPENDENT-SEGMENTS"), "its segments are independent");
    unless(rendition.init().detail("clap").isEmpty(), "its pictures are shown whole");
    rendition
        .init()
        .detail("pasp")
        .ifPresent(shape -> unless(
            shape.intAt(0) == shape.intAt(4), "its pixels are square, not %s", shape.intAt(0)));
    for (int i = 0; i < rendition.segments().size(); i++) {
      unless(rendition.segments().get(i).independent(), "segment %d begins with a key frame", i);
    }
  }

  private void segments() {
    List<Double> starts = rendition.starts();
    long next = Long.MIN_VALUE;
    for (int i = 0; i < starts.size(); i++) {
      MediaSegment segment = rendition.segments().get(i);
      unless(segment.beginsWithFragment(), "segment %d begins with a moof", i);
      unless(!segment.samples().isEmpty(), "segment %d has samples", i);
      if (segment.samples().isEmpty()) {
        continue;
      }
      near("segment %d begins at %.3f, not %.3f", i, segment.start(), starts.get(i));
      double end = starts.get(i) + rendition.lengths().get(i);
      near("segment %d ends at %.3f, not %.3f", i, segment.end(), end);
      MediaSegment.Sample first = segment.samples().get(0);
      unless(
          i == 0 || first.decoded() == next,
          "segment %d is decoded at %d, where the one before ends at %d",
          i,
          first.decoded(),
          next);
      MediaSegment.Sample last = segment.samples().get(segment.samples().size() - 1);
      next = last.decoded() + last.duration();
    }
  }

  private void near(String rule, int segment, double is, double said) {
    unless(Math.abs(is - said) <= CLOSE, rule, segment, is, said);
  }

  /** The rules for the playlist of key frames next to a rendition. */
  static void keyFrames(Playlist playlist, Rendition of, String where, Faults faults) {
    playlist(where, playlist, faults);
    faults.unless(playlist.has("#EXT-X-I-FRAMES-ONLY"), where, "it is of key frames only");
    faults.unless(playlist.number("#EXT-X-VERSION") >= 4, where, "ranges need version 4");
    faults.unless(playlist.has("#EXT-X-MAP"), where, "fragments of MP4 need an EXT-X-MAP");
    faults.unless(playlist.entries().size() == of.segments().size(), where, "it has every segment");
    for (int i = 0; i < Math.min(playlist.entries().size(), of.segments().size()); i++) {
      Map<String, String> tags = playlist.entries().get(i).tags();
      String range = tags.getOrDefault("#EXT-X-BYTERANGE", "");
      MediaSegment.Sample first = of.segments().get(i).samples().get(0);
      faults.unless(
          range.equals(first.end() + "@0"),
          where,
          "range %s of segment %d ends with its first picture, at %d",
          range,
          i,
          first.end());
      faults.unless(
          Math.abs(Rendition.length(playlist.entries().get(i)) - of.lengths().get(i)) < 1e-6,
          where,
          "key frame %d is shown as long as its segment",
          i);
    }
  }
}

package dev.reelstate.processing.media.packaging;

import java.util.List;
import java.util.Locale;

/**
 * Writes the playlists of one rendition (RFC 8216, section 4.3.3): one of its segments and one of
 * their first pictures.
 *
 * @param target the target duration in seconds, at least that of every segment, rounded
 * @param lengths the lengths of the segments in seconds
 */
record MediaPlaylist(long target, List<Double> lengths) {

  /** The playlist of the segments, each of which begins with a key frame. */
  String segments() {
    StringBuilder text = header("#EXT-X-INDEPENDENT-SEGMENTS\n");
    for (int i = 0; i < lengths.size(); i++) {
      text.append(extent(i)).append(SegmentFiles.name(i)).append('\n');
    }
    return text.append("#EXT-X-ENDLIST\n").toString();
  }

  /**
   * The playlist of the first picture of each segment (section 4.3.3.6).
   *
   * @param bytes how many bytes at the start of each segment hold that picture
   */
  String keyFrames(List<Long> bytes) {
    StringBuilder text = header("#EXT-X-I-FRAMES-ONLY\n");
    for (int i = 0; i < lengths.size(); i++) {
      text.append(extent(i))
          .append("#EXT-X-BYTERANGE:")
          .append(bytes.get(i))
          .append("@0\n")
          .append(SegmentFiles.name(i))
          .append('\n');
    }
    return text.append("#EXT-X-ENDLIST\n").toString();
  }

  private StringBuilder header(String kind) {
    return new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:")
        .append(target)
        .append("\n#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-PLAYLIST-TYPE:VOD\n")
        .append(kind)
        .append("#EXT-X-MAP:URI=\"")
        .append(SegmentFiles.INIT)
        .append("\"\n");
  }

  private String extent(int segment) {
    return String.format(Locale.ROOT, "#EXTINF:%.6f,\n", lengths.get(segment));
  }
}

package dev.reelstate.processing.media.picture;

import java.util.Optional;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.BytePointer;

/**
 * How a stream uses Dolby Vision, according to its configuration record.
 *
 * @param profile such as 5, 7 or 8
 * @param compatibility the other system in which the pictures can be shown; 0 if there is none
 */
public record DolbyVision(int profile, int compatibility) {

  /** The profiles that may be compatible with nothing; older ones leave that field empty. */
  private static final Set<Integer> OF_ITS_OWN = Set.of(5, 10, 20);

  private static final int PROFILE_AT = 2;
  private static final int COMPATIBILITY_AT = 7;

  /** The configuration of a stream; empty if it is not Dolby Vision. */
  public static Optional<DolbyVision> of(AVStream stream) {
    int count = stream.codecpar().nb_coded_side_data();
    AVPacketSideData data = count == 0
        ? null
        : avcodec.av_packet_side_data_get(
            stream.codecpar().coded_side_data(), count, avcodec.AV_PKT_DATA_DOVI_CONF);
    if (data == null || data.size() <= COMPATIBILITY_AT) {
      return Optional.empty();
    }
    BytePointer bytes = data.data();
    return Optional.of(
        new DolbyVision(bytes.get(PROFILE_AT) & 0xFF, bytes.get(COMPATIBILITY_AT) & 0xFF));
  }

  /**
   * Whether its pictures have colours only together with Dolby's metadata; without it they are
   * green and purple.
   */
  public boolean exclusive() {
    return OF_ITS_OWN.contains(profile) && compatibility == 0;
  }
}

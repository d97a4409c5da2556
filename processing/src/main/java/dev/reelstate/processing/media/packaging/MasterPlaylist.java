package dev.reelstate.processing.media.packaging;

import dev.reelstate.processing.media.PictureSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes the playlist that names all renditions of an HLS package (RFC 8216, section 4.3.4). */
public final class MasterPlaylist {

  public static final String NAME = "master.m3u8";
  public static final String AUDIO = "audio";

  public static final String AAC_LC = "mp4a.40.2";

  private record Variant(
      String name,
      @Nullable PictureSize size,
      double frameRate,
      String codec,
      long peak,
      long average,
      long keyFramePeak) {}

  private final List<PackagedCaptions> subtitles = new ArrayList<>();
  private final List<Variant> variants = new ArrayList<>();
  private @Nullable String chapters;
  private @Nullable HlsRendition audio;
  private int channels;

  public void addVideo(
      String name, PictureSize size, double frameRate, String codec, HlsRendition rendition) {
    variants.add(new Variant(
        name,
        size,
        frameRate,
        codec,
        rendition.peakBitRate(),
        rendition.averageBitRate(),
        rendition.keyFramePeakBitRate()));
  }

  public void addAudio(HlsRendition rendition, int channelCount) {
    audio = rendition;
    channels = channelCount;
  }

  public void addSubtitles(PackagedCaptions captions) {
    subtitles.add(captions);
  }

  /** Names a file of chapters, as Apple's players and others read it. */
  public void addChapters(String file) {
    chapters = file;
  }

  public String text() {
    StringBuilder text =
        new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n");
    HlsRendition sound = audio;
    if (sound != null && !variants.isEmpty()) {
      text.append(
              "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"audio\",NAME=\"Audio\",DEFAULT=YES,AUTOSELECT=YES,CHANNELS=\"")
          .append(channels)
          .append("\",URI=\"" + AUDIO + "/" + HlsRendition.PLAYLIST + "\"\n");
    }
    subtitles.forEach(captions -> text.append(captions.hls()));
    if (chapters != null) {
      text.append("#EXT-X-SESSION-DATA:DATA-ID=\"com.apple.hls.chapters\",URI=\"")
          .append(chapters)
          .append("\"\n");
    }
    variants.forEach(variant -> append(text, variant, sound));
    variants.forEach(variant -> appendKeyFrames(text, variant));
    if (sound != null && variants.isEmpty()) {
      append(
          text,
          new Variant(AUDIO, null, 0, AAC_LC, sound.peakBitRate(), sound.averageBitRate(), 0),
          null);
    }
    return text.toString();
  }

  private static void appendKeyFrames(StringBuilder text, Variant variant) {
    text.append(String.format(
        Locale.ROOT,
        "#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=%d,CODECS=\"%s\"",
        variant.keyFramePeak(),
        variant.codec()));
    PictureSize size = variant.size();
    if (size != null) {
      text.append(",RESOLUTION=").append(size.width()).append('x').append(size.height());
    }
    text.append(",URI=\"")
        .append(variant.name())
        .append('/')
        .append(HlsRendition.KEY_FRAMES)
        .append("\"\n");
  }

  private void append(StringBuilder text, Variant variant, @Nullable HlsRendition sound) {
    long peak = variant.peak() + (sound == null ? 0 : sound.peakBitRate());
    long average = variant.average() + (sound == null ? 0 : sound.averageBitRate());
    String codecs = variant.codec() + (sound == null ? "" : "," + AAC_LC);
    text.append(String.format(
        Locale.ROOT,
        "#EXT-X-STREAM-INF:BANDWIDTH=%d,AVERAGE-BANDWIDTH=%d,CODECS=\"%s\"",
        peak,
        average,
        codecs));
    PictureSize size = variant.size();
    if (size != null) {
      text.append(",RESOLUTION=").append(size.width()).append('x').append(size.height());
    }
    if (variant.frameRate() > 0) {
      text.append(String.format(Locale.ROOT, ",FRAME-RATE=%.3f", variant.frameRate()));
    }
    if (sound != null) {
      text.append(",AUDIO=\"audio\"");
    }
    if (!subtitles.isEmpty()) {
      text.append(",SUBTITLES=\"subtitles\"");
    }
    text.append('\n')
        .append(variant.name())
        .append('/')
        .append(HlsRendition.PLAYLIST)
        .append('\n');
  }
}

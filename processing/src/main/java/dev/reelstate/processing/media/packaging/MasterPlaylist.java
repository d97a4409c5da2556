package dev.reelstate.processing.media.packaging;

import dev.reelstate.processing.media.PictureSize;
import java.io.IOException;
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

  private record Subtitles(String folder, String language) {}

  private final List<Subtitles> subtitles = new ArrayList<>();
  private final List<Variant> variants = new ArrayList<>();
  private @Nullable HlsRendition audio;
  private int channels;

  /** Adds a rung, whose playlists have been written. */
  public void addVideo(String name, PictureSize size, HlsRendition rendition) throws IOException {
    variants.add(new Variant(
        name,
        size,
        rendition.frameRate(),
        rendition.codec(),
        rendition.peakBitRate(),
        rendition.averageBitRate(),
        rendition.keyFramePeakBitRate()));
  }

  public void addAudio(HlsRendition rendition, int channelCount) {
    audio = rendition;
    channels = channelCount;
  }

  /** Adds subtitles, whose playlist lies in the given folder. */
  public void addSubtitles(String folder, String language) {
    subtitles.add(new Subtitles(folder, language));
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
    for (int i = 0; i < subtitles.size(); i++) {
      Subtitles one = subtitles.get(i);
      text.append("#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID=\"subtitles\",NAME=\"")
          .append(i + 1)
          .append(' ')
          .append(one.language())
          .append("\",LANGUAGE=\"")
          .append(one.language())
          .append("\",AUTOSELECT=YES,URI=\"")
          .append(one.folder())
          .append('/')
          .append(HlsRendition.PLAYLIST)
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

package dev.reelstate.processing.media.packaging;

import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.packaging.SoundGroups.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes the playlist that names all renditions of an HLS package (RFC 8216, section 4.3.4). */
public final class MasterPlaylist {

  public static final String NAME = "master.m3u8";
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
  private final List<PackagedSound> sounds = new ArrayList<>();

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

  /** Adds a sound rendition; the main one comes first. */
  public void addAudio(PackagedSound sound) {
    sounds.add(sound);
  }

  /** Adds subtitles, whose playlist lies in the given folder. */
  public void addSubtitles(String folder, String language) {
    subtitles.add(new Subtitles(folder, language));
  }

  public String text() {
    StringBuilder text =
        new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n");
    List<Group> groups = SoundGroups.of(sounds);
    boolean alone = variants.isEmpty() && sounds.size() == 1;
    if (!alone) {
      groups.forEach(group -> text.append(group.text()));
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
    for (Variant variant : variants) {
      if (groups.isEmpty()) {
        append(text, variant, null);
      }
      groups.forEach(group -> append(text, variant, group));
    }
    variants.forEach(variant -> appendKeyFrames(text, variant));
    if (variants.isEmpty()) {
      groups.forEach(group -> appendSound(text, group, alone));
    }
    return text.toString();
  }

  /** Sound without pictures; the rendition is one of the group if there are others. */
  private void appendSound(StringBuilder text, Group group, boolean alone) {
    String name = group.members().get(0).name();
    Variant variant =
        new Variant(name, null, 0, AAC_LC, group.peakBitRate(), group.averageBitRate(), 0);
    appendVariant(text, variant, variant.peak(), variant.average(), AAC_LC, alone ? null : group);
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

  private void append(StringBuilder text, Variant variant, @Nullable Group sound) {
    long peak = variant.peak() + (sound == null ? 0 : sound.peakBitRate());
    long average = variant.average() + (sound == null ? 0 : sound.averageBitRate());
    String codecs = variant.codec() + (sound == null ? "" : "," + AAC_LC);
    appendVariant(text, variant, peak, average, codecs, sound);
  }

  private void appendVariant(
      StringBuilder text,
      Variant variant,
      long peak,
      long average,
      String codecs,
      @Nullable Group sound) {
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
      text.append(",AUDIO=\"").append(sound.name()).append('"');
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

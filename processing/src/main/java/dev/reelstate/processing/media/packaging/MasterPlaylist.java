package dev.reelstate.processing.media.packaging;

import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.packaging.SoundGroups.Group;
import dev.reelstate.video.VideoRange;
import java.io.IOException;
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
      @Nullable VideoRange range,
      double frameRate,
      String codec,
      long peak,
      long average,
      long keyFramePeak) {}

  private final List<PackagedCaptions> subtitles = new ArrayList<>();
  private final List<Variant> variants = new ArrayList<>();
  private final List<PackagedSound> sounds = new ArrayList<>();
  private @Nullable String chapters;

  /** Adds a rung, whose playlists have been written. */
  public void addVideo(Rung rung, PackagedRendition rendition) throws IOException {
    variants.add(new Variant(
        rung.name(),
        rung.size(),
        rung.range(),
        rendition.frameRate(),
        rendition.codec(),
        rendition.peakBitRate(),
        rendition.averageBitRate(),
        rendition.keyFramePeakBitRate()));
  }

  /** Adds a sound rendition; the main one comes first. */
  public void addAudio(PackagedSound sound) {
    sounds.add(sound);
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
    List<Group> groups = SoundGroups.of(sounds);
    boolean alone = variants.isEmpty() && sounds.size() == 1;
    if (!alone) {
      groups.forEach(group -> text.append(group.text()));
    }
    subtitles.forEach(captions -> text.append(captions.hls()));
    if (chapters != null) {
      text.append("#EXT-X-SESSION-DATA:DATA-ID=\"com.apple.hls.chapters\",URI=\"")
          .append(chapters)
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
        new Variant(name, null, null, 0, AAC_LC, group.peakBitRate(), group.averageBitRate(), 0);
    appendVariant(text, variant, variant.peak(), variant.average(), AAC_LC, alone ? null : group);
  }

  private void appendKeyFrames(StringBuilder text, Variant variant) {
    text.append(String.format(
        Locale.ROOT,
        "#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=%d,CODECS=\"%s\"",
        variant.keyFramePeak(),
        variant.codec()));
    PictureSize size = variant.size();
    if (size != null) {
      text.append(",RESOLUTION=").append(size.width()).append('x').append(size.height());
    }
    appendRange(text, variant);
    text.append(",URI=\"")
        .append(variant.name())
        .append('/')
        .append(PackagedRendition.KEY_FRAMES)
        .append("\"\n");
  }

  /** Needed only where players have to choose (RFC 8216 bis, section 4.4.6.2). */
  private void appendRange(StringBuilder text, Variant variant) {
    boolean anyHdr =
        variants.stream().map(Variant::range).anyMatch(range -> range != null && range.hdr());
    if (anyHdr && variant.range() != null) {
      text.append(",VIDEO-RANGE=").append(variant.range());
    }
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
    appendRange(text, variant);
    if (sound != null) {
      text.append(",AUDIO=\"").append(sound.name()).append('"');
    }
    if (!subtitles.isEmpty()) {
      text.append(",SUBTITLES=\"subtitles\"");
    }
    text.append('\n')
        .append(variant.name())
        .append('/')
        .append(PackagedRendition.PLAYLIST)
        .append('\n');
  }
}

package dev.reelstate.processing.media.packaging;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.video.VideoRange;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes a DASH manifest over the segments of an HLS package (ISO/IEC 23009-1, on-demand with a
 * timeline of numbered segments).
 */
public final class DashManifest {

  public static final String NAME = "manifest.mpd";
  public static final String TYPE = "application/dash+xml";

  private static final String NAMESPACE = "urn:mpeg:dash:schema:mpd:2011";

  /** Schemes of ISO/IEC 23091-2, with the code points that are used. */
  private static final String COLORS = "urn:mpeg:mpegB:cicp:";

  private static final String BT2020 = "9";
  private static final String PQ = "16";
  private static final String HLG = "18";

  private static final String CHANNELS = "urn:mpeg:dash:23003:3:audio_channel_configuration:2011";
  private static final String ROLES = "urn:mpeg:dash:role:2011";
  private static final String PURPOSES = "urn:tva:metadata:cs:AudioPurposeCS:2007";

  private record Representation(
      String name,
      String codec,
      @Nullable PictureSize size,
      @Nullable VideoRange range,
      double frameRate,
      PackagedRendition rendition) {

    /** The codec without its profile and level, and the range. */
    String family() {
      return codec.split("\\.", 2)[0] + " " + range;
    }
  }

  private final long end;
  private final long segment;
  private final List<Representation> video = new ArrayList<>();
  private final List<PackagedSound> sounds = new ArrayList<>();
  private final List<PackagedCaptions> subtitles = new ArrayList<>();

  /**
   * Creates a manifest.
   *
   * @param end the media's end in media ticks
   * @param segment target length of a segment in media ticks
   */
  public DashManifest(long end, long segment) {
    this.end = end;
    this.segment = segment;
  }

  /** Adds a rung, which must be cut where the others are and whose playlists have been written. */
  public void addVideo(Rung rung, PackagedRendition rendition) throws IOException {
    video.add(new Representation(
        rung.name(),
        rendition.codec(),
        rung.size(),
        rung.range(),
        rendition.frameRate(),
        rendition));
  }

  /** Adds a sound rendition; the main one comes first. */
  public void addAudio(PackagedSound sound) {
    sounds.add(sound);
  }

  /** Adds subtitles, each a file of cues for the whole film. */
  public void addSubtitles(PackagedCaptions captions) {
    subtitles.add(captions);
  }

  public String text() {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("MPD");
      xml.writeDefaultNamespace(NAMESPACE);
      xml.writeAttribute("type", "static");
      xml.writeAttribute("profiles", "urn:mpeg:dash:profile:isoff-live:2011");
      xml.writeAttribute("mediaPresentationDuration", period(end));
      xml.writeAttribute("minBufferTime", period(segment));
      xml.writeStartElement("Period");
      // Players switch freely within a set, and few of them can switch codecs.
      Map<String, List<Representation>> sets =
          video.stream().collect(groupingBy(Representation::family, LinkedHashMap::new, toList()));
      for (List<Representation> set : sets.values()) {
        beginSet(xml, "video");
        writeColors(xml, set.get(0).range());
        writeSet(xml, set);
      }
      for (PackagedSound sound : sounds) {
        writeSound(xml, sound);
      }
      for (PackagedCaptions captions : subtitles) {
        captions.writeTo(xml);
      }
      xml.writeEndElement();
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Numbers and constants did not yield valid XML.", e);
    }
    return text.toString();
  }

  /**
   * The colours of a high dynamic range, so that players that do not know them pass over the set.
   */
  private static void writeColors(XMLStreamWriter xml, @Nullable VideoRange range)
      throws XMLStreamException {
    if (range != null && range.hdr()) {
      writeDescriptor(xml, "EssentialProperty", COLORS + "ColourPrimaries", BT2020);
      writeDescriptor(
          xml,
          "EssentialProperty",
          COLORS + "TransferCharacteristics",
          range == VideoRange.PQ ? PQ : HLG);
      writeDescriptor(xml, "EssentialProperty", COLORS + "MatrixCoefficients", BT2020);
    }
  }

  private void writeSound(XMLStreamWriter xml, PackagedSound sound) throws XMLStreamException {
    SoundLabel label = sound.label();
    beginSet(xml, "audio");
    if (sounds.size() > 1 && sound.equals(sounds.get(0))) {
      // Some players would begin with the highest bit rate.
      xml.writeAttribute("selectionPriority", "2");
    }
    String language = label.language();
    if (language != null) {
      xml.writeAttribute("lang", language);
    }
    writeDescriptor(xml, "AudioChannelConfiguration", CHANNELS, Integer.toString(sound.channels()));
    xml.writeStartElement("Label");
    xml.writeCharacters(label.name());
    xml.writeEndElement();
    for (String purpose : label.accessibility()) {
      writeDescriptor(xml, "Accessibility", PURPOSES, purpose);
    }
    for (String role : label.dashRoles()) {
      writeDescriptor(xml, "Role", ROLES, role);
    }
    writeSet(
        xml,
        List.of(new Representation(
            sound.name(), MasterPlaylist.AAC_LC, null, null, 0, sound.rendition())));
  }

  private static void writeDescriptor(
      XMLStreamWriter xml, String element, String scheme, String value) throws XMLStreamException {
    xml.writeEmptyElement(element);
    xml.writeAttribute("schemeIdUri", scheme);
    xml.writeAttribute("value", value);
  }

  private static void beginSet(XMLStreamWriter xml, String type) throws XMLStreamException {
    xml.writeStartElement("AdaptationSet");
    xml.writeAttribute("contentType", type);
    xml.writeAttribute("mimeType", type + "/mp4");
    xml.writeAttribute("segmentAlignment", "true");
    xml.writeAttribute("startWithSAP", "1");
  }

  private static void writeSet(XMLStreamWriter xml, List<Representation> all)
      throws XMLStreamException {
    writeSegments(xml, all.get(0).rendition());
    for (Representation one : all) {
      writeRepresentation(xml, one);
    }
    xml.writeEndElement();
  }

  private static void writeSegments(XMLStreamWriter xml, PackagedRendition rendition)
      throws XMLStreamException {
    xml.writeStartElement("SegmentTemplate");
    xml.writeAttribute("timescale", Integer.toString(TimeBase.MEDIA.den()));
    xml.writeAttribute("initialization", "$RepresentationID$/" + SegmentFiles.INIT);
    xml.writeAttribute("media", "$RepresentationID$/segment_$Number%05d$.m4s");
    xml.writeAttribute("startNumber", "0");
    xml.writeStartElement("SegmentTimeline");
    List<Long> lengths = rendition.lengths();
    for (int i = 0; i < lengths.size(); ) {
      int same = i + 1;
      while (same < lengths.size() && lengths.get(same).equals(lengths.get(i))) {
        same++;
      }
      xml.writeEmptyElement("S");
      if (i == 0) {
        xml.writeAttribute("t", "0");
      }
      xml.writeAttribute("d", Long.toString(lengths.get(i)));
      if (same - i > 1) {
        xml.writeAttribute("r", Integer.toString(same - i - 1));
      }
      i = same;
    }
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private static void writeRepresentation(XMLStreamWriter xml, Representation one)
      throws XMLStreamException {
    xml.writeEmptyElement("Representation");
    xml.writeAttribute("id", one.name());
    xml.writeAttribute("codecs", one.codec());
    xml.writeAttribute("bandwidth", Long.toString(one.rendition().peakBitRate()));
    PictureSize size = one.size();
    if (size != null) {
      xml.writeAttribute("width", Integer.toString(size.width()));
      xml.writeAttribute("height", Integer.toString(size.height()));
      xml.writeAttribute("sar", "1:1");
      if (one.frameRate() > 0) {
        xml.writeAttribute("frameRate", Math.round(one.frameRate() * 1000) + "/1000");
      }
    }
  }

  private static String period(long ticks) {
    return String.format(Locale.ROOT, "PT%.3fS", TimeBase.MEDIA.seconds(ticks));
  }
}

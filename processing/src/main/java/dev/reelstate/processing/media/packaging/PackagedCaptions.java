package dev.reelstate.processing.media.packaging;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * Captions of a package, and what viewers and players are told about them.
 *
 * @param folder the folder of their playlist and their cues, relative to that of the package
 * @param name their name for people; unique in a package
 * @param language their BCP 47 tag, or null if unknown
 * @param forced whether they contain only what must be read, such as signs
 * @param descriptive whether they also describe sounds, for people who cannot hear them
 * @param mayBeChosen whether players may choose them by the viewer's language without being asked
 * @param bitRate in bits per second
 */
public record PackagedCaptions(
    String folder,
    String name,
    @Nullable String language,
    boolean forced,
    boolean descriptive,
    boolean mayBeChosen,
    long bitRate) {

  /** The file of the cues. */
  public static final String CUES = "cues.vtt";

  private static final String DESCRIBES =
      "public.accessibility.transcribes-spoken-dialog,public.accessibility.describes-music-and-sound";

  private static final String ROLES = "urn:mpeg:dash:role:2011";

  /** The purposes of TV-Anytime (ETSI TS 102 822-3-1). */
  private static final String PURPOSES = "urn:tva:metadata:cs:AudioPurposeCS:2007";

  private static final String HARD_OF_HEARING = "2";

  /** Their tag in a master playlist (RFC 8216, section 4.3.4.1). */
  String hls() {
    StringBuilder text = new StringBuilder("#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID=\"subtitles\"");
    text.append(",NAME=\"").append(name).append('"');
    if (language != null) {
      text.append(",LANGUAGE=\"").append(language).append('"');
    }
    text.append(",DEFAULT=NO,AUTOSELECT=").append(mayBeChosen ? "YES" : "NO");
    if (forced) {
      text.append(",FORCED=YES");
    }
    if (descriptive) {
      text.append(",CHARACTERISTICS=\"").append(DESCRIBES).append('"');
    }
    return text.append(",URI=\"")
        .append(folder)
        .append('/')
        .append(PackagedRendition.PLAYLIST)
        .append("\"\n")
        .toString();
  }

  /** Writes their set into a DASH manifest (ISO/IEC 23009-1, section 5.3.3). */
  void writeTo(XMLStreamWriter xml) throws XMLStreamException {
    xml.writeStartElement("AdaptationSet");
    xml.writeAttribute("contentType", "text");
    xml.writeAttribute("mimeType", "text/vtt");
    if (language != null) {
      xml.writeAttribute("lang", language);
    }
    xml.writeStartElement("Label");
    xml.writeCharacters(name);
    xml.writeEndElement();
    if (descriptive) {
      writeDescriptor(xml, "Accessibility", PURPOSES, HARD_OF_HEARING);
    }
    String role = forced ? "forced-subtitle" : descriptive ? "caption" : "subtitle";
    writeDescriptor(xml, "Role", ROLES, role);
    xml.writeStartElement("Representation");
    xml.writeAttribute("id", folder);
    xml.writeAttribute("bandwidth", Long.toString(bitRate));
    xml.writeStartElement("BaseURL");
    xml.writeCharacters(folder + "/" + CUES);
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private static void writeDescriptor(
      XMLStreamWriter xml, String element, String scheme, String value) throws XMLStreamException {
    xml.writeEmptyElement(element);
    xml.writeAttribute("schemeIdUri", scheme);
    xml.writeAttribute("value", value);
  }
}

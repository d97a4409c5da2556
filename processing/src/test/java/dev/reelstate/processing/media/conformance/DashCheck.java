package dev.reelstate.processing.media.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.SchemaFactory;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The rules for the DASH manifest (ISO/IEC 23009-1): the part of the schema that we use, and what
 * the segments have to say.
 */
final class DashCheck {

  private static final String NAME = "manifest.mpd";
  private static final double CLOSE = 0.06;

  private final Path folder;
  private final Map<String, Rendition> renditions;
  private final Faults faults;
  private final Set<String> found = new HashSet<>();
  private double duration;

  /**
   * A check.
   *
   * @param renditions those of the master playlist
   */
  DashCheck(Path folder, Map<String, Rendition> renditions, Faults faults) {
    this.folder = folder;
    this.renditions = renditions;
    this.faults = faults;
  }

  private void unless(boolean kept, String rule, @Nullable Object... values) {
    faults.unless(kept, NAME, rule, values);
  }

  void run() throws IOException {
    Document document = parse();
    validate(document);
    Element root = document.getDocumentElement();
    duration = Duration.parse(root.getAttribute("mediaPresentationDuration")).toNanos() / 1e9;
    Set<String> ids = new HashSet<>();
    for (Element set : elements(root, "AdaptationSet")) {
      for (Element representation : elements(set, "Representation")) {
        String id = representation.getAttribute("id");
        unless(ids.add(id), "the id %s is there once", id);
        if (set.getAttribute("contentType").equals("text")) {
          wholeFile(representation);
        } else {
          representation(set, representation);
        }
      }
    }
    renditions.keySet().forEach(path -> unless(found.contains(path), "%s is in it", path));
  }

  private Document parse() throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      return factory.newDocumentBuilder().parse(folder.resolve(NAME).toFile());
    } catch (SAXException | ParserConfigurationException e) {
      throw new IOException("not XML", e);
    }
  }

  private void validate(Document document) throws IOException {
    try {
      SchemaFactory.newDefaultInstance()
          .newSchema(Objects.requireNonNull(DashCheck.class.getResource("dash.xsd")))
          .newValidator()
          .validate(new DOMSource(document));
    } catch (SAXException e) {
      unless(false, "%s", e.getMessage());
    }
  }

  private static List<Element> elements(Element below, String name) {
    NodeList nodes = below.getElementsByTagNameNS("*", name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  /** An attribute of a representation, or else of its set. */
  private static String attribute(Element representation, String name) {
    Node set = representation.getParentNode();
    String own = representation.getAttribute(name);
    return own.isEmpty() ? ((Element) set).getAttribute(name) : own;
  }

  /** Captions are a file for the whole film. */
  private void wholeFile(Element representation) {
    for (Element address : elements(representation, "BaseURL")) {
      String file = address.getTextContent();
      unless(Files.isRegularFile(folder.resolve(file)), "%s exists", file);
    }
    unless(
        attribute(representation, "mimeType").equals("text/vtt"),
        "%s is text/vtt",
        representation.getAttribute("id"));
  }

  private void representation(Element set, Element representation) {
    List<Element> templates = elements(representation, "SegmentTemplate");
    if (templates.isEmpty()) {
      templates = elements(set, "SegmentTemplate");
    }
    if (templates.isEmpty()) {
      file(representation);
    } else {
      segments(set, representation, templates.get(0));
    }
  }

  /** A representation that is one file, such as one of subtitles. */
  private void file(Element representation) {
    List<Element> urls = elements(representation, "BaseURL");
    String url = urls.isEmpty() ? "" : urls.get(0).getTextContent();
    unless(!url.isEmpty() && Files.isRegularFile(folder.resolve(url)), "the file %s exists", url);
  }

  private void segments(Element set, Element representation, Element template) {
    String id = representation.getAttribute("id");
    String first = template.getAttribute("media").replace("$RepresentationID$", id);
    String init = template.getAttribute("initialization").replace("$RepresentationID$", id);
    unless(Files.isRegularFile(folder.resolve(init)), "%s exists", init);
    String path = init.substring(0, init.lastIndexOf('/') + 1) + "index.m3u8";
    Rendition rendition = renditions.get(path);
    unless(rendition != null, "%s is in the master playlist too", path);
    if (rendition == null) {
      return;
    }
    found.add(path);
    timeline(template, first, rendition);
    codec(representation, rendition);
    boolean video = rendition.init().video();
    String type = video ? "video/mp4" : "audio/mp4";
    unless(attribute(representation, "mimeType").equals(type), "%s is %s", id, type);
    unless(set.getAttribute("contentType").equals(type.substring(0, 5)), "%s is %s", id, type);
    long bandwidth = Long.parseLong(representation.getAttribute("bandwidth"));
    unless(
        bandwidth + 1 >= rendition.peak(),
        "bandwidth of %s is %d, measured %.0f",
        id,
        bandwidth,
        rendition.peak());
    if (video) {
      picture(id, representation, rendition);
    }
  }

  private void codec(Element representation, Rendition rendition) {
    unless(
        attribute(representation, "codecs").equals(rendition.init().codec()),
        "codecs are %s, in the segments %s",
        attribute(representation, "codecs"),
        rendition.init().codec());
  }

  private void picture(String id, Element representation, Rendition rendition) {
    String said = attribute(representation, "width") + "x" + attribute(representation, "height");
    String there = rendition.init().width() + "x" + rendition.init().height();
    unless(said.equals(there), "%s is %s, in the segments %s", id, said, there);
    List<Double> rate = Stream.of(attribute(representation, "frameRate").split("/", -1))
        .map(Double::parseDouble)
        .toList();
    double frames = rate.size() == 1 ? rate.get(0) : rate.get(0) / rate.get(1);
    unless(
        Math.abs(frames - rendition.frameRate()) <= 0.02 * frames + 0.01,
        "frameRate of %s is %.3f, in the segments %.3f",
        id,
        frames,
        rendition.frameRate());
  }

  private void timeline(Element template, String media, Rendition rendition) {
    double scale = Double.parseDouble(template.getAttribute("timescale"));
    int number = Integer.parseInt(template.getAttribute("startNumber"));
    double at = 0;
    int count = 0;
    for (Element one : elements(template, "S")) {
      at = one.hasAttribute("t") ? Double.parseDouble(one.getAttribute("t")) / scale : at;
      int times = one.hasAttribute("r") ? Integer.parseInt(one.getAttribute("r")) + 1 : 1;
      for (int i = 0; i < times; i++) {
        String file = media.replace("$Number%05d$", "%05d".formatted(number + count));
        unless(Files.isRegularFile(folder.resolve(file)), "%s exists", file);
        if (count < rendition.segments().size()) {
          double start = rendition.segments().get(count).start();
          unless(Math.abs(start - at) <= CLOSE, "%s begins at %.3f, not at %.3f", file, start, at);
        }
        at += Double.parseDouble(one.getAttribute("d")) / scale;
        count++;
      }
    }
    unless(
        count == rendition.segments().size(),
        "%s has %d segments, not %d",
        rendition.path(),
        rendition.segments().size(),
        count);
    unless(
        Math.abs(at - duration) <= CLOSE,
        "%s ends at %.3f, the presentation at %.3f",
        rendition.path(),
        at,
        duration);
  }
}

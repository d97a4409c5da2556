package dev.reelstate.processing.format.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads an XML file from front to back, without document types and entities. Whoever is told of an
 * element reads it to its end: by {@link #nextChild} until there is none, {@link #text} or
 * {@link #skip}. Not thread-safe.
 */
public final class Xml {

  /** Deeper than any annotation file. */
  private static final int DEEPEST = 64;

  /** Longer than any text that is meant. */
  private static final int LONGEST = 1 << 20;

  /** Reads what is in a file. */
  @FunctionalInterface
  public interface Body {
    /** Reads the root element. */
    void read(Xml xml) throws XMLStreamException;
  }

  private final XMLStreamReader reader;
  private int depth;

  private Xml(XMLStreamReader reader) {
    this.reader = reader;
  }

  /**
   * Reads a file; a {@link Refusal} is one of where reading stands.
   *
   * @param root the name that the root element must have
   */
  public static void read(Path file, String root, Body body) {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
      read(file, factory().createXMLStreamReader(bytes), root, body);
    } catch (IOException e) {
      throw Texts.unreadable(file, e);
    } catch (XMLStreamException e) {
      throw new Refusal("This is not XML.").in(file, "");
    }
  }

  private static void read(Path file, XMLStreamReader reader, String root, Body body)
      throws XMLStreamException {
    try {
      Xml xml = new Xml(reader);
      if (!xml.nextChild() || !xml.name().equals(root)) {
        throw new Refusal("The root element must be <" + root + ">.");
      }
      body.read(xml);
      xml.end();
    } catch (Refusal e) {
      throw e.in(file, line(reader));
    } catch (XMLStreamException e) {
      throw new Refusal("This is not well-formed XML.").in(file, line(reader));
    } finally {
      reader.close();
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    factory.setXMLResolver((publicId, systemId, base, namespace) -> {
      throw new XMLStreamException("External entities are not read.");
    });
    return factory;
  }

  private static String line(XMLStreamReader reader) {
    return "line " + Math.max(1, reader.getLocation().getLineNumber());
  }

  /** Where reading stands. */
  public String line() {
    return line(reader);
  }

  /** Goes to the next element inside the one whose children are read; false at its end. */
  public boolean nextChild() throws XMLStreamException {
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        if (++depth > DEEPEST) {
          throw new Refusal("Elements are nested more than " + DEEPEST + " levels deep.");
        }
        return true;
      }
      if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
        return false;
      }
      refuseEntities();
    }
    return false;
  }

  private void refuseEntities() {
    int event = reader.getEventType();
    if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
      throw new Refusal("Document types and entities are not read.");
    }
  }

  private void end() throws XMLStreamException {
    while (reader.hasNext()) {
      reader.next();
    }
  }

  /** The name of the element that reading is at. */
  public String name() {
    return reader.getLocalName();
  }

  /** An attribute of the element that reading is at, or empty. */
  public Optional<String> attribute(String name) {
    return Optional.ofNullable(reader.getAttributeValue(null, name));
  }

  /** An attribute that the element must have. */
  public String required(String name) {
    String value = reader.getAttributeValue(null, name);
    if (value == null) {
      throw new Refusal("The element <%s> needs the attribute \"%s\".".formatted(name(), name));
    }
    return value;
  }

  /** The text of an element that has no children, without white space around it. */
  public String text() throws XMLStreamException {
    return content().strip();
  }

  /** The text of an element that has no children. */
  public String content() throws XMLStreamException {
    StringBuilder text = new StringBuilder();
    while (reader.next() != XMLStreamConstants.END_ELEMENT) {
      if (reader.isStartElement()) {
        throw new Refusal("The element <" + name() + "> is where text is expected.");
      }
      refuseEntities();
      if (reader.isCharacters() || reader.getEventType() == XMLStreamConstants.CDATA) {
        text.append(reader.getText());
      }
      if (text.length() > LONGEST) {
        throw new Refusal("A text has more than " + LONGEST + " characters.");
      }
    }
    depth--;
    return text.toString();
  }

  /** Skips the element that reading is at. */
  public void skip() throws XMLStreamException {
    int outside = depth - 1;
    while (depth > outside) {
      nextChild();
    }
  }
}

package dev.reelstate.processing.format.io;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes indented XML 1.0. Not thread-safe. */
public final class XmlOut {

  private final Writer out;
  private final Deque<String> open = new ArrayDeque<>();
  private boolean inTag;

  /** Writes to a host, which closes it. */
  public XmlOut(Writer out) throws IOException {
    this.out = out;
    out.write("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
  }

  /** Starts an element. */
  public XmlOut start(String name) throws IOException {
    closeTag();
    newLine();
    out.write("<" + name);
    open.push(name);
    inTag = true;
    return this;
  }

  /** Gives the element that was just started an attribute. */
  public XmlOut attribute(String name, String value) throws IOException {
    out.write(" " + name + "=\"" + escaped(value) + "\"");
    return this;
  }

  /** Gives the element that was just started an attribute. */
  public XmlOut attribute(String name, boolean value) throws IOException {
    return attribute(name, value ? "1" : "0");
  }

  /** Gives the element that was just started an attribute. */
  public XmlOut attribute(String name, double value) throws IOException {
    return attribute(name, Numbers.text(value));
  }

  /** Writes an element with text. */
  public XmlOut element(String name, String text) throws IOException {
    closeTag();
    newLine();
    out.write("<" + name + ">" + escaped(text) + "</" + name + ">");
    return this;
  }

  /** Ends the text of the element that was just started with it. */
  public XmlOut endWith(String text) throws IOException {
    closeTag();
    out.write(escaped(text) + "</" + open.pop() + ">");
    return this;
  }

  /** Ends the innermost element. */
  public XmlOut end() throws IOException {
    String name = open.pop();
    if (inTag) {
      out.write("/>");
      inTag = false;
    } else {
      newLine();
      out.write("</" + name + ">");
    }
    if (open.isEmpty()) {
      out.write("\n");
    }
    return this;
  }

  private void closeTag() throws IOException {
    if (inTag) {
      out.write(">");
      inTag = false;
    }
  }

  private void newLine() throws IOException {
    out.write("\n" + "  ".repeat(open.size()));
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints().forEach(one -> {
      switch (one) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\t', '\n', '\r' -> escaped.append("&#").append(one).append(';');
        default -> escaped.appendCodePoint(allowed(one));
      }
    });
    return escaped.toString();
  }

  /** XML 1.0, production 2. */
  private static int allowed(int character) {
    if (character < ' ' || character == 0xFFFE || character == 0xFFFF) {
      throw new Refusal("XML cannot hold the character U+%04X.".formatted(character));
    }
    return character;
  }
}

package dev.reelstate.processing.diagnosis;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip file of texts. A text that cannot be made is replaced by the reason, since a bundle is made
 * when things are broken. Not thread-safe.
 */
public final class Bundle implements AutoCloseable {

  /** Makes a text. */
  @FunctionalInterface
  public interface Text {

    /** The text, without anything private. */
    String make() throws Exception;
  }

  private final ZipOutputStream zip;

  /**
   * Creates the file.
   *
   * @throws IOException if it exists or cannot be written
   */
  public Bundle(Path file) throws IOException {
    OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
    this.zip = new ZipOutputStream(out);
  }

  /**
   * Adds a text.
   *
   * @param name its name in the bundle
   */
  public void add(String name, Text text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(made(text).getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  /** Says only what failed, since the messages of exceptions may name anything. */
  private static String made(Text text) {
    try {
      return Redaction.clean(text.make());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted\n";
    } catch (Exception e) {
      return "not available: " + Redaction.clean(Redaction.kind(e)) + "\n";
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}

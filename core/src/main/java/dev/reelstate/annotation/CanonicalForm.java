package dev.reelstate.annotation;

import dev.reelstate.Sha256;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the bytes whose hash identifies a ground truth. Not thread-safe.
 *
 * <p>Numbers are big-endian, and reals are IEEE 754 bits. A text is UTF-8, preceded by its length
 * in bytes. An optional value is preceded by a byte that says whether it is present. A version
 * comes first, then the number of frames, and for each frame, in order: index, time in nanoseconds,
 * whether the time is an estimate, the number of annotations, and for each annotation, in order:
 * label, x, y, width, height, score, track, traits as bits, origin, name of the source, whether
 * confirmed.
 *
 * <p>Content in which an annotation has an area, attributes or a person who confirmed it is version
 * 2. There, each annotation also has its area, the number of its attributes, their names and
 * values, sorted by name, and the person.
 */
final class CanonicalForm {

  // Databases hold these hashes, so this form never changes; a different form is a new version.
  private static final int PLAIN = 1;
  private static final int DETAILED = 2;

  private final DataOutputStream out;
  private final int version;

  private CanonicalForm(DataOutputStream out, int version) {
    this.out = out;
    this.version = version;
  }

  static String hash(GroundTruth content) {
    MessageDigest digest = Sha256.digest();
    try (DataOutputStream out =
        new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
      new CanonicalForm(out, detailed(content) ? DETAILED : PLAIN).write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // no underlying stream can fail
    }
    return Sha256.text(digest);
  }

  private static boolean detailed(GroundTruth content) {
    return content.frames().stream()
        .flatMap(frame -> frame.annotations().stream())
        .anyMatch(CanonicalForm::detailed);
  }

  private static boolean detailed(Annotation annotation) {
    return annotation.area() != null
        || !annotation.attributes().isEmpty()
        || annotation.provenance().confirmedBy() != null;
  }

  /** The traits as bits. */
  static int mask(Set<Trait> traits) {
    return traits.stream().mapToInt(Trait::bit).sum();
  }

  /** A text that is the same for equal attributes, and only for those. */
  static String text(Map<String, String> attributes) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(attributes)
        .forEach((name, value) -> text.append(name.length())
            .append(':')
            .append(name)
            .append(value.length())
            .append(':')
            .append(value));
    return text.toString();
  }

  private void write(GroundTruth content) throws IOException {
    out.writeByte(version);
    out.writeInt(content.frames().size());
    for (AnnotatedFrame frame : content.frames()) {
      write(frame.frame());
      out.writeInt(frame.annotations().size());
      for (Annotation annotation : frame.annotations()) {
        write(annotation);
      }
    }
  }

  private void write(FrameRef frame) throws IOException {
    Long index = frame.index();
    out.writeBoolean(index != null);
    if (index != null) {
      out.writeLong(index);
    }
    out.writeLong(frame.pts().toNanos());
    out.writeBoolean(frame.estimated());
  }

  private void write(Annotation annotation) throws IOException {
    write(annotation.label());
    write(annotation.box());
    Double score = annotation.score();
    out.writeBoolean(score != null);
    if (score != null) {
      out.writeDouble(score);
    }
    writeOptional(annotation.track());
    out.writeByte(mask(annotation.traits()));
    write(annotation.provenance().origin().wireName());
    write(annotation.provenance().by());
    out.writeBoolean(annotation.provenance().confirmed());
    if (version == DETAILED) {
      writeDetails(annotation);
    }
  }

  private void writeDetails(Annotation annotation) throws IOException {
    Double area = annotation.area();
    out.writeBoolean(area != null);
    if (area != null) {
      out.writeDouble(area);
    }
    out.writeInt(annotation.attributes().size());
    for (Map.Entry<String, String> attribute : new TreeMap<>(annotation.attributes()).entrySet()) {
      write(attribute.getKey());
      write(attribute.getValue());
    }
    writeOptional(annotation.provenance().confirmedBy());
  }

  private void write(Box box) throws IOException {
    out.writeDouble(box.x());
    out.writeDouble(box.y());
    out.writeDouble(box.width());
    out.writeDouble(box.height());
  }

  private void writeOptional(@Nullable String text) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      write(text);
    }
  }

  private void write(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}

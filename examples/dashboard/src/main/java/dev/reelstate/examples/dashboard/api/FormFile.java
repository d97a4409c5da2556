package dev.reelstate.examples.dashboard.api;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * The file in a form ({@code multipart/form-data}), as a stream: at most one buffer of it is in
 * memory, and nothing on disk. The other fields of the form are known as far as they have arrived.
 */
final class FormFile extends InputStream {

  private static final String TYPE = "multipart/form-data";
  private static final int BUFFER = 64 * 1024;
  private static final int MOST_PARTS = 20;
  private static final int LONGEST_FIELD = 20_000;

  /** Where the parser is in the form. */
  private enum Place {
    BEFORE,
    INSIDE,
    AFTER
  }

  private final InputStream body;
  private final MultiPart.Parser parser;
  private final byte[] buffer = new byte[BUFFER];
  private final Map<String, String> fields = new HashMap<>();
  private Place place = Place.BEFORE;
  private ByteBuffer arrived = ByteBuffer.allocate(0);
  private final ByteArrayOutputStream next = new ByteArrayOutputStream();
  private String fileName = "";
  private boolean complete;
  private @Nullable Throwable fault;

  private FormFile(InputStream body, String boundary) {
    this.body = body;
    this.parser = new MultiPart.Parser(boundary, new Parts());
    parser.setMaxParts(MOST_PARTS);
  }

  static boolean isSentBy(Context context) {
    String type = context.contentType();
    return type != null && type.toLowerCase(Locale.ROOT).startsWith(TYPE);
  }

  /**
   * Reads a form up to the beginning of its file.
   *
   * @throws ProblemException if it is no form, or has no file
   */
  static FormFile of(Context context) throws IOException {
    String boundary = MultiPart.extractBoundary(context.contentType());
    if (boundary == null || boundary.isBlank()) {
      throw ProblemException.invalid("The type of the form must name its boundary.");
    }
    FormFile file = new FormFile(context.req().getInputStream(), boundary);
    while (file.place == Place.BEFORE && file.goOn()) {
      // up to the file
    }
    if (file.place == Place.BEFORE) {
      throw ProblemException.invalid("The form has no file; send one as the field file.");
    }
    return file;
  }

  /** The parser reports what it finds in the order of the form. */
  private final class Parts extends MultiPart.AbstractPartsListener {

    private final ByteArrayOutputStream field = new ByteArrayOutputStream();

    @Override
    public void onPartHeaders() {
      if (getFileName() != null && place == Place.BEFORE) {
        place = Place.INSIDE;
        fileName = String.valueOf(getFileName());
      }
    }

    @Override
    public void onPartContent(Content.Chunk chunk) {
      byte[] bytes = new byte[chunk.remaining()];
      chunk.getByteBuffer().get(bytes);
      if (place == Place.INSIDE) {
        next.writeBytes(bytes);
      } else if (getFileName() == null && field.size() + bytes.length <= LONGEST_FIELD) {
        field.writeBytes(bytes);
      }
    }

    @Override
    public void onPart(String name, String file, HttpFields headers) {
      if (file == null) {
        fields.put(name, field.toString(StandardCharsets.UTF_8));
      } else if (place == Place.INSIDE) {
        place = Place.AFTER;
      }
      field.reset();
    }

    @Override
    public void onComplete() {
      complete = true;
    }

    @Override
    public void onFailure(Throwable failure) {
      fault = failure;
    }
  }

  /** Parses the next bytes; returns false at the end of the form. */
  private boolean goOn() throws IOException {
    if (complete) {
      return false;
    }
    int count = body.read(buffer);
    boolean over = count < 0;
    parser.parse(
        over ? Content.Chunk.EOF : Content.Chunk.from(ByteBuffer.wrap(buffer, 0, count), false));
    if (over && !complete) {
      throw new ProblemException(
          400, "interrupted", "The form ended before all of it had arrived.");
    } else if (fault != null) {
      throw ProblemException.invalid("The form is malformed.");
    }
    return true;
  }

  /** The name of the file as it was sent, without folders. */
  String fileName() {
    return fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
  }

  /** A field that has arrived. */
  Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name)).filter(text -> !text.isBlank());
  }

  /** Reads the fields after the file. */
  void finish() throws IOException {
    while (goOn()) {
      // up to the end
    }
  }

  private boolean hasMore() throws IOException {
    try {
      return goOn();
    } catch (ProblemException e) {
      throw new IOException(e); // the reader of the file records it with the video
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (!arrived.hasRemaining()) {
      if (next.size() > 0) {
        arrived = ByteBuffer.wrap(next.toByteArray());
        next.reset();
      } else if (place == Place.AFTER || !hasMore()) {
        return -1;
      }
    }
    int count = Math.min(length, arrived.remaining());
    arrived.get(target, offset, count);
    return count;
  }
}

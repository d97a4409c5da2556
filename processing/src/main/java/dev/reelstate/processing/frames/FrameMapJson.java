package dev.reelstate.processing.frames;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The form of a frame map as a file, which decision 34 describes. */
final class FrameMapJson {

  private static final long VERSION = 1;
  private static final int MOST_FRAMES = 1 << 26;
  private static final int MOST_RUNGS = 64;

  private FrameMapJson() {}

  static String write(
      SourceClock clock,
      long[] stamps,
      long[] micros,
      BitSet keys,
      BitSet leftOut,
      List<RungSegments> rungs) {
    StringWriter text = new StringWriter();
    try (JsonWriter out = new JsonWriter(text)) {
      out.beginObject();
      out.name("version").value(VERSION);
      out.name("frames").value(stamps.length);
      out.name("numerator").value(clock.numerator());
      out.name("denominator").value(clock.denominator());
      out.name("start").value(clock.start());
      out.name("stamps").value(PackedNumbers.pack(stamps, stamps.length));
      writeMoves(clock, stamps, micros, out);
      out.name("keys").value(packed(keys));
      out.name("leftOut").value(packed(leftOut));
      writeRungs(rungs, out);
      out.endObject();
    } catch (IOException e) {
      throw new AssertionError("memory does not fail to be written", e);
    }
    return text.toString();
  }

  /** Where frames are shown at another time than their timestamps say, and by how much. */
  private static void writeMoves(SourceClock clock, long[] stamps, long[] micros, JsonWriter out)
      throws IOException {
    long[] from = new long[stamps.length];
    long[] by = new long[stamps.length];
    int moves = 0;
    long offset = 0;
    for (int i = 0; i < stamps.length; i++) {
      long moved = micros[i] - clock.micros(stamps[i]);
      if (moved != offset) {
        from[moves] = i;
        by[moves++] = moved;
        offset = moved;
      }
    }
    out.name("movedFrom").value(PackedNumbers.pack(from, moves));
    out.name("movedBy").value(PackedNumbers.pack(by, moves));
  }

  private static void writeRungs(List<RungSegments> rungs, JsonWriter out) throws IOException {
    out.name("rungs").beginArray();
    for (RungSegments rung : rungs) {
      out.beginObject();
      out.name("name").value(rung.name());
      out.name("copied").value(rung.copied());
      out.name("segments").value(rung.packed());
      out.endObject();
    }
    out.endArray();
  }

  private static String packed(BitSet set) {
    long[] numbers = set.stream().asLongStream().toArray();
    return PackedNumbers.pack(numbers, numbers.length);
  }

  static FrameMap read(InputStream in) throws IOException {
    Map<String, Long> numbers = new HashMap<>();
    Map<String, String> texts = new HashMap<>();
    List<PackedRung> rungs = new ArrayList<>();
    try {
      JsonReader reader = new JsonReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      reader.beginObject();
      while (reader.hasNext()) {
        String name = reader.nextName();
        switch (reader.peek()) {
          case NUMBER -> numbers.put(name, reader.nextLong());
          case STRING -> texts.put(name, reader.nextString());
          case BEGIN_ARRAY -> readRungs(name, reader, rungs);
          default -> reader.skipValue();
        }
      }
      reader.endObject();
      return map(numbers, texts, rungs);
    } catch (IllegalStateException | IllegalArgumentException | ArithmeticException e) {
      throw new IOException("This is not a frame map: " + e.getMessage(), e);
    }
  }

  /** A rendition as the file has it, before the number of frames is known. */
  private record PackedRung(String name, boolean copied, String segments) {

    RungSegments unpacked(int frames) throws IOException {
      return RungSegments.checked(name, copied, PackedNumbers.unpack(segments, frames), frames);
    }
  }

  /** Maps of earlier releases have none. */
  private static void readRungs(String name, JsonReader reader, List<PackedRung> into)
      throws IOException {
    if (!name.equals("rungs")) {
      reader.skipValue();
      return;
    }
    reader.beginArray();
    while (reader.hasNext()) {
      if (into.size() == MOST_RUNGS) {
        throw new IOException("A frame map has at most " + MOST_RUNGS + " renditions.");
      }
      into.add(readRung(reader));
    }
    reader.endArray();
  }

  private static PackedRung readRung(JsonReader reader) throws IOException {
    Map<String, String> texts = new HashMap<>();
    boolean copied = false;
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      switch (reader.peek()) {
        case STRING -> texts.put(name, reader.nextString());
        case BOOLEAN -> copied = reader.nextBoolean();
        default -> reader.skipValue();
      }
    }
    reader.endObject();
    return new PackedRung(required(texts, "name"), copied, required(texts, "segments"));
  }

  private static FrameMap map(
      Map<String, Long> numbers, Map<String, String> texts, List<PackedRung> packed)
      throws IOException {
    long version = required(numbers, "version");
    if (version != VERSION) {
      throw new IOException("This is a frame map of version " + version + "; known is 1.");
    }
    long count = required(numbers, "frames");
    if (count < 0 || count > MOST_FRAMES) {
      throw new IOException("A frame map cannot have " + count + " frames.");
    }
    SourceClock clock = new SourceClock(
        Math.toIntExact(required(numbers, "numerator")),
        Math.toIntExact(required(numbers, "denominator")),
        required(numbers, "start"));
    int frames = (int) count;
    long[] stamps = PackedNumbers.unpack(required(texts, "stamps"), frames);
    if (stamps.length != frames) {
      throw new IOException("Of " + frames + " frames, only " + stamps.length + " have a time.");
    }
    List<RungSegments> rungs = new ArrayList<>();
    for (PackedRung rung : packed) {
      rungs.add(rung.unpacked(frames));
    }
    return new FrameMap(
        clock,
        stamps,
        times(clock, stamps, texts),
        set(required(texts, "keys"), frames),
        set(required(texts, "leftOut"), frames),
        rungs);
  }

  private static long[] times(SourceClock clock, long[] stamps, Map<String, String> texts)
      throws IOException {
    long[] from = PackedNumbers.unpack(required(texts, "movedFrom"), stamps.length);
    long[] by = PackedNumbers.unpack(required(texts, "movedBy"), stamps.length);
    long[] micros = new long[stamps.length];
    int next = 0;
    long offset = 0;
    long before = 0;
    for (int i = 0; i < stamps.length; i++) {
      if (next < Math.min(from.length, by.length) && from[next] == i) {
        offset = by[next++];
      }
      micros[i] = clock.micros(stamps[i]) + offset;
      if (micros[i] < before) {
        throw new IOException("Frame " + i + " is shown before its predecessor.");
      }
      before = micros[i];
    }
    return micros;
  }

  private static BitSet set(String text, int frames) throws IOException {
    BitSet set = new BitSet();
    long[] numbers = PackedNumbers.unpack(text, frames);
    if (Arrays.stream(numbers).anyMatch(number -> number < 0 || number >= frames)) {
      throw new IOException("There are only " + frames + " frames.");
    }
    Arrays.stream(numbers).forEach(number -> set.set((int) number));
    return set;
  }

  private static <T> T required(Map<String, T> values, String name) throws IOException {
    T value = values.get(name);
    if (value == null) {
      throw new IOException("The frame map lacks its " + name + ".");
    }
    return value;
  }
}

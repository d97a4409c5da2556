package dev.reelstate.processing.format.cvat;

import dev.reelstate.processing.format.Category;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.io.Delivery;
import dev.reelstate.processing.format.io.FrameGrid;
import dev.reelstate.processing.format.io.Numbers;
import dev.reelstate.processing.format.io.Refusal;
import dev.reelstate.processing.format.io.Xml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** Reads what a file says of its labels and tasks. Not thread-safe. */
final class CvatMeta {

  private static final Pattern STEP = Pattern.compile("step\\s*=\\s*(\\d{1,9})");

  private final Delivery out;
  private final LossReport.Builder losses;
  private final List<Map<String, String>> tasks = new ArrayList<>();
  private String source = "";

  CvatMeta(Delivery out, LossReport.Builder losses) {
    this.out = out;
    this.losses = losses;
  }

  /** Reads the element {@code meta}. */
  void read(Xml xml) throws XMLStreamException {
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "task", "job" -> task(xml);
        case "project" -> project(xml);
        case "source" -> source = xml.text();
        default -> xml.skip();
      }
    }
  }

  private void project(Xml xml) throws XMLStreamException {
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "tasks" -> {
          while (xml.nextChild()) {
            task(xml);
          }
        }
        case "labels" -> labels(xml);
        default -> xml.skip();
      }
    }
  }

  private void task(Xml xml) throws XMLStreamException {
    Map<String, String> fields = new HashMap<>();
    fields.put("kind", xml.name());
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "id", "name", "mode", "start_frame", "stop_frame", "frame_filter", "source" -> {
          String name = xml.name();
          fields.put(name, xml.text());
        }
        case "original_size" -> {
          while (xml.nextChild()) {
            String name = xml.name();
            fields.put(name, xml.text());
          }
        }
        case "labels" -> labels(xml);
        case "deleted_frames" -> {
          String line = xml.line();
          losses.add("deleted frames", () -> line);
          xml.skip();
        }
        default -> xml.skip();
      }
    }
    tasks.add(fields);
  }

  private void labels(Xml xml) throws XMLStreamException {
    while (xml.nextChild()) {
      while (xml.nextChild()) {
        if (xml.name().equals("name")) {
          label(xml.text());
        } else {
          xml.skip();
        }
      }
    }
  }

  private void label(String name) {
    if (name.isBlank()) {
      throw new Refusal("A label has no name.");
    }
    out.category(Category.of(name));
  }

  /** Whether images are frames of a video. */
  boolean isVideo() {
    return tasks.stream()
        .anyMatch(task -> "interpolation".equals(task.get("mode")) || task.containsKey("width"));
  }

  /** The tasks by their IDs; one of no ID stands for all if there is at most one. */
  Map<String, CvatTask> tasks() {
    Map<String, CvatTask> byId = new HashMap<>();
    if (tasks.isEmpty()) {
      byId.put("", new CvatTask("", source.isBlank() ? "video" : source, null, 1, null, null));
    }
    for (Map<String, String> fields : tasks) {
      String id = fields.getOrDefault("id", "");
      String key = tasks.size() == 1 ? "" : id;
      if (byId.put(key, task(fields, key.isEmpty() ? "" : key + "/")) != null) {
        throw new Refusal("The task ID \"" + id + "\" occurs twice.");
      }
    }
    return byId;
  }

  private CvatTask task(Map<String, String> fields, String prefix) {
    String video = fields.getOrDefault("source", "");
    video = video.isBlank() ? source : video;
    video = video.isBlank() ? fields.getOrDefault("name", "") : video;
    video = video.isBlank() ? "video" : video;
    return new CvatTask(
        prefix,
        prefix + video,
        grid(fields),
        step(fields.getOrDefault("frame_filter", "")),
        fields.containsKey("height") ? size("width", fields) : null,
        fields.containsKey("width") ? size("height", fields) : null);
  }

  private static @Nullable Integer size(String name, Map<String, String> fields) {
    String size = fields.get(name);
    return size == null ? null : Numbers.size(name, size);
  }

  /** A job counts its own frames, so only a task says which frames there are. */
  private static @Nullable FrameGrid grid(Map<String, String> fields) {
    String start = fields.get("start_frame");
    String stop = fields.get("stop_frame");
    if (start == null || stop == null || "job".equals(fields.get("kind"))) {
      return null;
    }
    long first = Numbers.frame(start, 0);
    long last = Numbers.frame(stop, 0);
    long step = step(fields.getOrDefault("frame_filter", ""));
    if (last < first) {
      throw new Refusal("The task ends with frame %d, before it starts.".formatted(last));
    }
    return new FrameGrid(first, last - (last - first) % step, step);
  }

  private static long step(String filter) {
    Matcher step = STEP.matcher(filter);
    if (filter.isBlank()) {
      return 1;
    }
    if (!step.matches() || Long.parseLong(step.group(1)) == 0) {
      throw new Refusal("The frame filter must be step=N, not \"" + filter + "\".");
    }
    return Long.parseLong(step.group(1));
  }
}

package dev.reelstate.processing.format.yolo;

import dev.reelstate.processing.format.io.Numbers;
import dev.reelstate.processing.format.io.Refusal;
import dev.reelstate.processing.format.io.Texts;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads two keys of a {@code data.yaml}: {@code names}, a list or a map from numbers, and
 * {@code kpt_shape}, how many key points there are and with how many numbers each. A name is the
 * text that stands there, also if it is {@code no} or {@code 1}. Not thread-safe.
 */
final class DataYaml {

  private static final String NAMES = "names";
  private static final String KEYPOINTS = "kpt_shape";
  private static final long MOST = 1_000_000;
  private static final int DEEPEST = 64;
  private static final long MOST_KEYPOINTS = 10_000;

  private final Iterator<Event> events;
  private final SortedMap<Long, String> names = new TreeMap<>();
  private final List<Long> keypoints = new ArrayList<>();

  private DataYaml(Iterator<Event> events) {
    this.events = events;
  }

  /** The classes, of which there is at least one. */
  static YoloClasses read(Path file) {
    try (Reader text = Texts.open(file)) {
      LoadSettings settings = LoadSettings.builder().build();
      DataYaml yaml = new DataYaml(new ParserImpl(settings, new StreamReader(settings, text)));
      yaml.document();
      if (yaml.names.isEmpty()) {
        throw new Refusal("There is no list or map of names.");
      }
      return yaml.classes();
    } catch (Refusal e) {
      throw e.in(file, "");
    } catch (MarkedYamlEngineException e) {
      String place = e.getProblemMark().map(mark -> line(mark.getLine())).orElse("");
      throw new Refusal("This is not valid YAML: " + e.getProblem() + ".").in(file, place);
    } catch (YamlEngineException e) {
      throw e.getCause() instanceof IOException cause
          ? Texts.unreadable(file, cause)
          : new Refusal("This is not valid YAML: " + e.getMessage()).in(file, "");
    } catch (IOException e) {
      throw Texts.unreadable(file, e);
    }
  }

  private static String line(int fromZero) {
    return "line " + (fromZero + 1);
  }

  private void document() {
    Event start = events.next();
    while (start.getEventId() == Event.ID.StreamStart
        || start.getEventId() == Event.ID.DocumentStart) {
      start = events.next();
    }
    if (!(start instanceof MappingStartEvent)) {
      throw new Refusal("There is no list or map of names.");
    }
    for (Event key = events.next(); key.getEventId() != Event.ID.MappingEnd; key = events.next()) {
      skip(key);
      Event value = events.next();
      String name = key instanceof ScalarEvent scalar ? scalar.getValue() : "";
      switch (name) {
        case NAMES -> names(key, value);
        case KEYPOINTS -> keypoints(key, value);
        default -> skip(value);
      }
    }
    while (events.hasNext()) {
      events.next();
    }
  }

  private void names(Event key, Event value) {
    if (!names.isEmpty()) {
      throw refusal(key, "The key \"names\" occurs twice.");
    }
    if (value instanceof SequenceStartEvent) {
      for (Event name = events.next();
          name.getEventId() != Event.ID.SequenceEnd;
          name = events.next()) {
        add(names.size(), name);
      }
    } else if (value instanceof MappingStartEvent) {
      for (Event number = events.next();
          number.getEventId() != Event.ID.MappingEnd;
          number = events.next()) {
        add(number("number of a class", number, MOST), events.next());
      }
    } else {
      throw refusal(value, "The names must be a list or a map.");
    }
  }

  private void keypoints(Event key, Event value) {
    if (value instanceof SequenceStartEvent) {
      for (Event number = events.next();
          number.getEventId() != Event.ID.SequenceEnd;
          number = events.next()) {
        keypoints.add(number("number in " + KEYPOINTS, number, MOST_KEYPOINTS));
      }
    }
    if (keypoints.size() != 2) {
      throw refusal(key, "The " + KEYPOINTS + " must be a list of two numbers.");
    }
  }

  private YoloClasses classes() {
    return new YoloClasses(
        names, keypoints.isEmpty() ? 0 : (int) (keypoints.get(0) * keypoints.get(1)));
  }

  private static long number(String what, Event event, long most) {
    try {
      return Numbers.whole(what, text(event), 0, most);
    } catch (Refusal e) {
      throw refusal(event, String.valueOf(e.getMessage()));
    }
  }

  private void add(long number, Event name) {
    String text = text(name);
    if (text.isBlank()) {
      throw refusal(name, "The class " + number + " has no name.");
    }
    if (names.putIfAbsent(number, text) != null) {
      throw refusal(name, "The class " + number + " has two names.");
    }
  }

  private static String text(Event event) {
    if (event instanceof ScalarEvent scalar) {
      return scalar.getValue();
    }
    throw refusal(event, "A name must be text.");
  }

  private static Refusal refusal(Event at, String sentence) {
    return new Refusal(at.getStartMark().map(mark -> line(mark.getLine())).orElse(null), sentence);
  }

  /** Skips the rest of what starts with an event. */
  private void skip(Event start) {
    int depth = change(start);
    while (depth > 0) {
      Event event = events.next();
      depth += change(event);
      if (depth > DEEPEST) {
        throw refusal(event, "This is nested more than " + DEEPEST + " levels deep.");
      }
    }
  }

  private static int change(Event event) {
    return switch (event.getEventId()) {
      case SequenceStart, MappingStart -> 1;
      case SequenceEnd, MappingEnd -> -1;
      default -> 0;
    };
  }
}

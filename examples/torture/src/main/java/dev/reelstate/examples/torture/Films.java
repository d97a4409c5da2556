package dev.reelstate.examples.torture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All films so far, and what the nodes say about them. Thread-safe. */
final class Films {

  private final Report report;
  private final List<Film> films = new ArrayList<>();
  private final Map<String, Film> byLabel = new HashMap<>();

  Films(Report report) {
    this.report = report;
  }

  /** Adds the next film. */
  synchronized Film add(String node, Clip clip, boolean resumable) {
    Film film = new Film(films.size() + 1, node, clip, resumable);
    films.add(film);
    byLabel.put(film.label(), film);
    return film;
  }

  /** The films, in the order of their uploads. */
  synchronized List<Film> all() {
    return List.copyOf(films);
  }

  private synchronized Film film(String label) {
    Film film = byLabel.get(label);
    if (film == null) {
      throw new IllegalStateException("There is no " + label + ".");
    }
    return film;
  }

  /** Takes a line that a node printed. */
  void hear(String line) {
    String[] words = line.split(" ", 4);
    switch (words[0]) {
      case Node.DONE -> {
        report.count("done: " + words[1]);
        if (isUpload(words[1])) {
          film(words[2]).setStored();
        }
      }
      case Node.FAILED -> {
        report.count("not done: " + words[1] + ", " + words[3]);
        if (isUpload(words[1]) && words[3].equals("NOT_MEDIA")) {
          film(words[2]).setStored(); // a definite answer, too
        }
      }
      case Node.STARTED -> report.count("starts of nodes");
      default -> report.find("A node said: " + line);
    }
  }

  private static boolean isUpload(String what) {
    return what.equals(Node.INGEST) || what.equals(Node.UPLOAD);
  }
}

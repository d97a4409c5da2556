package dev.reelstate.processing;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.engine.Engine;
import dev.reelstate.spi.VideoStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks for work that nobody does, which needs an operator: steps that do not stop or that no node
 * knows, and events that a durable listener could not take.
 */
final class NeglectedWork {

  private static final Logger LOG = LoggerFactory.getLogger(NeglectedWork.class);

  private final VideoStore store;
  private final @Nullable Engine engine;

  NeglectedWork(VideoStore store, @Nullable Engine engine) {
    this.store = store;
    this.engine = engine;
  }

  /** The checks {@code steps} and {@code listeners}, as far as the database answers. */
  List<Health.Check> look() {
    try {
      return List.of(
          check("steps", stepProblems(), "Every step that is waited for can be run."),
          check("listeners", listenerProblems(), "No event is set aside."));
    } catch (ReelstateException e) {
      LOG.debug("The database does not say what is neglected", e);
      return List.of();
    }
  }

  private List<String> stepProblems() {
    List<String> problems = new ArrayList<>();
    Map<String, Integer> strays = engine == null ? Map.of() : engine.strays();
    Set<String> overrun = engine == null ? Set.of() : engine.overrunSteps();
    strays.forEach((step, count) ->
        problems.add("the step " + step + " ignores that it was told to stop, on " + count
            + (count == 1 ? " thread" : " threads")
            + (overrun.contains(step) ? ", and is no longer claimed here" : "")));
    new TreeMap<>(store.nodes().stranded())
        .forEach((step, count) -> problems.add("nobody can run the step " + step + ", for which "
            + count + (count == 1 ? " task waits" : " tasks wait")));
    return problems;
  }

  private List<String> listenerProblems() {
    List<String> problems = new ArrayList<>();
    new TreeMap<>(store.events().countSetAside())
        .forEach((name, count) -> problems.add(count + (count == 1 ? " event is" : " events are")
            + " set aside for the listener " + name));
    return problems;
  }

  private static Health.Check check(String name, List<String> problems, String fine) {
    if (problems.isEmpty()) {
      return Health.Check.ok(name, fine);
    }
    String all = String.join("; ", problems);
    return Health.Check.degraded(
        name, Character.toUpperCase(all.charAt(0)) + all.substring(1) + ".");
  }
}

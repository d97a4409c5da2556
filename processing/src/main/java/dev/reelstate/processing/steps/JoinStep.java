package dev.reelstate.processing.steps;

import dev.reelstate.processing.engine.WorkerStep;
import dev.reelstate.processing.media.JoinedPart;
import dev.reelstate.processing.media.Marks;
import dev.reelstate.processing.media.Quality;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.Part;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.reuse.Reuse;
import dev.reelstate.processing.steps.MediaWork.Made;
import dev.reelstate.processing.steps.RenderStep.PartReport;
import dev.reelstate.processing.worker.Json;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepResult;
import dev.reelstate.task.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes the outputs of a long film whose pictures were encoded in parts: joins the parts, and makes
 * the stills and the sound, which is never cut.
 */
final class JoinStep implements WorkerStep {

  /**
   * The input of the step.
   *
   * @param spec the outputs of the whole film
   * @param parts the parts in which pictures are encoded
   * @param skipped whether the parts had nothing to do, and no task; false if it was stored by an
   *     earlier release
   */
  record Input(RenderSpec spec, List<Part> parts, boolean skipped) {

    /** The names of the rungs that the parts have not encoded. */
    Set<String> adopted() {
      return parts.get(0).adopted();
    }
  }

  private final MediaWork work;

  JoinStep(MediaWork work) {
    this.work = work;
  }

  @Override
  public String name() {
    return Planner.JOIN;
  }

  @Override
  public Set<String> after() {
    return Set.of(Planner.RENDER);
  }

  @Override
  public Optional<Failure> workerFault() {
    return work.workerFault();
  }

  @Override
  public StepResult run(StepContext context) throws Exception {
    Input input = Json.read(context.claim().input(), Input.class);
    Reuse reuse = work.reuse(context, input.spec(), input.parts());
    if (isShort(input, reuse)) {
      return wholeFilm(context, input);
    }
    List<JoinedPart> parts = new ArrayList<>();
    for (int i = 0; i < input.parts().size(); i++) {
      parts.add(part(context, input, reuse, i));
    }
    JoinedFrames frames = JoinedFrames.of(context, input);
    RenderSpec spec = frames.spec().withCopying(reuse.spec().copying());
    Made joined = work.make(context, reuse, spec, parts);
    Reuse adopted = isWhole(joined) ? joined.reuse().uncut() : joined.reuse();
    RenderResult result = withReports(context, input, frames.addTo(joined.result()));
    Made made = new Made(adopted, result);
    return RenderedFiles.result(context, result, input.spec(), made.inventory(context));
  }

  /** Whether rungs had to be encoded again, at once, because their parts could not be joined. */
  private static boolean isWhole(Made joined) {
    Set<String> encoders = joined.result().encoders().keySet();
    return joined.reuse().encodedRungs().stream().anyMatch(encoders::contains);
  }

  /** Whether something was to be adopted, and is not there any more. */
  private static boolean isShort(Input input, Reuse reuse) {
    boolean lacksParts = input.skipped() && !reuse.needsNoParts();
    return lacksParts || reuse.encodedRungs().stream().anyMatch(input.adopted()::contains);
  }

  /** Makes everything in one pass, as if the film had never been cut. */
  private StepResult wholeFilm(StepContext context, Input input) throws Exception {
    Reuse reuse = work.reuse(context, input.spec(), List.of());
    Made made = work.make(context, reuse, reuse.spec(), List.of());
    return RenderedFiles.result(context, made.result(), input.spec(), made.inventory(context));
  }

  private static JoinedPart part(StepContext context, Input input, Reuse reuse, int number)
      throws IOException {
    Part part = input.parts().get(number);
    Map<String, Path> files = new HashMap<>();
    for (Rung rung : reuse.spec().inPart(part).rungs()) {
      if (reuse.encodedRungs().contains(rung.name())) {
        String name = JoinedPart.fileName(rung);
        files.put(rung.name(), context.intermediate(Planner.RENDER, number, name));
      }
    }
    return new JoinedPart(part, files);
  }

  /** Adds the reports of the parts to the result of the whole. */
  private static RenderResult withReports(StepContext context, Input input, RenderResult made)
      throws IOException {
    Map<String, String> encoders = new TreeMap<>(made.encoders());
    List<String> warnings = new ArrayList<>();
    List<Marks> seen = new ArrayList<>();
    Map<String, List<Quality>> compared = new TreeMap<>();
    Map<String, Long> cpu = new TreeMap<>(made.cpu());
    for (int i = 0; i < (input.skipped() ? 0 : input.parts().size()); i++) {
      Path file = context.intermediate(Planner.RENDER, i, RenderStep.REPORT);
      PartReport report = Json.read(Files.readString(file), PartReport.class);
      report.encoders().forEach(encoders::putIfAbsent);
      report.cpu().forEach((lane, millis) -> cpu.merge(lane, millis, Long::sum));
      report
          .quality()
          .forEach((rung, quality) ->
              compared.computeIfAbsent(rung, name -> new ArrayList<>()).add(quality));
      for (String warning : report.warnings()) {
        warnings.add("Part " + (i + 1) + ": " + warning);
      }
      if (report.marks() != null) {
        seen.add(report.marks());
      }
    }
    warnings.addAll(made.warnings());
    Marks heard = made.marks();
    Marks marks = heard == null || seen.isEmpty() ? heard : Marks.together(seen, heard.silent());
    return new RenderResult(
        made.outputs(),
        made.copying(),
        encoders,
        quality(made, compared),
        made.loudness(),
        marks,
        made.poster(),
        warnings,
        made.renditions(),
        cpu);
  }

  /** The quality of each rung; rungs that had to be encoded again were measured as a whole. */
  private static Map<String, Quality> quality(
      RenderResult made, Map<String, List<Quality>> compared) {
    Map<String, Quality> all = new TreeMap<>();
    compared.forEach((rung, parts) -> all.put(rung, Quality.together(parts)));
    all.putAll(made.quality());
    return all;
  }
}

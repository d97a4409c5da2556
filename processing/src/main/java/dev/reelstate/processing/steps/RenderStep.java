package dev.reelstate.processing.steps;

import dev.reelstate.processing.engine.WorkerStep;
import dev.reelstate.processing.media.Marks;
import dev.reelstate.processing.media.Quality;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.reuse.Reuse;
import dev.reelstate.processing.steps.MediaWork.Made;
import dev.reelstate.processing.worker.Json;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepResult;
import dev.reelstate.task.Failure;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the outputs of a file that no earlier run has made in one pass, or encodes the pictures of
 * one part of a long film for {@link JoinStep}.
 */
final class RenderStep implements WorkerStep {

  /** The file that holds the {@link PartReport}. */
  static final String REPORT = "part.json";

  /**
   * How a part was made.
   *
   * @param encoders the encoder of each rung, by the rung's name
   * @param quality how close each rung is to the source, if requested
   * @param warnings problems that did not spoil the part
   * @param marks the marks found in the part, or null if not requested
   * @param cpu processor time in milliseconds, by what it was spent on
   */
  record PartReport(
      Map<String, String> encoders,
      Map<String, Quality> quality,
      List<String> warnings,
      @Nullable Marks marks,
      Map<String, Long> cpu) {

    /** Reads what is missing in reports of earlier releases as not measured. */
    PartReport {
      quality = quality == null ? Map.of() : quality;
      cpu = cpu == null ? Map.of() : cpu;
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(RenderStep.class);

  private final MediaWork work;

  RenderStep(MediaWork work) {
    this.work = work;
  }

  @Override
  public String name() {
    return Planner.RENDER;
  }

  @Override
  public Set<String> after() {
    return Set.of(Planner.INSPECT);
  }

  @Override
  public Optional<Failure> workerFault() {
    return work.workerFault();
  }

  @Override
  public StepResult run(StepContext context) throws Exception {
    RenderSpec spec = Json.read(context.claim().input(), RenderSpec.class);
    return spec.part() == null
        ? whole(context, spec)
        : StepResult.kept(part(context, work.render(context, spec, List.of())));
  }

  private StepResult whole(StepContext context, RenderSpec spec) throws Exception {
    Reuse reuse = work.reuse(context, spec, List.of());
    Made made = work.make(context, reuse, reuse.spec(), List.of());
    return RenderedFiles.result(context, made.result(), spec, made.inventory(context));
  }

  private static List<String> part(StepContext context, RenderResult result) throws Exception {
    List<String> files = new ArrayList<>();
    result.outputs().forEach(output -> files.add(output.path()));
    result.warnings().forEach(warning -> LOG.warn("{}", warning));
    PartReport report = new PartReport(
        result.encoders(), result.quality(), result.warnings(), result.marks(), result.cpu());
    Files.writeString(context.outputFolder().resolve(REPORT), Json.write(report));
    files.add(REPORT);
    return files;
  }
}

package dev.reelstate.processing.steps;

import dev.reelstate.processing.engine.WorkerStep;
import dev.reelstate.processing.media.Marks;
import dev.reelstate.processing.media.Quality;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
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
 * Makes all outputs of a file in one pass, or encodes the pictures of one part of a long film for
 * {@link JoinStep}.
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
   */
  record PartReport(
      Map<String, String> encoders,
      Map<String, Quality> quality,
      List<String> warnings,
      @Nullable Marks marks) {

    /** Reads missing quality, as in reports of earlier releases, as not measured. */
    PartReport {
      quality = quality == null ? Map.of() : quality;
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
    RenderResult result = work.render(context, spec, List.of());
    return spec.part() == null
        ? RenderedFiles.result(context, result)
        : StepResult.kept(part(context, result));
  }

  private static List<String> part(StepContext context, RenderResult result) throws Exception {
    List<String> files = new ArrayList<>();
    result.outputs().forEach(output -> files.add(output.path()));
    result.warnings().forEach(warning -> LOG.warn("{}", warning));
    PartReport report =
        new PartReport(result.encoders(), result.quality(), result.warnings(), result.marks());
    Files.writeString(context.outputFolder().resolve(REPORT), Json.write(report));
    files.add(REPORT);
    return files;
  }
}

package dev.reelstate.processing;

import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.worker.Json;
import dev.reelstate.spi.Step;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepResult;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes all outputs of a file in one pass over it; or, of a long film, encodes the pictures of one part for {@link JoinStep}. */
final class RenderStep implements Step {

  /** What was seen in a part. */
  static final String MARKS = "marks.json";

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
  public StepResult run(StepContext context) throws Exception {
    RenderSpec spec = Json.read(context.claim().input(), RenderSpec.class);
    RenderResult result = work.render(context, spec);
    return spec.part() == null
        ? RenderedFiles.result(context, result)
        : StepResult.kept(part(context, result));
  }

  private static List<String> part(StepContext context, RenderResult result) throws Exception {
    List<String> files = new ArrayList<>();
    result.outputs().forEach(output -> files.add(output.path()));
    if (result.marks() != null) {
      Files.writeString(context.outputFolder().resolve(MARKS), Json.write(result.marks()));
      files.add(MARKS);
    }
    return files;
  }
}

package dev.reelstate.processing;

import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.worker.Json;
import dev.reelstate.spi.Step;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepResult;
import dev.reelstate.video.Artifact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes all outputs of a file in one pass over it. */
final class RenderStep implements Step {

  private static final Logger LOG = LoggerFactory.getLogger(RenderStep.class);

  private static final String REPORT = "render.json";
  private static final String MARKS = "marks.json";

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
    result.warnings().forEach(warning -> LOG.warn("{}", warning));
    List<StepResult.Output> outputs = new ArrayList<>();
    result.outputs().forEach(made -> outputs.add(output(made)));
    if (result.marks() != null) {
      outputs.add(json(context.outputFolder(), MARKS, Artifact.MARKS, result.marks()));
    }
    outputs.add(
        json(context.outputFolder(), REPORT, Artifact.RENDER_REPORT, RenderReport.of(result)));
    return StepResult.made(outputs);
  }

  private static StepResult.Output json(Path folder, String name, String kind, Object value)
      throws IOException {
    byte[] content = Json.write(value).getBytes(StandardCharsets.UTF_8);
    Files.write(folder.resolve(name), content);
    return StepResult.Output.file(name, kind, "application/json", content.length);
  }

  private static StepResult.Output output(RenderResult.Output made) {
    return new StepResult.Output(
        made.path(),
        made.kind(),
        made.name(),
        made.contentType(),
        made.width(),
        made.height(),
        made.duration(),
        made.bytes(),
        made.copied());
  }
}

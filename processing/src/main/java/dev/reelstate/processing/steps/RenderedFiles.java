package dev.reelstate.processing.steps;

import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.reuse.Inventory;
import dev.reelstate.processing.worker.Json;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepResult;
import dev.reelstate.video.Artifact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the result of a pass into the result of a step: the outputs, the marks, the render report
 * and the inventory.
 */
final class RenderedFiles {

  private static final Logger LOG = LoggerFactory.getLogger(RenderedFiles.class);
  private static final String MARKS = "marks.json";
  private static final String REPORT = "render.json";

  private RenderedFiles() {}

  static StepResult result(
      StepContext context, RenderResult made, RenderSpec spec, Inventory inventory)
      throws IOException {
    made.warnings().forEach(warning -> LOG.warn("{}", warning));
    List<StepResult.Output> outputs = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    for (RenderResult.Output output : made.outputs()) {
      if (output.kind().equals(RenderResult.SAMPLES)) {
        kept.add(output.path());
      } else {
        outputs.add(output(output));
      }
    }
    if (made.marks() != null) {
      outputs.add(json(context.outputFolder(), MARKS, Artifact.MARKS, made.marks()));
    }
    RenderReport report = RenderReport.of(made, spec.search());
    outputs.add(json(context.outputFolder(), REPORT, Artifact.RENDER_REPORT, report));
    outputs.add(json(context.outputFolder(), Inventory.FILE, Artifact.INVENTORY, inventory));
    return new StepResult(outputs, null, List.of(), false, kept);
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

package dev.reelstate.processing;

import dev.reelstate.processing.media.JoinedPart;
import dev.reelstate.processing.media.Marks;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.Part;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.worker.Json;
import dev.reelstate.spi.Step;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the outputs of a long film whose pictures were encoded in parts: joins these, does the sound, which is never cut, and the stills. */
final class JoinStep implements Step {

  /**
   * What it is told.
   *
   * @param spec what all of it is to be
   * @param parts in which parts pictures were encoded
   */
  record Input(RenderSpec spec, List<Part> parts) {}

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
  public StepResult run(StepContext context) throws Exception {
    Input input = Json.read(context.claim().input(), Input.class);
    List<JoinedPart> parts = new ArrayList<>();
    for (int i = 0; i < input.parts().size(); i++) {
      parts.add(part(context, input, i));
    }
    RenderResult made = work.join(context, input.spec(), parts);
    return RenderedFiles.result(context, withMarks(context, input, made));
  }

  private static JoinedPart part(StepContext context, Input input, int number) throws IOException {
    Part part = input.parts().get(number);
    Map<String, Path> files = new HashMap<>();
    for (Rung rung : input.spec().inPart(part).rungs()) {
      String name = JoinedPart.fileName(rung);
      files.put(rung.name(), context.intermediate(Planner.RENDER, number, name));
    }
    return new JoinedPart(part, files);
  }

  /** What was seen in the parts, beside what was heard in the whole. */
  private static RenderResult withMarks(StepContext context, Input input, RenderResult made)
      throws IOException {
    Marks heard = made.marks();
    if (heard == null) {
      return made;
    }
    List<Marks> seen = new ArrayList<>();
    for (int i = 0; i < input.parts().size(); i++) {
      Path file = context.intermediate(Planner.RENDER, i, RenderStep.MARKS);
      seen.add(Json.read(Files.readString(file), Marks.class));
    }
    return made.withMarks(Marks.together(seen, heard.silent()));
  }
}

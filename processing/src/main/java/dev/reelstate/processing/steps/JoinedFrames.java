package dev.reelstate.processing.steps;

import dev.reelstate.processing.frames.FrameMap;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderResult.Output;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.FrameSpec;
import dev.reelstate.processing.media.product.FrameMapFile;
import dev.reelstate.spi.StepContext;
import dev.reelstate.video.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Joins what the parts of a long film noted of its frames. */
final class JoinedFrames {

  private final StepContext context;
  private final JoinStep.Input input;
  private final Optional<FrameSpec> frames;
  private final List<FrameMap> maps = new ArrayList<>();

  private JoinedFrames(StepContext context, JoinStep.Input input) {
    this.context = context;
    this.input = input;
    this.frames = Optional.ofNullable(input.spec().extras().frames());
  }

  /** Reads what the parts noted, if anybody asks for it. */
  static JoinedFrames of(StepContext context, JoinStep.Input input) throws IOException {
    JoinedFrames joined = new JoinedFrames(context, input);
    if (joined.frames.isPresent() && !input.skipped()) {
      for (int i = 0; i < input.parts().size(); i++) {
        joined.maps.add(FrameMap.read(context.intermediate(Planner.RENDER, i, FrameSpec.MAP_FILE)));
      }
    }
    return joined;
  }

  /**
   * What the join has to make. Frames are sampled in the parts, which know from the packets which
   * number they begin with. If the pictures were others than the packets said, as in damaged files,
   * the numbers were wrong, and the frames are sampled again from the whole film.
   */
  RenderSpec spec() {
    return input.skipped() || isAsCounted() ? input.spec().withoutSamples() : input.spec();
  }

  private boolean isAsCounted() {
    long number = 0;
    for (int i = 0; i < maps.size(); i++) {
      if (number != input.parts().get(i).firstFrame()) {
        return false;
      }
      number += maps.get(i).size();
    }
    return true;
  }

  /**
   * Adds the map of the whole film to the result of the join, unless that had to decode the whole
   * film itself.
   */
  RenderResult addTo(RenderResult made) throws IOException {
    boolean there =
        made.outputs().stream().anyMatch(output -> output.kind().equals(Artifact.FRAME_MAP));
    if (frames.filter(FrameSpec::map).isEmpty() || there || input.skipped()) {
      return made;
    }
    FrameMap joined = FrameMap.joined(maps);
    byte[] map =
        FrameMapFile.located(joined, made.outputs(), context.outputFolder()).toJson();
    Files.write(context.outputFolder().resolve(FrameSpec.MAP_FILE), map);
    List<Output> outputs = new ArrayList<>(made.outputs());
    outputs.add(Output.of(
        Artifact.FRAME_MAP,
        FrameSpec.MAP_NAME,
        FrameSpec.MAP_FILE,
        "application/json",
        map.length));
    return made.with(outputs);
  }
}

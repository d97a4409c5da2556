package dev.reelstate.examples.check;

import dev.reelstate.processing.Operations.Workers;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Whether there is an encoder for H.264, which every ladder needs. */
final class EncodersCheck implements Check {

  @Override
  public String name() {
    return "encoders";
  }

  @Override
  public Set<String> needs() {
    return Set.of("natives");
  }

  @Override
  public String look(Installation installation) throws FaultException {
    Workers workers = Objects.requireNonNull(installation.workers());
    List<String> h264 =
        workers.encoders().stream().filter(name -> name.contains("264")).toList();
    if (h264.isEmpty()) {
      throw new FaultException(
          "No encoder for H.264 is present.", "Use the natives that this release was tested with.");
    }
    return "Encoders: " + String.join(", ", workers.encoders()) + ".";
  }
}

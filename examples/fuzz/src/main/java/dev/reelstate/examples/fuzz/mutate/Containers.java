package dev.reelstate.examples.fuzz.mutate;

import dev.reelstate.examples.fuzz.mutate.layout.Element;
import dev.reelstate.examples.fuzz.mutate.layout.Layout;
import dev.reelstate.processing.media.container.ContainerSniffer;
import java.util.Arrays;
import java.util.List;

/** Names containers as the platform does. */
public final class Containers {

  /** The name of those that the platform does not accept. */
  public static final String NONE = "none";

  private Containers() {}

  /** The container of a file, or {@link #NONE}. */
  public static String of(byte[] file) {
    int head = Math.min(file.length, ContainerSniffer.HEAD_BYTES);
    return ContainerSniffer.sniff(Arrays.copyOf(file, head)).orElse(NONE);
  }

  static List<Element> elements(byte[] file) {
    return Layout.of(of(file), file);
  }
}

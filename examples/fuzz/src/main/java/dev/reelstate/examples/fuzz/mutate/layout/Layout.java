package dev.reelstate.examples.fuzz.mutate.layout;

import java.util.List;
import java.util.Map;

/** Finds the elements of files of one format. Implementations must bear any bytes. */
@FunctionalInterface
public interface Layout {

  /** The most elements that are found in one file. */
  int MOST = 4000;

  /** The layouts, by the containers that the sniffer names. */
  Map<String, Layout> ALL = Map.of(
      "mp4", new IsoBoxes(),
      "matroska", new EbmlElements(),
      "webm", new EbmlElements(),
      "avi", new RiffChunks(),
      "wav", new RiffChunks(),
      "asf", new AsfObjects(),
      "flv", new FlvTags(),
      "flac", new FlacBlocks());

  /** The elements, each after the one around it. */
  List<Element> elements(byte[] file);

  /** The elements of a file; none if nothing is known about its container. */
  static List<Element> of(String container, byte[] file) {
    Layout layout = ALL.get(container);
    return layout == null ? List.of() : layout.elements(file);
  }
}

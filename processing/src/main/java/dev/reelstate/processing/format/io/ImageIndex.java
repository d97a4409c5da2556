package dev.reelstate.processing.format.io;

import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LabelledImage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds images by what other files call them: their ID, or their file without its extension. */
public final class ImageIndex {

  private final Map<String, LabelledImage> byId = new HashMap<>();
  private final Map<String, LabelledImage> byFile = new HashMap<>();
  private final Map<String, LabelledImage> byName = new HashMap<>();

  /** The images of data. */
  public ImageIndex(LabelledData data) {
    Set<String> ambiguous = new HashSet<>();
    for (LabelledImage image : data.images()) {
      byId.put(image.id(), image);
      String file = image.file();
      if (file != null) {
        byFile.putIfAbsent(stem(file), image);
        if (byName.putIfAbsent(name(stem(file)), image) != null) {
          ambiguous.add(name(stem(file)));
        }
      }
    }
    byName.keySet().removeAll(ambiguous);
  }

  /** The image of a name. */
  public Optional<LabelledImage> find(String name) {
    LabelledImage byPath = byFile.get(name);
    LabelledImage found = byPath != null ? byPath : byId.get(name);
    return Optional.ofNullable(found != null ? found : byName.get(name));
  }

  /** A path without its extension. */
  public static String stem(String file) {
    int dot = file.lastIndexOf('.');
    return dot > file.lastIndexOf('/') + 1 ? file.substring(0, dot) : file;
  }

  /** The last part of a path. */
  public static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}

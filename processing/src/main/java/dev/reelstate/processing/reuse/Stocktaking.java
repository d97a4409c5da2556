package dev.reelstate.processing.reuse;

import dev.reelstate.processing.media.Adoption.Product;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderResult.Output;
import dev.reelstate.processing.media.RenditionFacts;
import dev.reelstate.processing.media.packaging.SegmentFiles;
import dev.reelstate.processing.reuse.Inventory.Item;
import dev.reelstate.processing.reuse.Reuse.Found;
import dev.reelstate.video.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes down what a run has made, for later ones. Used once. */
public final class Stocktaking {

  private static final Map<String, Product> PRODUCTS = Map.ofEntries(
      Map.entry(Artifact.POSTER, Product.POSTER),
      Map.entry(Artifact.STORYBOARD, Product.STORYBOARD),
      Map.entry(Artifact.STORYBOARD_CUES, Product.STORYBOARD),
      Map.entry(Artifact.PREVIEW, Product.PREVIEW),
      Map.entry(Artifact.MP4, Product.MP4),
      Map.entry(Artifact.SOUND, Product.SOUND),
      Map.entry(Artifact.WAVEFORM, Product.WAVEFORM),
      Map.entry(Artifact.WAVEFORM_DATA, Product.WAVEFORM),
      Map.entry(Artifact.FRAME_MAP, Product.FRAME_MAP));

  private final Reuse reuse;
  private final RenderResult all;
  private final Path folder;

  private Stocktaking(Reuse reuse, RenderResult all, Path folder) {
    this.reuse = reuse;
    this.all = all;
    this.folder = folder;
  }

  /**
   * The inventory of a run.
   *
   * @param all its outputs, adopted ones included
   * @param folder the folder with their files
   */
  public static Inventory of(Reuse reuse, RenderResult all, Path folder) throws IOException {
    return new Stocktaking(reuse, all, folder).inventory();
  }

  private Inventory inventory() throws IOException {
    return new Inventory(
        keys(),
        items(),
        reuse.from().spec().copying(),
        all.copying(),
        all.renditions(),
        all.encoders(),
        all.quality(),
        all.loudness(),
        all.marks(),
        all.poster(),
        all.warnings(),
        reuse.from().parts(),
        all.cpu());
  }

  /** Nothing is adopted under another key than the one that it was made with. */
  private Map<String, String> keys() {
    Map<String, String> keys = new HashMap<>(reuse.from().keys(all.copying()));
    reuse.found().forEach((name, there) -> {
      String key = there.run().inventory().keys().get(name);
      keys.computeIfPresent(name, (same, wanted) -> wanted.equals(key) ? wanted : null);
    });
    return keys;
  }

  private Map<String, Item> items() throws IOException {
    Map<String, List<Output>> byName = new LinkedHashMap<>();
    for (Output output : all.outputs()) {
      String name = output.kind().equals(Artifact.HLS_RENDITION)
          ? OutputKeys.rendition(output.name())
          : PRODUCTS.containsKey(output.kind())
              ? OutputKeys.product(Objects.requireNonNull(PRODUCTS.get(output.kind())))
              : null;
      if (name != null) {
        byName.computeIfAbsent(name, unused -> new ArrayList<>()).add(output);
      }
    }
    Map<String, Item> items = new HashMap<>();
    for (Map.Entry<String, List<Output>> one : byName.entrySet()) {
      List<String> files = files(one.getValue());
      if (files.stream().allMatch(file -> Files.isRegularFile(folder.resolve(file)))) {
        items.put(one.getKey(), item(one.getKey(), one.getValue(), files));
      }
    }
    return items;
  }

  private List<String> files(List<Output> outputs) {
    Output first = outputs.get(0);
    RenditionFacts facts = all.renditions().get(first.name());
    if (!first.kind().equals(Artifact.HLS_RENDITION) || facts == null) {
      return outputs.stream().map(Output::path).toList();
    }
    String rendition = first.path().substring(0, first.path().lastIndexOf('/') + 1);
    List<String> files = new ArrayList<>();
    files.add(rendition + SegmentFiles.INIT);
    for (int i = 0; i < facts.starts().size(); i++) {
      files.add(rendition + SegmentFiles.name(i));
    }
    return files;
  }

  /** What was adopted was read when it was verified; only the map of the frames was changed. */
  private Item item(String name, List<Output> outputs, List<String> files) throws IOException {
    Found there = reuse.found().get(name);
    boolean isMap = name.equals(OutputKeys.product(Product.FRAME_MAP));
    if (there != null && there.item() != null && !isMap) {
      return new Item(outputs, files, there.item().bytes(), there.item().checksum());
    }
    Checksums.Sum sum = Checksums.of(folder, files);
    return new Item(outputs, files, sum.bytes(), sum.checksum());
  }
}

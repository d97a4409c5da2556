package dev.reelstate.processing.reuse;

import dev.reelstate.processing.media.Adoption;
import dev.reelstate.processing.media.Adoption.Product;
import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.PresentNatives;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.Part;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.RenditionFacts;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.Original;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run of a video adopts from earlier ones, and what it makes. Immutable.
 *
 * @param from what the run starts from
 * @param spec what it makes of it, with the copying that earlier runs found possible
 * @param keys what each thing is made from, by its name
 * @param found where the things that are adopted are, by the same names
 * @param pictures the storage keys of the files with the packets of the largest rung, if an MP4
 *     file is made anew of them; else empty
 */
public record Reuse(
    Request from,
    RenderSpec spec,
    Map<String, String> keys,
    Map<String, Found> found,
    List<String> pictures) {

  /**
   * What a run starts from.
   *
   * @param original the original
   * @param media its facts
   * @param spec the outputs of the whole film
   * @param parts the parts in which rungs are encoded; fewer than two if they are encoded at once
   * @param natives what a worker here has
   */
  public record Request(
      Original original,
      MediaInfo media,
      RenderSpec spec,
      List<Part> parts,
      PresentNatives natives) {

    /** Copies the list. */
    public Request {
      parts = List.copyOf(parts);
    }

    /** The keys of everything, if these streams are copied. */
    Map<String, String> keys(Copying copying) {
      return OutputKeys.of(
          original.sha256(), media, spec.withCopying(copying.checked(null)), parts, natives);
    }
  }

  /**
   * Where something is that is adopted.
   *
   * @param run the run that has made it
   * @param item its files, or null if the inventory itself has it
   */
  public record Found(EarlierRun run, Inventory.@Nullable Item item) {}

  /** Copies the collections. */
  public Reuse {
    keys = Map.copyOf(keys);
    found = Map.copyOf(found);
    pictures = List.copyOf(pictures);
  }

  /** Chooses what to adopt by the names and sizes of files, as is enough for a plan. */
  public static Reuse planned(Request request, List<EarlierRun> runs, MediaStorage storage)
      throws IOException {
    return Choice.of(request, runs, (run, item) -> Checksums.areThere(run, item, storage));
  }

  /** Chooses what to adopt by the content of files, which are read for it. */
  public static Reuse verified(Request request, List<EarlierRun> runs, MediaStorage storage)
      throws IOException {
    return Choice.of(request, runs, (run, item) -> Checksums.areSound(run, item, storage));
  }

  /**
   * What was adopted in the end: nothing, if the pictures could not be copied after all, since the
   * pass then makes everything.
   */
  public Reuse after(RenderResult made) {
    boolean isRefused = spec.copying().copiesVideo() && !made.copying().copiesVideo();
    return isRefused ? new Reuse(from, spec, keys, Map.of(), List.of()) : this;
  }

  /** The same, where the film turned out to be encoded at once rather than in parts. */
  public Reuse uncut() {
    Request whole =
        new Request(from.original(), from.media(), from.spec(), List.of(), from.natives());
    return new Reuse(whole, spec, keys, found, pictures);
  }

  /** Whether something is adopted. */
  boolean isFound(Product product) {
    return found.containsKey(OutputKeys.product(product));
  }

  /** Whether a rung or a sound rendition is adopted. */
  boolean isFound(String rendition) {
    return found.containsKey(OutputKeys.rendition(rendition));
  }

  /** The names of the things that have to be made. */
  public Set<String> missing() {
    Set<String> missing = new LinkedHashSet<>(keys.keySet());
    missing.removeAll(found.keySet());
    missing.removeAll(OutputKeys.INNER);
    return missing;
  }

  /** The names of the rungs that are not encoded. */
  public Set<String> adoptedRungs() {
    Set<String> names = new LinkedHashSet<>();
    for (Rung rung : spec.rungs()) {
      boolean isLargest = rung.equals(spec.rungs().get(0));
      boolean inFile = !spec.hls() && (isFound(Product.MP4) || (isLargest && !pictures.isEmpty()));
      if (isFound(rung.name()) || inFile) {
        names.add(rung.name());
      }
    }
    return names;
  }

  /** Whether the parts of a long film have nothing to do. */
  public boolean needsNoParts() {
    RenderSpec.FrameSpec frames = spec.extras().frames();
    boolean samples = frames != null && frames.sampled() != null;
    boolean isMapMissing = frames != null && frames.map() && !isFound(Product.FRAME_MAP);
    boolean areMarksMissing = spec.extras().marks() && !isFound(Product.PICTURE_MARKS);
    return !samples && !isMapMissing && !areMarksMissing && encodedRungs().isEmpty();
  }

  /** The names of the rungs that have to be encoded. */
  public Set<String> encodedRungs() {
    Set<String> names = new LinkedHashSet<>();
    List<Rung> rungs = spec.rungs();
    int copied = spec.copying().copiesVideo() && !rungs.isEmpty() ? 1 : 0;
    rungs.subList(copied, rungs.size()).forEach(rung -> names.add(rung.name()));
    names.removeAll(adoptedRungs());
    return names;
  }

  /**
   * What the pass need not make.
   *
   * @param pictureFiles the files of {@link #pictures}
   */
  public Adoption adoption(List<Path> pictureFiles) {
    Set<Product> outputs = EnumSet.noneOf(Product.class);
    for (Product product : Product.values()) {
      if (isFound(product)) {
        outputs.add(product);
      }
    }
    return new Adoption(renditions(), outputs, pictureFiles);
  }

  private Map<String, RenditionFacts> renditions() {
    Map<String, RenditionFacts> facts = new HashMap<>();
    spec.rungs().forEach(rung -> addFacts(facts, rung.name()));
    spec.sounds().forEach(sound -> addFacts(facts, sound.name()));
    return facts;
  }

  private void addFacts(Map<String, RenditionFacts> facts, String name) {
    Found there = found.get(OutputKeys.rendition(name));
    if (there != null) {
      facts.put(
          name, Objects.requireNonNull(there.run().inventory().renditions().get(name)));
    }
  }

  /** The runs that something is adopted from. */
  Set<EarlierRun> sources() {
    Map<String, EarlierRun> sources = new LinkedHashMap<>();
    found.values().forEach(one -> sources.put(one.run().prefix(), one.run()));
    return new LinkedHashSet<>(sources.values());
  }
}

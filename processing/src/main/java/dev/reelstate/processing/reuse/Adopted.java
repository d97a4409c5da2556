package dev.reelstate.processing.reuse;

import dev.reelstate.processing.frames.FrameMap;
import dev.reelstate.processing.media.Adoption.Product;
import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.Loudness;
import dev.reelstate.processing.media.Marks;
import dev.reelstate.processing.media.Quality;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderResult.Output;
import dev.reelstate.processing.media.RenderResult.PosterChoice;
import dev.reelstate.processing.media.product.FrameMapFile;
import dev.reelstate.processing.reuse.Inventory.Item;
import dev.reelstate.processing.reuse.Reuse.Found;
import dev.reelstate.processing.worker.RenderedFolder;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.MediaStorage.LocalFile;
import dev.reelstate.video.Artifact;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Adds what is adopted to what a pass has made. Files of earlier runs become hard links, where the
 * file system can, else copies: both stay whatever becomes of the earlier run. No worker is alive
 * that could write to them by then.
 */
public final class Adopted {

  private static final String FRAME_MAP = OutputKeys.product(Product.FRAME_MAP);

  private final Reuse reuse;
  private final MediaStorage storage;

  /** Creates the completion of a pass. */
  public Adopted(Reuse reuse, MediaStorage storage) {
    this.reuse = reuse;
    this.storage = storage;
  }

  /**
   * The outputs of the run: those of the pass, and those that are adopted, whose files are now in
   * the output folder as well.
   */
  public RenderResult with(RenderResult made, Path folder) throws IOException {
    for (Found there : reuse.found().values()) {
      if (there.item() != null && !there.equals(reuse.found().get(FRAME_MAP))) {
        bring(there.run(), there.item(), folder);
      }
    }
    return new RenderResult(
        outputs(made, folder),
        copying(made.copying()),
        encoders(made),
        quality(made),
        loudness(made),
        marks(made.marks()),
        poster(made),
        warnings(made),
        made.renditions(),
        cpu(made));
  }

  private void bring(EarlierRun run, Item item, Path folder) throws IOException {
    for (String file : item.files()) {
      Path target = folder.resolve(file);
      Files.createDirectories(target.getParent());
      try (LocalFile local = storage.local(run.key(file))) {
        link(local.path(), target);
      }
    }
  }

  private void link(Path file, Path target) throws IOException {
    try {
      Files.createLink(target, file);
    } catch (UnsupportedOperationException | FileSystemException e) {
      // Another volume, too many links or a file system without them; a copy fails if neither.
      storage.requireRoom(Files.size(file));
      Files.copy(file, target);
    }
  }

  private List<Output> outputs(RenderResult made, Path folder) throws IOException {
    List<Output> outputs = new ArrayList<>();
    for (Output output : made.outputs()) {
      outputs.add(
          switch (output.kind()) {
            case Artifact.HLS -> RenderedFolder.packaged(folder, output);
            case Artifact.HLS_RENDITION -> RenderedFolder.packaged(folder, lasting(output));
            default -> output;
          });
    }
    for (Product product : Product.values()) {
      Found there = reuse.found().get(OutputKeys.product(product));
      if (there != null && there.item() != null) {
        outputs.addAll(
            product == Product.FRAME_MAP
                ? List.of(frameMap(there, outputs, folder))
                : there.item().outputs());
      }
    }
    return outputs;
  }

  /** The map of the frames with their places in the renditions that the package has now. */
  private Output frameMap(Found there, List<Output> outputs, Path folder) throws IOException {
    Item item = Objects.requireNonNull(there.item());
    FrameMap map;
    try (InputStream bytes = storage.open(there.run().key(item.files().get(0)), 0)) {
      map = FrameMap.read(bytes).withoutRungs();
    }
    byte[] located = FrameMapFile.located(map, outputs, folder).toJson();
    Files.write(folder.resolve(item.files().get(0)), located);
    return item.outputs().get(0).of(1, located.length);
  }

  /** An adopted rendition lasts as long as it did when its segments were read. */
  private Output lasting(Output rendition) {
    Found there = reuse.found().get(OutputKeys.rendition(rendition.name()));
    Item item = there == null ? null : there.item();
    Duration duration = item == null ? null : item.outputs().get(0).duration();
    return duration == null ? rendition : rendition.lasting(duration);
  }

  private Copying copying(Copying made) {
    boolean isUnchecked = made.check() == null && made.copiesVideo();
    return isUnchecked
        ? reuse.sources().stream()
            .map(run -> run.inventory().copying())
            .filter(earlier -> earlier.check() != null)
            .findFirst()
            .map(earlier -> made.checked(earlier.check()))
            .orElse(made)
        : made;
  }

  private Map<String, String> encoders(RenderResult made) {
    Map<String, String> all = new TreeMap<>(made.encoders());
    for (String rung : reuse.adoptedRungs()) {
      for (EarlierRun run : reuse.sources()) {
        String encoder = run.inventory().encoders().get(rung);
        if (encoder != null) {
          all.putIfAbsent(rung, encoder);
        }
      }
    }
    return all;
  }

  private Map<String, Quality> quality(RenderResult made) {
    Map<String, Quality> all = new TreeMap<>(made.quality());
    for (String rung : reuse.spec().extras().quality() ? reuse.adoptedRungs() : Set.<String>of()) {
      Found there = reuse.found().get(OutputKeys.rendition(rung));
      Quality measured =
          there == null ? null : there.run().inventory().quality().get(rung);
      if (measured != null) {
        all.putIfAbsent(rung, measured);
      }
    }
    return all;
  }

  private @Nullable Loudness loudness(RenderResult made) {
    Found heard = reuse.found().get(OutputKeys.HEARD);
    return made.loudness() != null || heard == null
        ? made.loudness()
        : heard.run().inventory().loudness();
  }

  private @Nullable PosterChoice poster(RenderResult made) {
    Found there = reuse.found().get(OutputKeys.product(Product.POSTER));
    return there == null ? made.poster() : there.run().inventory().poster();
  }

  private @Nullable Marks marks(@Nullable Marks made) {
    if (made == null) {
      return null;
    }
    Marks seen = earlier(Product.PICTURE_MARKS, made);
    Marks heard = earlier(Product.SILENCES, made);
    return new Marks(seen.scenes(), seen.black(), seen.frozen(), heard.silent(), seen.seen());
  }

  private Marks earlier(Product product, Marks made) {
    Found there = reuse.found().get(OutputKeys.product(product));
    Marks earlier = there == null ? null : there.run().inventory().marks();
    return earlier == null ? made : earlier;
  }

  private List<String> warnings(RenderResult made) {
    Set<String> all = new LinkedHashSet<>();
    reuse.sources().forEach(run -> all.addAll(run.inventory().warnings()));
    all.addAll(made.warnings());
    return List.copyOf(all);
  }

  /** What reading and decoding cost is remembered of the run that decoded most. */
  private Map<String, Long> cpu(RenderResult made) {
    Map<String, Long> all = new TreeMap<>(made.cpu());
    reuse
        .sources()
        .forEach(run ->
            run.inventory().cpu().forEach((lane, millis) -> all.merge(lane, millis, Math::max)));
    return all;
  }
}

package dev.reelstate.processing.reuse;

import dev.reelstate.processing.media.Adoption.Product;
import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.reuse.Inventory.Item;
import dev.reelstate.processing.reuse.Reuse.Found;
import dev.reelstate.processing.reuse.Reuse.Request;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Chooses what a run adopts: whatever has the right key and is there. Used once. */
final class Choice {

  /** Whether the files of an item can be used. */
  interface Check {
    boolean holds(EarlierRun run, Item item) throws IOException;
  }

  private final Request request;
  private final List<EarlierRun> runs;
  private final Check check;
  private final RenderSpec spec;
  private final Map<String, String> keys;
  private final Map<String, Found> found = new HashMap<>();

  private Choice(Request request, List<EarlierRun> runs, Check check) {
    this.request = request;
    this.runs = runs;
    this.check = check;
    Copying copying = copying();
    this.spec = request.spec().withCopying(copying);
    this.keys = request.keys(copying);
  }

  static Reuse of(Request request, List<EarlierRun> runs, Check check) throws IOException {
    return new Choice(request, runs, check).choose();
  }

  /** What turned out when the same was tried before will turn out again. */
  private Copying copying() {
    Copying asked = request.spec().copying();
    String base = request.keys(asked).get(OutputKeys.BASE);
    return runs.stream()
        .map(EarlierRun::inventory)
        .filter(run -> Objects.equals(base, run.keys().get(OutputKeys.BASE)))
        .filter(run -> run.asked().equals(asked))
        .map(run -> run.copying().checked(null))
        .findFirst()
        .orElse(asked);
  }

  private Reuse choose() throws IOException {
    for (Map.Entry<String, String> wanted : keys.entrySet()) {
      Found there = find(wanted.getKey(), wanted.getValue());
      if (there != null) {
        found.put(wanted.getKey(), there);
      }
    }
    dropRungsWithoutQuality();
    List<String> pictures = pictures();
    dropWhatTheMp4Needs();
    return new Reuse(request, spec, keys, found, pictures);
  }

  private @Nullable Found find(String name, String key) throws IOException {
    for (EarlierRun run : runs) {
      Inventory inventory = run.inventory();
      if (key.equals(inventory.keys().get(name))) {
        Item item = inventory.items().get(name);
        boolean usable = item == null
            ? isInInventory(name, inventory)
            : isDescribed(name, inventory) && check.holds(run, item);
        if (usable) {
          return new Found(run, item);
        }
      }
    }
    return null;
  }

  /** Playlists of a rendition cannot be written without what they say of it. */
  private static boolean isDescribed(String name, Inventory inventory) {
    return inventory.renditions().keySet().stream()
            .anyMatch(rendition -> OutputKeys.rendition(rendition).equals(name))
        || !OutputKeys.isRendition(name);
  }

  private static boolean isInInventory(String name, Inventory inventory) {
    return (OutputKeys.isMark(name) && inventory.marks() != null)
        || (name.equals(OutputKeys.HEARD) && inventory.loudness() != null);
  }

  /** A rung whose quality is to be measured has to be encoded for it. */
  private void dropRungsWithoutQuality() {
    if (!spec.extras().quality()) {
      return;
    }
    for (Rung rung : notCopied()) {
      Found there = found.get(OutputKeys.rendition(rung.name()));
      if (there != null && !there.run().inventory().quality().containsKey(rung.name())) {
        found.remove(OutputKeys.rendition(rung.name()));
      }
    }
  }

  private List<Rung> notCopied() {
    List<Rung> rungs = spec.rungs();
    return copiesVideo() ? rungs.subList(1, rungs.size()) : rungs;
  }

  private boolean copiesVideo() {
    return spec.copying().copiesVideo() && !spec.rungs().isEmpty();
  }

  private boolean isMissing(Product product) {
    String name = OutputKeys.product(product);
    return keys.containsKey(name) && !found.containsKey(name);
  }

  /**
   * The storage keys of the packets for an MP4 file that is made anew: those of the largest rung of
   * the package or, without one, those of an earlier file with other sound.
   */
  private List<String> pictures() throws IOException {
    String wanted = keys.get(OutputKeys.PICTURES);
    if (!isMissing(Product.MP4) || wanted == null || copiesVideo()) {
      return List.of();
    }
    if (spec.hls()) {
      Found largest = found.get(OutputKeys.rendition(spec.rungs().get(0).name()));
      return largest == null
          ? List.of()
          : Objects.requireNonNull(largest.item()).files().stream()
              .map(largest.run()::key)
              .toList();
    }
    for (EarlierRun run : runs) {
      Item file = run.inventory().items().get(OutputKeys.product(Product.MP4));
      boolean isAlike = wanted.equals(run.inventory().keys().get(OutputKeys.PICTURES));
      if (file != null && isAlike && check.holds(run, file)) {
        return file.files().stream().map(run::key).toList();
      }
    }
    return List.of();
  }

  /**
   * Copying costs little, and the places at which a copied rung is cut decide where others are, so
   * it is copied again with them. The main sound is encoded again for a file that shares it.
   */
  private void dropWhatTheMp4Needs() {
    boolean encodes = notCopied().stream()
        .anyMatch(rung -> !found.containsKey(OutputKeys.rendition(rung.name())));
    boolean isMp4Missing = isMissing(Product.MP4);
    if (copiesVideo() && (isMp4Missing || (spec.hls() && encodes))) {
      found.remove(OutputKeys.rendition(spec.rungs().get(0).name()));
    }
    boolean needsSound = isMp4Missing || isMissing(Product.SOUND);
    if (needsSound && !spec.sounds().isEmpty()) {
      found.remove(OutputKeys.rendition(spec.sounds().get(0).name()));
    }
  }
}

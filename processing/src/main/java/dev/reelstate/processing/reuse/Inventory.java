package dev.reelstate.processing.reuse;

import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.Loudness;
import dev.reelstate.processing.media.Marks;
import dev.reelstate.processing.media.Quality;
import dev.reelstate.processing.media.RenderResult.Output;
import dev.reelstate.processing.media.RenderResult.PosterChoice;
import dev.reelstate.processing.media.RenderSpec.Part;
import dev.reelstate.processing.media.RenditionFacts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a video has made, kept with its outputs as JSON. A plain value; immutable.
 *
 * @param keys what each thing was made from, by its name: see {@link OutputKeys}
 * @param items the things that have files, by the same names
 * @param asked which streams were to be copied, as far as the inspection could tell
 * @param copying which streams were copied
 * @param renditions what playlists say of the renditions of the package, by their names
 * @param encoders the encoder of each rung that was encoded, by the rung's name
 * @param quality the measured quality of rungs, by their names
 * @param loudness the loudness of the main sound, or null if it was not decoded
 * @param marks the marks, or null if they were not requested
 * @param poster how the poster was chosen, or null if there is none of the film
 * @param warnings what did not spoil the outputs, one sentence each
 * @param parts the parts in which rungs were encoded; fewer than two if they were encoded at once
 * @param cpu processor time in milliseconds, by what it was spent on
 */
public record Inventory(
    Map<String, String> keys,
    Map<String, Item> items,
    Copying asked,
    Copying copying,
    Map<String, RenditionFacts> renditions,
    Map<String, String> encoders,
    Map<String, Quality> quality,
    @Nullable Loudness loudness,
    @Nullable Marks marks,
    @Nullable PosterChoice poster,
    List<String> warnings,
    List<Part> parts,
    Map<String, Long> cpu) {

  /** The name of the file, in the folder of the run's outputs. */
  public static final String FILE = "inventory.json";

  /** Copies the collections. */
  public Inventory {
    keys = Map.copyOf(keys);
    items = Map.copyOf(items);
    renditions = Map.copyOf(renditions);
    encoders = Map.copyOf(encoders);
    quality = Map.copyOf(quality);
    warnings = List.copyOf(warnings);
    parts = List.copyOf(parts);
    cpu = Map.copyOf(cpu);
  }

  /**
   * Something that is adopted as a whole.
   *
   * @param outputs what it is to those who look for artifacts
   * @param files the paths of its files, relative to the folder of the run's outputs; without the
   *     playlists of a rendition, which depend on the others
   * @param bytes the size of these files
   * @param checksum the CRC-32C of their content, one after the other
   */
  public record Item(List<Output> outputs, List<String> files, long bytes, long checksum) {

    /** Copies the lists. */
    public Item {
      outputs = List.copyOf(outputs);
      files = List.copyOf(files);
    }
  }
}

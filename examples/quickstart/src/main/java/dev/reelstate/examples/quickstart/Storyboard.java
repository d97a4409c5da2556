package dev.reelstate.examples.quickstart;

import dev.reelstate.video.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A sprite and its tiles. The page embeds the tile positions, because a browser does not let a page
 * on disk read another file.
 *
 * @param sprite link to the image
 * @param tileWidth of the first tile, in pixels
 * @param tileHeight of the first tile, in pixels
 * @param last index of the last tile, from 0
 * @param tiles start in seconds, x and y of each tile, as a JSON list of lists
 */
record Storyboard(String sprite, int tileWidth, int tileHeight, int last, String tiles) {

  private static final Pattern CUE = Pattern.compile(
      "(?:(\\d+):)?(\\d+):(\\d+\\.\\d+) --> [^\\n]*\\n[^\\n]*#xywh=(\\d+),(\\d+),(\\d+),(\\d+)");

  private record Tile(double start, int x, int y, int width, int height) {

    static Tile of(MatchResult cue) {
      double hours = cue.group(1) == null ? 0 : Double.parseDouble(cue.group(1));
      return new Tile(
          hours * 3600 + Double.parseDouble(cue.group(2)) * 60 + Double.parseDouble(cue.group(3)),
          Integer.parseInt(cue.group(4)),
          Integer.parseInt(cue.group(5)),
          Integer.parseInt(cue.group(6)),
          Integer.parseInt(cue.group(7)));
    }

    @Override
    public String toString() {
      return "[" + start + "," + x + "," + y + "]";
    }
  }

  /** Reads the cues, if there is a storyboard. */
  static Optional<Storyboard> of(List<Artifact> artifacts, OutputFolder folder) {
    Optional<Artifact> sprite = find(artifacts, Artifact.STORYBOARD);
    Optional<Artifact> cues = find(artifacts, Artifact.STORYBOARD_CUES);
    if (sprite.isEmpty() || cues.isEmpty()) {
      return Optional.empty();
    }
    List<Tile> tiles = tiles(folder.file(cues.get()));
    if (tiles.isEmpty()) {
      return Optional.empty();
    }
    String list = tiles.stream().map(Tile::toString).collect(Collectors.joining(",", "[", "]"));
    Tile first = tiles.get(0);
    return Optional.of(new Storyboard(
        OutputFolder.pathOf(sprite.get()), first.width(), first.height(), tiles.size() - 1, list));
  }

  private static Optional<Artifact> find(List<Artifact> artifacts, String kind) {
    return artifacts.stream().filter(artifact -> artifact.kind().equals(kind)).findFirst();
  }

  private static List<Tile> tiles(Path cues) {
    try {
      return CUE.matcher(Files.readString(cues)).results().map(Tile::of).toList();
    } catch (IOException e) {
      return List.of(); // it was removed: a page without it is better than none
    }
  }
}

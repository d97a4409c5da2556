package dev.reelstate.processing.worker.library;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A jar or a folder of classes, which may lie inside another jar. Class loaders name such places in
 * many ways, such as {@code file:/a.jar}, {@code jar:file:/app.jar!/lib/a.jar!/},
 * {@code jar:nested:/app.jar/!BOOT-INF/lib/a.jar!/} or
 * {@code war:file:/app.war*}{@code /WEB-INF/lib/a.jar}.
 *
 * @param file a file or a folder that exists
 * @param inside the way into it: entry by entry, each inside the one before; empty for the file
 *     itself
 */
public record NestedPath(Path file, List<String> inside) {

  /** At least two letters: a single one is a drive of Windows. */
  private static final Pattern SCHEMES = Pattern.compile("(?:[A-Za-z][A-Za-z0-9+.-]+:)*");

  private static final Pattern INTO = Pattern.compile("/?!/?|\\*/");

  /** Reads a location; empty if it does not lie in a file or folder that exists. */
  static Optional<NestedPath> of(String location) {
    Matcher schemes = SCHEMES.matcher(location);
    String path = schemes.lookingAt() ? location.substring(schemes.end()) : location;
    for (Matcher into = INTO.matcher(path); into.find(); ) {
      Optional<Path> jar = existing(path.substring(0, into.start())).filter(Files::isRegularFile);
      if (jar.isPresent()) {
        return Optional.of(new NestedPath(jar.get(), entries(path.substring(into.end()))));
      }
    }
    return existing(path).map(file -> new NestedPath(file, List.of()));
  }

  private static List<String> entries(String path) {
    return Stream.of(INTO.split(path))
        .map(NestedPath::decoded)
        .filter(entry -> !entry.isEmpty())
        .toList();
  }

  private static Optional<Path> existing(String path) {
    try {
      return Optional.of(Path.of(new URI("file:" + path))).filter(Files::exists);
    } catch (URISyntaxException e) {
      return Optional.of(Path.of(path)).filter(Files::exists); // some loaders do not encode
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not an absolute path
    }
  }

  private static String decoded(String entry) {
    try {
      return new URI("file:/" + entry).getPath().substring(1);
    } catch (URISyntaxException e) {
      return entry;
    }
  }
}

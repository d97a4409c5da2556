package dev.reelstate.jdbc.script;

import dev.reelstate.jdbc.dialect.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The scripts that create the schema on one database, read without Flyway.
 * {@code V1.1__queue_indexes.sql} migrates to version 1.1, and {@code U1.1__queue_indexes.down}
 * next to it rolls that back. Down scripts do not end in {@code .sql}, which would confuse Flyway.
 * Immutable and thread-safe.
 *
 * @param folders the folders on the class path
 * @param words the placeholders of the scripts, as in <code>${word}</code>, with their values on
 *     this database
 */
public record MigrationFiles(List<String> folders, Map<String, String> words) {

  private static final String ROOT = "dev/reelstate/jdbc/migration/";
  private static final String PLACEHOLDER = "flyway.placeholders.";
  private static final Pattern NAME = Pattern.compile("([VU])([0-9._]+)__\\w+\\.(?:sql|down)");

  /** A script. */
  public record Script(String name, boolean up, Version version, String text) {}

  public static MigrationFiles of(Dialect dialect) {
    String indexes = dialect.hasPartialIndexes() ? "partial-indexes" : "whole-indexes";
    return new MigrationFiles(List.of(ROOT + "common", ROOT + indexes), types(dialect));
  }

  /** The database's values for the placeholders. The build reads the same file. */
  private static Map<String, String> types(Dialect dialect) {
    Properties types = new Properties();
    try {
      types.load(new StringReader(
          read(ROOT + "types/" + dialect.name().toLowerCase(Locale.ROOT) + ".conf")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> words = new HashMap<>();
    types
        .stringPropertyNames()
        .forEach(name -> words.put(name.substring(PLACEHOLDER.length()), types.getProperty(name)));
    return words;
  }

  public MigrationFiles and(List<String> more) {
    return new MigrationFiles(Stream.concat(folders.stream(), more.stream()).toList(), words);
  }

  /** The migrations, oldest first. */
  public List<Script> up() {
    return scripts().stream()
        .filter(Script::up)
        .sorted(Comparator.comparing(Script::version))
        .toList();
  }

  /** The down scripts, newest version first. */
  public List<Script> down() {
    return scripts().stream()
        .filter(script -> !script.up())
        .sorted(Comparator.comparing(Script::version).reversed())
        .toList();
  }

  /** The latest version that the scripts create. */
  public Version latest() {
    List<Script> up = up();
    return up.get(up.size() - 1).version();
  }

  private List<Script> scripts() {
    List<Script> scripts = new ArrayList<>();
    for (String folder : folders) {
      for (String file : list(folder)) {
        Matcher name = NAME.matcher(file);
        if (name.matches()) {
          Version version = Version.parse(name.group(2).replace('_', '.'));
          scripts.add(new Script(
              file, name.group(1).equals("V"), version, fill(read(folder + "/" + file))));
        }
      }
    }
    return scripts;
  }

  private String fill(String text) {
    String filled = text;
    for (Map.Entry<String, String> word : words.entrySet()) {
      filled = filled.replace("${" + word.getKey() + "}", word.getValue());
    }
    return filled;
  }

  private static List<String> list(String folder) {
    URL url = MigrationFiles.class.getClassLoader().getResource(folder);
    if (url == null) {
      throw new IllegalStateException("There are no migrations at " + folder + ".");
    }
    try {
      if (url.openConnection() instanceof JarURLConnection jar) {
        return jar.getJarFile().stream()
            .map(entry -> entry.getName())
            .filter(entry -> entry.startsWith(folder + "/"))
            .map(entry -> entry.substring(folder.length() + 1))
            .toList();
      }
      try (Stream<Path> files = Files.list(Path.of(URI.create(url.toString())))) {
        return files.map(file -> file.getFileName().toString()).toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(String file) {
    try (InputStream in = MigrationFiles.class.getClassLoader().getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("There is no migration " + file + ".");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

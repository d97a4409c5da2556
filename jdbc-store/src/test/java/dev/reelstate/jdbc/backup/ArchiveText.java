package dev.reelstate.jdbc.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** The entries of an archive, read and written without the code under test. */
record ArchiveText(Map<String, String> entries) {

  /** The columns that a restoration changes. */
  private static final Set<String> RENEWED =
      Set.of("reelstate_node.epoch", "reelstate_node.expires_at", "reelstate_task.token");

  static ArchiveText read(Path file) throws IOException {
    Map<String, String> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        try (InputStream in = zip.getInputStream(entry)) {
          entries.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return new ArchiveText(entries);
  }

  private String entry(String name) {
    return Objects.requireNonNull(entries.get(name), name);
  }

  /** The rows of each table, sorted, without the columns that a restoration changes. */
  Map<String, List<String>> rows() throws IOException {
    Map<String, List<String>> rows = new TreeMap<>();
    ObjectMapper json = new ObjectMapper();
    for (JsonNode table : json.readTree(entry("manifest.json")).get("tables")) {
      String name = table.get("name").asText();
      List<String> lines = new ArrayList<>();
      for (String line : entry("tables/" + name + ".jsonl").lines().toList()) {
        ArrayNode row = (ArrayNode) json.readTree(line);
        for (int i = 0; i < row.size(); i++) {
          String column = table.get("columns").get(i).get("name").asText();
          if (RENEWED.contains(name + "." + column)) {
            row.set(i, "renewed");
          }
        }
        lines.add(row.toString());
      }
      Collections.sort(lines);
      rows.put(name, lines);
    }
    return rows;
  }

  /** Writes the entries to another archive, with a valid seal. */
  Path write(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setComment("0".repeat(64));
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    Seal.put(file);
    return file;
  }

  /** Returns a copy with other text in an entry. */
  ArchiveText with(String entry, String text) {
    Map<String, String> changed = new LinkedHashMap<>(entries);
    changed.put(entry, text);
    return new ArchiveText(changed);
  }

  /** Returns a copy with a replacement in an entry. */
  ArchiveText replace(String entry, String pattern, String replacement) {
    String text = entry(entry);
    String changed = text.replaceFirst(pattern, replacement);
    if (changed.equals(text)) {
      throw new IllegalArgumentException(entry + " has no " + pattern + ": " + text);
    }
    return with(entry, changed);
  }

  /** Returns a copy without an entry. */
  ArchiveText without(String entry) {
    Map<String, String> changed = new LinkedHashMap<>(entries);
    changed.remove(entry);
    return new ArchiveText(changed);
  }
}

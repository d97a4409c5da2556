package dev.reelstate.jdbc;

import dev.reelstate.spi.MediaStorage;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A storage with keys and sizes but no content. */
public final class KnownKeys implements MediaStorage {

  private final Map<String, Long> sizes = new TreeMap<>();

  public void put(String key, long bytes) {
    sizes.put(key, bytes);
  }

  @Override
  public Optional<Long> size(String key) {
    return Optional.ofNullable(sizes.get(key));
  }

  @Override
  public List<String> list(String prefix) {
    return sizes.keySet().stream().filter(key -> key.startsWith(prefix + "/")).toList();
  }

  @Override
  public Receiver receive(String key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void publish(Path folder, String prefix) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void adopt(Path file, String key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Path uploadFolder() {
    throw new UnsupportedOperationException();
  }

  @Override
  public InputStream open(String key, long offset) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void delete(String prefix) {
    throw new UnsupportedOperationException();
  }

  @Override
  public LocalFile local(String key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Path workFolder() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void requireRoom(long bytes) {}

  @Override
  public void close() {}
}

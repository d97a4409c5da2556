package dev.reelstate.examples.springboot.web;

import dev.reelstate.spi.MediaStorage;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.core.io.AbstractResource;

/** An object of the storage as a resource of Spring's. */
final class StoredResource extends AbstractResource {

  private final MediaStorage storage;
  private final String key;
  private final long size;

  StoredResource(MediaStorage storage, String key, long size) {
    this.storage = storage;
    this.key = key;
    this.size = size;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return storage.open(key, 0);
  }

  @Override
  public long contentLength() {
    return size;
  }

  @Override
  public String getDescription() {
    return "object " + key;
  }
}

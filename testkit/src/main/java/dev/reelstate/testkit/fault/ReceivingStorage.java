package dev.reelstate.testkit.fault;

import dev.reelstate.spi.MediaStorage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A storage whose receivers meet faults, too. */
final class ReceivingStorage implements MediaStorage {

  /** The calls of a receiver that can fail. */
  interface Receiving {

    void write(byte[] bytes, int offset, int length) throws IOException;

    void commit() throws IOException;
  }

  private final MediaStorage real;
  private final Faults faults;

  ReceivingStorage(MediaStorage real, Faults faults) {
    this.real = real;
    this.faults = faults;
  }

  @Override
  public Receiver receive(String key) throws IOException {
    Receiver receiver = real.receive(key);
    Receiving calls = faults.around(
        Receiving.class,
        new Receiving() {
          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            receiver.write(bytes, offset, length);
          }

          @Override
          public void commit() throws IOException {
            receiver.commit();
          }
        },
        FaultyMediaStorage::failure);
    return new Receiver() {
      @Override
      public void write(int b) throws IOException {
        calls.write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        calls.write(bytes, offset, length);
      }

      @Override
      public void commit() throws IOException {
        calls.commit();
      }

      @Override
      public void close() throws IOException {
        receiver.close();
      }
    };
  }

  @Override
  public void publish(Path folder, String prefix) throws IOException {
    real.publish(folder, prefix);
  }

  @Override
  public void adopt(Path file, String key) throws IOException {
    real.adopt(file, key);
  }

  @Override
  public void move(String from, String to) throws IOException {
    real.move(from, to);
  }

  @Override
  public InputStream open(String key, long offset) throws IOException {
    return real.open(key, offset);
  }

  @Override
  public Optional<Long> size(String key) throws IOException {
    return real.size(key);
  }

  @Override
  public List<String> list(String prefix) throws IOException {
    return real.list(prefix);
  }

  @Override
  public void delete(String prefix) throws IOException {
    real.delete(prefix);
  }

  @Override
  public LocalFile local(String key) throws IOException {
    return real.local(key);
  }

  @Override
  public Path workFolder() {
    return real.workFolder();
  }

  @Override
  public Path uploadFolder() throws IOException {
    return real.uploadFolder();
  }

  @Override
  public void requireRoom(long bytes) throws IOException {
    real.requireRoom(bytes);
  }

  @Override
  public OptionalLong freeBytes() throws IOException {
    return real.freeBytes();
  }

  @Override
  public void close() throws IOException {
    real.close();
  }
}

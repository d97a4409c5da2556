package dev.reelstate.testkit.fault;

import dev.reelstate.spi.MediaStorage;
import java.io.IOException;

/**
 * Makes a storage whose calls can fail, hang, answer late, succeed and lose the answer, or find the
 * disk full. The exceptions are {@link IOException} and {@link MediaStorage.StorageFullException}.
 */
public final class FaultyMediaStorage {

  private FaultyMediaStorage() {}

  /**
   * A storage that passes every call on until a fault is planned; closing it closes the real one.
   * What {@link MediaStorage#receive} returns can fail by the names of its own methods,
   * {@code write} and {@code commit}.
   */
  public static MediaStorage around(MediaStorage real, Faults faults) {
    return faults.around(
        MediaStorage.class, new ReceivingStorage(real, faults), FaultyMediaStorage::failure);
  }

  static IOException failure(Fault fault) {
    return fault == Fault.FULL
        ? new MediaStorage.StorageFullException("The disk of the media folder is full (injected).")
        : new IOException("The media folder could not be reached (injected: " + fault + ").");
  }
}

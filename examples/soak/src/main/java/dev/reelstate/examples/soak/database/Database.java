package dev.reelstate.examples.soak.database;

import java.io.IOException;

/** A database for one soak. */
public interface Database extends AutoCloseable {

  /** The address for {@link OpenStore}. */
  String address();

  /** Stops a server immediately, like a crash; committed data is not lost. */
  void crash() throws Exception;

  /** Restarts a crashed server at the same address and with the same data. */
  void restart() throws Exception;

  @Override
  void close() throws IOException;

  /** A database that is a file. */
  record File(String address) implements Database {

    @Override
    public void crash() {
      throw new UnsupportedOperationException("A file is no server.");
    }

    @Override
    public void restart() {
      throw new UnsupportedOperationException("A file is no server.");
    }

    @Override
    public void close() {}
  }
}

package dev.reelstate.examples.soak;

import java.io.IOException;

/** A database for one soak. */
interface Database extends AutoCloseable {

  /** Where {@link OpenStore} finds it. */
  String address();

  /** Ends a server at once, as a crash would; what was committed is not lost. */
  void crash() throws Exception;

  /** Starts a crashed server again, at the same address and with the same data. */
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

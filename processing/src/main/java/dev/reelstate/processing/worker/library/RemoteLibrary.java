package dev.reelstate.processing.worker.library;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;

/** A jar that only the class loader's own URLs lead to, such as one in memory or on a server. */
public final class RemoteLibrary {

  /** How a jar begins. */
  private static final byte[] MAGIC = {'P', 'K', 3, 4};

  private final URL jar;

  private RemoteLibrary(URL jar) {
    this.jar = jar;
  }

  /**
   * The library that holds a resource. Its URL gets the handler of the resource's, which may be
   * known to the class loader alone.
   *
   * @param name the resource's name, with which the URL ends
   * @throws IOException if no URL of the library follows from that of the resource
   */
  static RemoteLibrary of(URL resource, String name) throws IOException {
    String text = resource.toString();
    String library = text.substring(0, text.length() - name.length()).replaceFirst("!?/$", "");
    return new RemoteLibrary(
        library.startsWith("jar:")
            ? new URL(library.substring("jar:".length()))
            : new URL(resource, library));
  }

  /**
   * Copies the whole jar.
   *
   * @throws IOException if the URL does not lead to a jar, or it cannot be read or written
   */
  Path copyTo(JarCache cache) throws IOException {
    String path = jar.getPath();
    return cache.copy(path.substring(path.lastIndexOf('/') + 1), this::write);
  }

  private void write(OutputStream out) throws IOException {
    try (InputStream in = new BufferedInputStream(jar.openStream())) {
      in.mark(MAGIC.length);
      byte[] start = in.readNBytes(MAGIC.length);
      in.reset();
      if (!Arrays.equals(start, MAGIC)) {
        throw new IOException(jar + " is not a jar");
      }
      in.transferTo(out);
    }
  }
}

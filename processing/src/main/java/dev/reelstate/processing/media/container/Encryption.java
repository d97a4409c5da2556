package dev.reelstate.processing.media.container;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out whether pictures or sound in a file are encrypted, by what the container says of them.
 *
 * <p>Decoders do not notice encryption: they conceal what makes no sense, and players do the same
 * with a copy. So a film of which any track or part is encrypted is told apart before it is opened.
 */
public final class Encryption {

  private Encryption() {}

  /**
   * Names the encryption of a file.
   *
   * @param container what {@link ContainerSniffer} found
   * @return the schemes as people know them, such as {@code Common Encryption (cbcs), Widevine};
   *     empty if nothing in the file is encrypted
   */
  public static Optional<String> find(SeekableByteChannel channel, String container)
      throws IOException {
    FileBytes file = new FileBytes(channel);
    Set<String> schemes = switch (container) {
      case "mp4" -> EncryptedBoxes.schemes(file);
      case "matroska", "webm" -> EncryptedElements.schemes(file);
      case "mpegts", "mpegps" -> ScrambledPackets.schemes(file, container);
      case "asf" -> EncryptedObjects.schemes(file);
      default -> Set.of();
    };
    return schemes.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", schemes));
  }
}

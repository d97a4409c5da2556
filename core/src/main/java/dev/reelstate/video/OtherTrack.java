package dev.reelstate.video;

import org.jspecify.annotations.Nullable;

/**
 * A stream that is neither a video nor an audio track, or captions within one.
 *
 * @param index position among the file's streams, from 0
 * @param type {@code subtitle}, {@code captions} (closed captions within the pictures of a video
 *     track, whose index this has), {@code chapters}, {@code data}, {@code attachment},
 *     {@code picture} (cover art) or {@code unknown}
 * @param codec the codec's short name, or null when unknown
 * @param language ISO 639-2 code from the file, or null when untagged
 */
public record OtherTrack(
    int index,
    String type,
    @Nullable String codec,
    @Nullable String language) {

  /** Whether it is a picture that stands for the whole file, such as the cover of an album. */
  public boolean picture() {
    return type.equals("picture");
  }
}

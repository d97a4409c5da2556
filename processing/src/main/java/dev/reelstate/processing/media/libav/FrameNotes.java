package dev.reelstate.processing.media.libav;

import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** Reads the metadata that libav's detectors and meters attach to a frame. */
public final class FrameNotes {

  private FrameNotes() {}

  public static @Nullable String text(AVFrame frame, String key) {
    AVDictionaryEntry entry = avutil.av_dict_get(frame.metadata(), key, null, 0);
    return entry == null ? null : entry.value().getString();
  }

  /** A number, or {@code otherwise} if it is missing or not finite. */
  public static double number(AVFrame frame, String key, double otherwise) {
    String text = text(frame, key);
    return text == null || text.endsWith("nan") || text.endsWith("inf")
        ? otherwise
        : Double.parseDouble(text);
  }
}

package dev.reelstate.examples.fuzz.mutate;

import dev.reelstate.examples.fuzz.mutate.layout.Field;
import java.util.ArrayList;
import java.util.List;

/** Damages the headers of frames of bare sound, and the tags in front of them. */
final class SoundHeaders implements Mutator {

  private static final int MOST = 4000;
  private static final int TAG = 64;

  @Override
  public boolean fits(String container) {
    return List.of("mp3", "aac", "flac").contains(container);
  }

  @Override
  public byte[] mutate(byte[] file, byte[] donor, Dice dice) {
    byte[] made = Bytes.copy(file);
    List<Integer> frames = frames(made);
    int count = dice.few(6);
    for (int i = 0; i < count; i++) {
      int at = frames.isEmpty() || dice.oneIn(3)
          ? dice.below(Math.min(TAG, made.length))
          : dice.pick(frames) + 1 + dice.below(8);
      Field field = Field.big(at, dice.pick(1, 1, 2, 4));
      if (field.within(made)) {
        long old = field.read(made);
        field.write(made, dice.oneIn(2) ? old ^ (1L << dice.below(8)) : dice.instead(old));
      }
    }
    return made;
  }

  /** Where frames seem to begin: eleven bits that are set. */
  private static List<Integer> frames(byte[] file) {
    List<Integer> found = new ArrayList<>();
    for (int at = 0; at + 8 < file.length && found.size() < MOST; at++) {
      if (file[at] == (byte) 0xFF && (file[at + 1] & 0xE0) == 0xE0) {
        found.add(at);
      }
    }
    return found;
  }
}

package dev.reelstate.examples.fuzz;

import dev.reelstate.examples.fuzz.mutate.Bytes;
import dev.reelstate.examples.fuzz.mutate.Containers;
import dev.reelstate.examples.fuzz.mutate.Dice;
import dev.reelstate.examples.fuzz.mutate.Mutation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The files from which mutants are made: the seeds, and all that ended in a new way since. */
final class Corpus {

  /** So many entries are looked at, and the one that was used least is taken. */
  private static final int LOOKS = 3;

  private final Path folder;
  private final Map<String, List<Entry>> entries = new TreeMap<>();
  private final Set<String> signatures = new HashSet<>();

  /** A file with the number of mutants that were made from it. */
  private static final class Entry {
    private final Path file;
    private int uses;

    private Entry(Path file) {
      this.file = file;
    }
  }

  /** Creates an empty corpus, which keeps its files in a folder. */
  Corpus(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** Takes a file in if nothing ended like it before, and says whether. */
  boolean add(Outcome outcome) throws IOException {
    byte[] bytes = outcome.mutant().bytes();
    if (!signatures.add(Signature.of(outcome)) || bytes.length > Bytes.MAX) {
      return false;
    }
    if (bytes.length > 0 && !outcome.container().equals(Containers.NONE)) {
      Path file =
          Files.write(folder.resolve(signatures.size() + "-" + outcome.mutant().name()), bytes);
      entries.computeIfAbsent(outcome.container(), name -> new ArrayList<>()).add(new Entry(file));
    }
    return true;
  }

  /** Makes the mutant with a number, of a container drawn at random. */
  Mutant mutant(long seed, int number) throws IOException {
    Dice dice = new Dice(seed, number);
    Entry parent = pick(dice);
    byte[] donor = Files.readAllBytes(pick(dice).file);
    parent.uses++;
    String name = String.format(
        "seed%d-%06d.%s", seed, number, Mutant.ending(parent.file.getFileName().toString()));
    return new Mutant(name, Mutation.of(Files.readAllBytes(parent.file), donor, dice));
  }

  private Entry pick(Dice dice) {
    List<Entry> same = dice.pick(List.copyOf(entries.values()));
    Entry picked = dice.pick(same);
    for (int i = 1; i < LOOKS; i++) {
      Entry other = dice.pick(same);
      picked = other.uses < picked.uses ? other : picked;
    }
    return picked;
  }

  /** The number of ways in which files ended. */
  int signatures() {
    return signatures.size();
  }

  /** The containers of which it has files. */
  Set<String> containers() {
    return entries.keySet();
  }
}

package dev.reelstate.examples.fuzz;

import dev.reelstate.video.VideoDetails;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a file ended.
 *
 * @param mutant the file
 * @param container the container that the sniffer named
 * @param details what the platform has on record, or null if it took nothing in
 * @param warnings what the platform says about the outputs
 * @param findings what should not have happened
 * @param suspects the files that were processed when the log told of an error; empty if it did not
 */
record Outcome(
    Mutant mutant,
    String container,
    @Nullable VideoDetails details,
    List<String> warnings,
    List<Finding> findings,
    List<Mutant> suspects) {}

package dev.reelstate.examples.evaluate.sections;

import dev.reelstate.evaluation.Scored;
import dev.reelstate.evaluation.statistics.BootstrapSettings;
import dev.reelstate.evaluation.statistics.GateResult;
import dev.reelstate.evaluation.statistics.Interval;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A score, and what statistics and the gate say of it.
 *
 * @param score the score
 * @param parameters all that decides the figures, by name
 * @param drawn how intervals were drawn, or null without intervals
 * @param intervals the intervals of the figures by name; empty without
 * @param differences the differences to the other model by name of the figure; empty without one
 * @param compared the output of the other model, or null without one
 * @param gate what the gate says, or null without a gate
 */
public record Assessment(
    Scored score,
    Map<String, String> parameters,
    @Nullable BootstrapSettings drawn,
    Map<String, Interval> intervals,
    Map<String, Interval> differences,
    @Nullable Path compared,
    @Nullable GateResult gate) {}

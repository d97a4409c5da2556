/** The verdicts behind the figures: every match, miss and false alarm, and questions to them. */
@NullMarked
package dev.reelstate.evaluation.ledger;

import org.jspecify.annotations.NullMarked;

/**
 * How well those who made the truth agree, among each other and with the models: coefficients of
 * agreement between annotators, and labels that models make look wrong.
 */
@NullMarked
package dev.reelstate.evaluation.agreement;

import org.jspecify.annotations.NullMarked;

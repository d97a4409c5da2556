/**
 * The review of ground truth: working copies that several people edit at once, and the revisions
 * that are made of them.
 */
@NullMarked
package dev.reelstate.examples.dashboard.annotation;

import org.jspecify.annotations.NullMarked;

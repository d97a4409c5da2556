/** Authentication, authorization and rate limits. */
@NullMarked
package dev.reelstate.examples.dashboard.access;

import org.jspecify.annotations.NullMarked;

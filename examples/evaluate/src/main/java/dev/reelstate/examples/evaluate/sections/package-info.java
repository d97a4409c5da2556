/** What the report says about each kind of evaluation. */
@NullMarked
package dev.reelstate.examples.evaluate.sections;

import org.jspecify.annotations.NullMarked;

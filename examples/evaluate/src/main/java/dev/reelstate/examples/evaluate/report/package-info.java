/** The report: one page with tables and charts that needs nothing else. */
@NullMarked
package dev.reelstate.examples.evaluate.report;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.reelstate.examples.legacyimport;

import org.jspecify.annotations.NullMarked;

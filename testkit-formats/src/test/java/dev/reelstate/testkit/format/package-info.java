@NullMarked
package dev.reelstate.testkit.format;

import org.jspecify.annotations.NullMarked;

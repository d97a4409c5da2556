@NullMarked
package dev.reelstate.examples.springboot;

import org.jspecify.annotations.NullMarked;

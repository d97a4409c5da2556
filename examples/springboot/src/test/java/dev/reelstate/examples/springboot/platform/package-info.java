@NullMarked
package dev.reelstate.examples.springboot.platform;

import org.jspecify.annotations.NullMarked;

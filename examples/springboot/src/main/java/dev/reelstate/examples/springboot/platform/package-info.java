/** The video platform as a part of the application: beans, life cycle, health. */
@NullMarked
package dev.reelstate.examples.springboot.platform;

import org.jspecify.annotations.NullMarked;

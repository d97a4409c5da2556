/** The HTTP API: lessons and their videos, events as they happen, and media with ranges. */
@NullMarked
package dev.reelstate.examples.springboot.web;

import org.jspecify.annotations.NullMarked;

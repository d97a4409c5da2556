/** What readers and writers of all formats need: text, numbers, JSON, XML, and whole files. */
@NullMarked
package dev.reelstate.processing.format.io;

import org.jspecify.annotations.NullMarked;

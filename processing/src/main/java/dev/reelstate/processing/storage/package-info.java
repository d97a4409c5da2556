/** Media storage in the file system. */
@NullMarked
package dev.reelstate.processing.storage;

import org.jspecify.annotations.NullMarked;

/** The video model: identity, status, media facts, artifacts, queries and keyset pages. */
@NullMarked
package dev.reelstate.video;

import org.jspecify.annotations.NullMarked;

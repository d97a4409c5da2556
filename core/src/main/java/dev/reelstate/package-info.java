/** What every module shares: the exceptions of Reelstate. */
@NullMarked
package dev.reelstate;

import org.jspecify.annotations.NullMarked;

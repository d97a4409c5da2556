/** Types that every module shares, such as Reelstate's exceptions. */
@NullMarked
package dev.reelstate;

import org.jspecify.annotations.NullMarked;

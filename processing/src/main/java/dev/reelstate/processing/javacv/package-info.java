/** Pictures as frames of JavaCV, for the converters that come with it. Needs JavaCV 1.5.14. */
@NullMarked
package dev.reelstate.processing.javacv;

import org.jspecify.annotations.NullMarked;

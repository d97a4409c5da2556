/**
 * Films as a run of pictures, for tools that look at each picture or draw on it:
 * {@link dev.reelstate.processing.media.film.FilmReader} and
 * {@link dev.reelstate.processing.media.film.FilmWriter}.
 */
@NullMarked
package dev.reelstate.processing.media.film;

import org.jspecify.annotations.NullMarked;

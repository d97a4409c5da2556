package dev.reelstate.processing.format.yolo;

import java.util.SortedMap;

/**
 * What a folder says of its classes.
 *
 * @param names their names by their numbers
 * @param keypointColumns how many columns of key points follow each box, or 0 for none
 */
record YoloClasses(SortedMap<Long, String> names, int keypointColumns) {}

/**
 * Nodes in processes of their own that are given work, disturbed and killed at random, and an audit
 * of what they leave behind.
 */
@NullMarked
package dev.reelstate.examples.torture;

import org.jspecify.annotations.NullMarked;

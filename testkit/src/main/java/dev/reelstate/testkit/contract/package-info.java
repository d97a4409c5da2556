/**
 * Contract tests for stores and storages: a test class that extends one holds an implementation to
 * its interface.
 */
@NullMarked
package dev.reelstate.testkit.contract;

import org.jspecify.annotations.NullMarked;

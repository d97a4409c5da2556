/**
 * A Spring Boot application to copy from: lessons that have videos.
 *
 * <p>{@code platform} makes the video platform a part of the application, {@code lessons} adds a
 * lesson and its video in one transaction, and {@code web} is the HTTP API.
 */
@NullMarked
package dev.reelstate.examples.springboot;

import org.jspecify.annotations.NullMarked;

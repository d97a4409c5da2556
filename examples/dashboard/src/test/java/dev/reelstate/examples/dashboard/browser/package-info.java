/** Tests the page in a real browser, and the server with the official clients. */
@NullMarked
package dev.reelstate.examples.dashboard.browser;

import org.jspecify.annotations.NullMarked;

package dev.reelstate.examples.springboot;

import com.jayway.jsonpath.JsonPath;

/**
 * An event that the application has sent.
 *
 * @param id its number; empty for progress, which is not a stored event
 * @param data JSON
 */
record Sent(String id, String data) {

  boolean isProgress() {
    return id.isEmpty();
  }

  /** The status that it reports; empty if it reports none. */
  String status() {
    String status = isProgress() ? null : JsonPath.read(data, "$.status");
    return status == null ? "" : status;
  }
}

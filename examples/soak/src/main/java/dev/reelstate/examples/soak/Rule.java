package dev.reelstate.examples.soak;

/** What has to hold. The text completes "checked that ...". */
enum Rule {
  QUEUED("every video that was queued is in the store"),
  ENDED("every video ended as it was meant to"),
  TASKS("every task of its plan is there, and settled as it was meant to"),
  ATTEMPTS("every attempt ended, and failed only if it was meant to"),
  ONE_SUCCESS("every succeeded task has one success, done to the end"),
  RECEIPTS("the store holds what it accepted, and nothing that it refused"),
  CLAIMS("no claim was given out twice"),
  ARTIFACTS("artifacts are those of the successes, and no others"),
  EVENTS("events are numbered without a gap and tell what happened"),
  READER("the durable reader was given every event, in order"),
  TIMES("every time is by the database's clock"),
  SCHEMA("Schema.validate() and checkData() find nothing"),
  LOGS("no log has an error of Reelstate's"),
  CLOCKS("the nodes' clocks were apart as told"),
  LEASES("no living node lost its lease"),
  OTHERS("others go on while a node is stopped"),
  LATE("a stopped node's late reports of what others took over are refused"),
  CAME_BACK("a node that was stopped or cut off works again"),
  THREADS("no thread of a platform died"),
  FLOOD("logs do not flood while the database is away");

  private final String text;

  Rule(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}

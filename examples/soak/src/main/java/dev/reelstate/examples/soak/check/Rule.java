package dev.reelstate.examples.soak.check;

/** The rules that must hold. The text completes "checked that ...". */
public enum Rule {
  QUEUED("every video that was queued is in the store"),
  ENDED("every video ended as intended"),
  TASKS("every task of its plan exists, and settled as intended"),
  ATTEMPTS("every attempt ended, and failed only if intended"),
  ONE_SUCCESS("every succeeded task has one success, which was completed"),
  RECEIPTS("the store holds every report it accepted, and none it refused"),
  CLAIMS("no claim was given out twice"),
  ARTIFACTS("artifacts are those of the successes, and no others"),
  EVENTS("events are numbered without gaps and match the rows"),
  READER("the durable reader received every event, in order"),
  TIMES("every time is by the database's clock"),
  SCHEMA("Schema.validate() and checkData() find nothing"),
  LOGS("no log contains an error from Reelstate"),
  CLOCKS("the nodes' clocks differed as configured"),
  LEASES("no living node lost its lease"),
  OTHERS("others continue while a node is stopped"),
  LATE("late reports of tasks that others took over are refused"),
  CAME_BACK("a node that was stopped or disconnected works again"),
  THREADS("no thread of a platform died"),
  FLOOD("logs do not flood while the database is down");

  private final String text;

  Rule(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}

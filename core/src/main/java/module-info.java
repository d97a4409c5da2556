/**
 * The pure API of Reelstate: the video model, its status state machine, events and the
 * service-provider interfaces.
 */
@org.jspecify.annotations.NullMarked
module dev.reelstate.core {
  requires transitive java.sql;
  requires static transitive org.jspecify;

  exports dev.reelstate;
  exports dev.reelstate.annotation;
  exports dev.reelstate.detection;
  exports dev.reelstate.evaluation;
  exports dev.reelstate.evaluation.agreement;
  exports dev.reelstate.evaluation.ledger;
  exports dev.reelstate.evaluation.run;
  exports dev.reelstate.evaluation.statistics;
  exports dev.reelstate.event;
  exports dev.reelstate.spi;
  exports dev.reelstate.task;
  exports dev.reelstate.telemetry;
  exports dev.reelstate.tracking;
  exports dev.reelstate.video;
}

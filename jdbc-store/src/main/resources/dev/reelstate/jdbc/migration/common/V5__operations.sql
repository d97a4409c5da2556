-- For operators: since when a task is ready (it stays when the task is claimed), since when a node is paused, and the trace that a
-- video belongs to.

alter table reelstate_task add column ready_at bigint;

alter table reelstate_node add column paused_at bigint;

create table reelstate_trace (
  video_id     ${uuid} not null,
  trace_parent ${word} not null,
  constraint reelstate_trace_pk primary key (video_id),
  constraint reelstate_trace_video foreign key (video_id) references reelstate_video (id) on delete cascade
);

-- What the steps and listeners of hosts leave open. The steps of a node are names with commas between them, and unknown for nodes of
-- a release that does not say.

alter table reelstate_node add steps ${text};

-- A task that asked to be run again, from when it first asked until it has succeeded.
create table reelstate_task_wait (
  task_id  bigint  not null,
  since_at bigint  not null,
  asks     integer not null,
  note     ${text} not null,
  constraint reelstate_task_wait_pk primary key (task_id),
  constraint reelstate_task_wait_task foreign key (task_id) references reelstate_task (id) on delete cascade,
  constraint reelstate_task_wait_asks check (asks >= 1)
);

-- A ready task that no node with a valid lease can run, as of the last look, and the first look that found it so.
create table reelstate_stranded_task (
  task_id  bigint not null,
  since_at bigint not null,
  constraint reelstate_stranded_task_pk primary key (task_id),
  constraint reelstate_stranded_task_task foreign key (task_id) references reelstate_task (id) on delete cascade
);

-- An event that a durable reader could not deliver and has passed over; the position is that of the event.
create table reelstate_set_aside (
  reader   ${word} not null,
  video_id ${uuid} not null,
  number   bigint  not null,
  position bigint  not null,
  tries    integer not null,
  tried_at bigint  not null,
  reason   ${text} not null,
  constraint reelstate_set_aside_pk primary key (reader, video_id, number),
  constraint reelstate_set_aside_video foreign key (video_id) references reelstate_video (id) on delete cascade,
  constraint reelstate_set_aside_tries check (tries >= 1)
);

create index reelstate_set_aside_order on reelstate_set_aside (reader, position);

-- Times (*_at) are microseconds since 1970-01-01 UTC, durations (*_nanos) nanoseconds, statuses wire names. The words in braces are
-- types that the databases spell differently, given in ../types: a word may be part of a key, a line is text of any length, and text
-- is mostly JSON. A roomy table has space in its pages for the next versions of its rows. What the queue's queries need is indexed in V1.1, which comes in two kinds.

create table reelstate_video (
  id                   ${uuid}          not null,
  project              ${word}          not null,
  title                ${line}          not null,
  file_name            ${line}          not null,
  upload_key           ${word},
  priority             integer          not null,
  turn                 bigint           not null,
  status               ${word}          not null,
  version              bigint           not null,
  generation           integer          not null,
  published_generation integer          not null,
  original_key         ${line},
  original_bytes       bigint,
  original_sha256      ${line},
  media                ${text},
  failure              ${text},
  progress_fraction    double precision,
  progress_rate        double precision,
  progress_left_nanos  bigint,
  done_weight          double precision not null,
  total_weight         double precision not null,
  ground_truth_status  ${word}          not null,
  event_number         bigint           not null,
  created_at           bigint           not null,
  updated_at           bigint           not null,
  playable_at          bigint,
  completed_at         bigint,
  constraint reelstate_video_pk primary key (id),
  constraint reelstate_video_upload_key unique (project, upload_key),
  constraint reelstate_video_status check (status in
    ('uploading', 'uploaded', 'queued', 'processing', 'completed', 'failed', 'rejected', 'cancelled', 'deleted')),
  constraint reelstate_video_failure check ((status in ('failed', 'rejected')) = (failure is not null)),
  constraint reelstate_video_generation check (published_generation between 0 and generation),
  constraint reelstate_video_progress check (progress_fraction between 0 and 1),
  constraint reelstate_video_ground_truth check (ground_truth_status in ('none', 'proposed', 'in_review', 'approved'))
) ${roomy};

create index reelstate_video_newest on reelstate_video (created_at desc, id desc);
create index reelstate_video_project on reelstate_video (project, created_at desc, id desc);
create index reelstate_video_turn on reelstate_video (project, priority, turn desc);
create index reelstate_video_by_status on reelstate_video (status, created_at desc, id desc);

create table reelstate_video_label (
  video_id ${uuid} not null,
  label    ${word} not null,
  constraint reelstate_video_label_pk primary key (video_id, label),
  constraint reelstate_video_label_video foreign key (video_id) references reelstate_video (id) on delete cascade
);

create index reelstate_video_label_word on reelstate_video_label (label, video_id);

-- The queue. Rows are narrow; what a task is told and how its vain attempts went is kept beside it. Lower tiers go first (a tier is
-- a priority with its sign turned, so that one index has all in rising order), then lower turns, which their video has drawn. Who
-- runs a task stays when it has succeeded, with the end and the cost of that attempt.
create table reelstate_task (
  id         ${serial},
  video_id   ${uuid}          not null,
  generation integer          not null,
  step       ${word}          not null,
  part       integer          not null,
  status     ${word}          not null,
  tier       integer          not null,
  turn       bigint           not null,
  due_at     bigint,
  node       ${word},
  epoch      bigint,
  started_at bigint,
  ended_at   bigint,
  cpu_nanos  bigint,
  slot       integer,
  token      bigint           not null,
  attempts   integer          not null,
  failures   integer          not null,
  losses     integer          not null,
  blockers   integer          not null,
  weight     double precision not null,
  constraint reelstate_task_pk primary key (id),
  constraint reelstate_task_identity unique (video_id, generation, step, part),
  constraint reelstate_task_video foreign key (video_id) references reelstate_video (id) on delete cascade,
  constraint reelstate_task_status check (status in
    ('blocked', 'scheduled', 'ready', 'running', 'succeeded', 'failed', 'skipped', 'cancelled')),
  constraint reelstate_task_running check ((status in ('running', 'succeeded')) = (node is not null)),
  constraint reelstate_task_epoch check ((node is null) = (epoch is null)),
  constraint reelstate_task_started check ((node is null) = (started_at is null)),
  constraint reelstate_task_ended check ((status = 'succeeded') = (ended_at is not null)),
  constraint reelstate_task_slot check (slot is null or status = 'running'),
  constraint reelstate_task_scheduled check ((status = 'scheduled') = (due_at is not null)),
  constraint reelstate_task_blocked check (status not in ('ready', 'running', 'scheduled') or blockers = 0),
  constraint reelstate_task_counts check (blockers >= 0 and failures >= 0 and losses >= 0 and attempts >= 0)
) ${roomy};

create table reelstate_task_dependency (
  blocker_id bigint not null,
  task_id    bigint not null,
  constraint reelstate_task_dependency_pk primary key (blocker_id, task_id),
  constraint reelstate_task_dependency_blocker foreign key (blocker_id) references reelstate_task (id) on delete cascade,
  constraint reelstate_task_dependency_task foreign key (task_id) references reelstate_task (id) on delete cascade
);

create index reelstate_task_dependency_by_task on reelstate_task_dependency (task_id);

create table reelstate_task_input (
  task_id bigint  not null,
  input   ${text} not null,
  constraint reelstate_task_input_pk primary key (task_id),
  constraint reelstate_task_input_task foreign key (task_id) references reelstate_task (id) on delete cascade
);

-- Attempts that ended without success; the one that runs, or succeeded, is in the row of its task.
create table reelstate_attempt (
  task_id    bigint  not null,
  number     integer not null,
  node       ${word} not null,
  started_at bigint  not null,
  ended_at   bigint  not null,
  outcome    ${word} not null,
  failure    ${text},
  cpu_nanos  bigint,
  constraint reelstate_attempt_pk primary key (task_id, number),
  constraint reelstate_attempt_task foreign key (task_id) references reelstate_task (id) on delete cascade,
  constraint reelstate_attempt_outcome check (outcome in ('failed', 'released', 'lost', 'cancelled'))
);

-- For a step that may run so often at once and no more: a row for each time, which the task that takes it holds while it runs.
create table reelstate_slot (
  step    ${word} not null,
  number  integer not null,
  task_id bigint,
  constraint reelstate_slot_pk primary key (step, number),
  constraint reelstate_slot_held unique (task_id),
  constraint reelstate_slot_task foreign key (task_id) references reelstate_task (id)
);

-- The number is that of the event that told of it, which is the order of commits.
create table reelstate_artifact (
  video_id       ${uuid} not null,
  number         bigint  not null,
  generation     integer not null,
  kind           ${word} not null,
  name           ${word} not null,
  step           ${word} not null,
  storage_key    ${line} not null,
  content_type   ${line} not null,
  width          integer,
  height         integer,
  duration_nanos bigint,
  bytes          bigint  not null,
  copied         boolean not null,
  constraint reelstate_artifact_pk primary key (video_id, number),
  constraint reelstate_artifact_name unique (video_id, generation, kind, name),
  constraint reelstate_artifact_video foreign key (video_id) references reelstate_video (id) on delete cascade
);

-- What one transaction did to a video: so many events, of which the number is that of the last. A row gets its position, that of its
-- last event in the order for readers of all videos, after its commit.
create table reelstate_event (
  id          ${serial},
  video_id    ${uuid} not null,
  number      bigint  not null,
  size        integer not null,
  position    bigint,
  happened_at bigint  not null,
  payload     ${text} not null,
  constraint reelstate_event_pk primary key (id),
  constraint reelstate_event_number unique (video_id, number),
  constraint reelstate_event_size check (size between 1 and number),
  constraint reelstate_event_video foreign key (video_id) references reelstate_video (id) on delete cascade
);

-- One row, which is also the lock under which positions are given out.
create table reelstate_event_position (
  id            integer not null,
  last_position bigint  not null,
  constraint reelstate_event_position_pk primary key (id),
  constraint reelstate_event_position_one check (id = 1)
);

insert into reelstate_event_position (id, last_position) values (1, 0);

-- A lease that has ended has no expiry.
create table reelstate_node (
  name       ${word} not null,
  epoch      bigint  not null,
  expires_at bigint,
  constraint reelstate_node_pk primary key (name)
);

create table reelstate_reader (
  name     ${word} not null,
  position bigint  not null,
  constraint reelstate_reader_pk primary key (name)
);

-- What people say about ground truth, and what was found out about models. An annotation of an earlier release is not occluded; of its
-- revisions it is not known who made them.

alter table reelstate_annotation add column area double precision;
alter table reelstate_annotation add column occluded boolean;
alter table reelstate_annotation add column attributes ${text};
alter table reelstate_annotation add column confirmed_by ${line};

alter table reelstate_ground_truth add column saved_by ${line};

create table reelstate_ground_truth_review (
  video_id    ${uuid} not null,
  revision    integer not null,
  number      integer not null,
  from_state  ${word} not null,
  to_state    ${word} not null,
  reviewer    ${line} not null,
  reviewed_at bigint  not null,
  constraint reelstate_ground_truth_review_pk primary key (video_id, revision, number),
  constraint reelstate_ground_truth_review_of foreign key (video_id, revision)
    references reelstate_ground_truth (video_id, revision) on delete cascade,
  constraint reelstate_ground_truth_review_number check (number >= 1),
  constraint reelstate_ground_truth_review_from check (from_state in ('draft', 'in_review')),
  constraint reelstate_ground_truth_review_to check (to_state in ('draft', 'in_review', 'approved') and to_state <> from_state)
);

-- A run never changes. It names truth by its hash and belongs to no video. Parameters are a JSON object of strings.
create table reelstate_evaluation (
  id            ${uuid} not null,
  kind          ${word} not null,
  model         ${word} not null,
  model_version ${word} not null,
  dataset_hash  ${word} not null,
  parameters    ${text},
  support       bigint  not null,
  entries       bigint  not null,
  saved_at      bigint  not null,
  constraint reelstate_evaluation_pk primary key (id),
  constraint reelstate_evaluation_counts check (support >= 0 and entries >= 0)
);

create index reelstate_evaluation_by_time on reelstate_evaluation (saved_at, id);
create index reelstate_evaluation_by_kind on reelstate_evaluation (kind, saved_at, id);
create index reelstate_evaluation_by_model on reelstate_evaluation (model, saved_at, id);
create index reelstate_evaluation_by_dataset on reelstate_evaluation (dataset_hash, saved_at, id);

create table reelstate_evaluation_truth (
  evaluation_id ${uuid} not null,
  number        integer not null,
  name          ${line} not null,
  content_hash  ${word} not null,
  constraint reelstate_evaluation_truth_pk primary key (evaluation_id, number),
  constraint reelstate_evaluation_truth_of foreign key (evaluation_id) references reelstate_evaluation (id) on delete cascade
);

-- Classes are numbered from 1.
create table reelstate_evaluation_class (
  evaluation_id ${uuid} not null,
  number        integer not null,
  label         ${line} not null,
  support       bigint  not null,
  constraint reelstate_evaluation_class_pk primary key (evaluation_id, number),
  constraint reelstate_evaluation_class_of foreign key (evaluation_id) references reelstate_evaluation (id) on delete cascade,
  constraint reelstate_evaluation_class_number check (number >= 1 and support >= 0)
);

-- Figures of the class 0 are those over everything. One without a number has no value.
create table reelstate_evaluation_figure (
  evaluation_id ${uuid} not null,
  class_number  integer not null,
  number        integer not null,
  name          ${line} not null,
  figure        double precision,
  low           double precision,
  high          double precision,
  confidence    double precision,
  constraint reelstate_evaluation_figure_pk primary key (evaluation_id, class_number, number),
  constraint reelstate_evaluation_figure_of foreign key (evaluation_id) references reelstate_evaluation (id) on delete cascade,
  constraint reelstate_evaluation_figure_class check (class_number >= 0),
  constraint reelstate_evaluation_figure_ends check ((low is null) = (high is null) and (low is null) = (confidence is null)),
  constraint reelstate_evaluation_figure_order check (low <= high)
);

-- Entries are numbered from 1. Sequence, scene and item are positions from 0.
create table reelstate_evaluation_entry (
  evaluation_id ${uuid} not null,
  number        integer not null,
  sequence      integer not null,
  scene         integer not null,
  detection     boolean not null,
  item          integer not null,
  label         ${line} not null,
  track         ${line},
  verdict       ${word} not null,
  partner       integer,
  overlap       double precision,
  constraint reelstate_evaluation_entry_pk primary key (evaluation_id, number),
  constraint reelstate_evaluation_entry_of foreign key (evaluation_id) references reelstate_evaluation (id) on delete cascade,
  constraint reelstate_evaluation_entry_verdict check (verdict in
    ('hit', 'duplicate', 'wrong_class', 'low_overlap', 'background', 'missed', 'ignored')),
  constraint reelstate_evaluation_entry_partner check ((partner is null) = (overlap is null))
);

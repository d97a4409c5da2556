-- What is to be seen in the videos. The content of a revision never changes, only its state does. A frame without annotations was
-- looked at, and nothing was found on it. Times of frames are nanoseconds from the start of the video.

create table reelstate_ground_truth (
  video_id     ${uuid} not null,
  revision     integer not null,
  state        ${word} not null,
  content_hash ${word} not null,
  frames       integer not null,
  annotations  integer not null,
  saved_at     bigint  not null,
  reviewed_at  bigint  not null,
  constraint reelstate_ground_truth_pk primary key (video_id, revision),
  constraint reelstate_ground_truth_content unique (video_id, content_hash),
  constraint reelstate_ground_truth_video foreign key (video_id) references reelstate_video (id) on delete cascade,
  constraint reelstate_ground_truth_state check (state in ('draft', 'in_review', 'approved')),
  constraint reelstate_ground_truth_counts check (revision >= 1 and frames >= 0 and annotations >= 0)
);

create table reelstate_ground_truth_frame (
  video_id    ${uuid} not null,
  revision    integer not null,
  number      integer not null,
  frame_index bigint,
  pts_nanos   bigint  not null,
  estimated   boolean not null,
  constraint reelstate_ground_truth_frame_pk primary key (video_id, revision, number),
  constraint reelstate_ground_truth_frame_of foreign key (video_id, revision)
    references reelstate_ground_truth (video_id, revision) on delete cascade,
  constraint reelstate_ground_truth_frame_place check (frame_index >= 0 and pts_nanos >= 0),
  constraint reelstate_ground_truth_frame_estimate check (estimated = false or frame_index is not null)
);

create table reelstate_annotation (
  video_id    ${uuid}          not null,
  revision    integer          not null,
  frame       integer          not null,
  number      integer          not null,
  label       ${line}          not null,
  x           double precision not null,
  y           double precision not null,
  width       double precision not null,
  height      double precision not null,
  score       double precision,
  track       ${line},
  difficult   boolean          not null,
  crowd       boolean          not null,
  ignored     boolean          not null,
  origin      ${word}          not null,
  proposed_by ${line}          not null,
  confirmed   boolean          not null,
  constraint reelstate_annotation_pk primary key (video_id, revision, frame, number),
  constraint reelstate_annotation_on foreign key (video_id, revision, frame)
    references reelstate_ground_truth_frame (video_id, revision, number) on delete cascade,
  constraint reelstate_annotation_extent check (width > 0 and height > 0),
  constraint reelstate_annotation_score check (score between 0 and 1),
  constraint reelstate_annotation_origin check (origin in ('detector', 'person', 'import'))
);

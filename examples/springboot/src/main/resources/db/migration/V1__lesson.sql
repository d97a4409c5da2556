-- The application's own table; Reelstate's tables have a history of their own.
create table lesson (
  id varchar(36) not null,
  title varchar(200) not null,
  video_id varchar(36) not null,
  created_at timestamp not null,
  constraint pk_lesson primary key (id),
  constraint uq_lesson_video unique (video_id)
);

create table reelstate_mood (name varchar(20), constraint reelstate_mood_pk primary key (name));
alter table reelstate_video add column mood varchar(20);

alter table reelstate_video add column mood varchar(20);
update reelstate_video set title = 'changed', mood = 'bad';
create table reelstate_mood (name varchar(20));
drop table reelstate_task_input;
drop table reelstate_reader;

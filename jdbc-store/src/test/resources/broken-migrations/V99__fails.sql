delete from reelstate_event;
alter table reelstate_video drop column mood;
insert into reelstate_nowhere (id) values (1);

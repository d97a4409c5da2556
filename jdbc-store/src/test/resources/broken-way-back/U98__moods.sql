drop table reelstate_mood;
update reelstate_video set title = 'changed';
alter table reelstate_video drop column nothing;

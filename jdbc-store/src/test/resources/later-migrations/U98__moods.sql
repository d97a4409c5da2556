alter table reelstate_video drop column mood;
drop table reelstate_mood;

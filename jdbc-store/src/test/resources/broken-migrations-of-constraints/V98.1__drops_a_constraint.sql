alter table reelstate_event drop constraint reelstate_event_video;

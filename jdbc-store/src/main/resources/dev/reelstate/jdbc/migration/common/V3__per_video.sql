-- What is asked for and kept per video. The recipe's version is the hash of its content when the video was queued. Metadata and
-- parameters are JSON objects of strings. Artifacts of generation 0 are those that the host has given.

alter table reelstate_video add recipe ${word};
alter table reelstate_video add recipe_version ${word};
alter table reelstate_video add metadata ${text};
alter table reelstate_video add parameters ${text};
alter table reelstate_video add edits bigint;
alter table reelstate_video add poster_at_nanos bigint;

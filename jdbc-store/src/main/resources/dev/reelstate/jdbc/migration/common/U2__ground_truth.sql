drop table reelstate_annotation;
drop table reelstate_ground_truth_frame;
drop table reelstate_ground_truth;
update reelstate_video set ground_truth_status = 'none';

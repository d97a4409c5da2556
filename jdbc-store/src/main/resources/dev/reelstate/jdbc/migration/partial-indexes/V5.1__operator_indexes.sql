-- Tasks that wait or run are found by the indexes of V1.1.

create index reelstate_task_failed on reelstate_task (id) where status = 'failed';

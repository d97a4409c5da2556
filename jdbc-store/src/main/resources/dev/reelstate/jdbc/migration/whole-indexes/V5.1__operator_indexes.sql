create index reelstate_task_failed on reelstate_task (status, id);

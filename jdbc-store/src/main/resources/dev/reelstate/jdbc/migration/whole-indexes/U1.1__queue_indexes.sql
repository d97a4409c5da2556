drop index reelstate_task_queue on reelstate_task;
drop index reelstate_task_due on reelstate_task;
drop index reelstate_task_losses on reelstate_task;
drop index reelstate_event_order on reelstate_event;

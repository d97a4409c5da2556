drop index reelstate_task_queue;
drop index reelstate_task_running;
drop index reelstate_task_due;
drop index reelstate_task_losses;
drop index reelstate_event_order;

-- For databases that have indexes over some rows only: what cannot be claimed, is not due, does not run or was never lost takes no
-- room. A query has to name the condition in the same words, without parameters, to be served.

create index reelstate_task_queue on reelstate_task (tier, turn, id) where status = 'ready';
create index reelstate_task_running on reelstate_task (node, epoch) where status = 'running';
create index reelstate_task_due on reelstate_task (due_at) where due_at is not null;
create index reelstate_task_losses on reelstate_task (losses) where losses > 0;
create index reelstate_event_order on reelstate_event (position, id);

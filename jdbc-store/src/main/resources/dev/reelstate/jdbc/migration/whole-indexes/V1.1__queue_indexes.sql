-- For databases that have no indexes over some rows only: each begins with the column that keeps the wanted rows together.

create index reelstate_task_queue on reelstate_task (status, tier, turn, id);
create index reelstate_task_due on reelstate_task (due_at);
create index reelstate_task_losses on reelstate_task (losses);
create index reelstate_event_order on reelstate_event (position, id);

import { h, setText } from './dom';
import { clock, duration, plural, words } from './format';
import { icon } from './icons';
import type { Reach } from './reach';
import { TASK_ICONS } from './status';
import type { Attempt, Task, TaskStatus } from './types';

// A step with more parts than this is collapsed to a summary until it is opened.
const PARTS = 6;

const SAYS: Record<TaskStatus, string> = {
  blocked: 'waiting for earlier steps',
  scheduled: 'will be retried',
  ready: 'waiting for a worker',
  running: 'running',
  succeeded: 'done',
  failed: 'failed',
  skipped: 'skipped',
  cancelled: 'cancelled',
};

/** What is drawn: the times of its edges, up to when the tasks are known, and whether that is in the past. */
interface Span {
  from: number;
  to: number;
  now: number;
  lost: boolean;
}

/** The tasks of a video as bars over time, one per attempt. */
export class Timeline {
  readonly element = h('div', { class: 'timeline', 'data-testid': 'timeline' });
  private readonly opened = new Set<string>();
  private tasks: Task[] = [];
  private readonly timer = setInterval(() => this.tasks.some(({ status }) => status === 'running' || status === 'scheduled') && this.draw(), 1000);

  constructor(private readonly reach: Reach) {
    reach.changed.on(() => this.draw());
  }

  set(tasks: Task[]): void {
    this.tasks = tasks;
    this.draw();
  }

  close(): void {
    clearInterval(this.timer);
  }

  private draw(): void {
    const focused = document.activeElement instanceof HTMLElement && this.element.contains(document.activeElement) ? document.activeElement.closest('details')?.dataset.step : undefined;
    const attempts = this.tasks.flatMap((task) => task.attempts);
    const starts = attempts.map(({ started_at }) => Date.parse(started_at));
    const from = Math.min(...starts);
    const now = this.reach.now();
    const to = Math.max(from + 1000, ...attempts.map((attempt) => end(attempt, now)));
    const span: Span = { from, to, now, lost: this.reach.lost };
    const steps = new Map<string, Task[]>();
    for (const task of this.tasks) steps.set(task.step, [...(steps.get(task.step) ?? []), task]);
    this.element.replaceChildren(
      starts.length ? this.axis((to - from) / 1000) : '',
      h('ol', { class: 'steps' }, ...[...steps].map(([step, tasks]) => h('li', {}, tasks.length > PARTS ? this.fold(step, tasks, span) : h('div', {}, ...tasks.map((task) => line(task, tasks.length > 1, span)))))),
    );
    if (focused) this.element.querySelector<HTMLElement>(`details[data-step="${CSS.escape(focused)}"] > summary`)?.focus();
  }

  private axis(seconds: number): HTMLElement {
    return h('div', { class: 'axis', 'aria-hidden': 'true' }, h('span', {}, '0 s'), h('span', {}, seconds < 60 ? duration(seconds / 2) : clock(seconds / 2)), h('span', {}, seconds < 60 ? duration(seconds) : clock(seconds)));
  }

  /** A collapsible line for the many parts of one step. */
  private fold(step: string, tasks: Task[], span: Span): HTMLElement {
    const number = (status: TaskStatus): number => tasks.filter((task) => task.status === status).length;
    const done = number('succeeded') + number('skipped');
    const status = (['failed', 'running', 'scheduled', 'ready', 'blocked', 'cancelled'] as const).find((each) => number(each)) ?? 'succeeded';
    const says = [`${done} of ${plural(tasks.length, 'part')} done`, number('running') && `${number('running')} running`, number('failed') && `${number('failed')} failed`].filter(Boolean).join(', ');
    const opened = this.opened.has(step);
    const toggle = (event: Event): void => {
      const { open } = event.target as HTMLDetailsElement;
      if (open === opened) return;
      if (open) this.opened.add(step);
      else this.opened.delete(step);
      this.draw();
    };
    return h(
      'details',
      { 'data-step': step, open: opened, ontoggle: toggle },
      h('summary', { class: 'task', 'data-status': status, 'data-testid': 'timeline-step' }, name(words(step), status), track(tasks.flatMap((task) => task.attempts), span), h('span', { class: 'task-says' }, says)),
      // There may be hundreds, and everything is redrawn each second.
      ...(opened ? tasks.map((task) => line(task, true, span)) : []),
    );
  }
}

function line(task: Task, several: boolean, span: Span): HTMLElement {
  const label = words(task.step) + (several && task.part !== null ? ` ${typeof task.part === 'number' ? task.part + 1 : task.part}` : '');
  const last = task.attempts.at(-1);
  const reason = task.status === 'failed' || task.status === 'scheduled' ? last?.failure : null;
  return h(
    'div',
    { class: 'task', 'data-status': task.status, 'data-testid': 'timeline-task', 'data-step': task.step },
    name(label, task.status),
    track(task.attempts, span),
    h('span', { class: 'task-says' }, says(task, span)),
    reason && h('p', { class: 'task-reason' }, `${reason.message} ${reason.advice}`),
  );
}

function name(label: string, status: TaskStatus): HTMLElement {
  return h('span', { class: 'task-name' }, icon(TASK_ICONS[status] ?? 'queued'), h('span', {}, label));
}

function says(task: Task, { now, lost }: Span): string {
  const parts = [lost && task.status === 'running' ? 'was running' : (SAYS[task.status] ?? task.status)];
  const last = task.attempts.at(-1);
  if (task.status === 'scheduled' && task.due_at) parts[0] = Date.parse(task.due_at) > now ? `will be retried in ${duration((Date.parse(task.due_at) - now) / 1000)}` : 'due now';
  if (last && task.status !== 'scheduled') parts.push(duration((end(last, now) - Date.parse(last.started_at)) / 1000));
  if (last?.cpu) parts.push(`${duration(last.cpu)} CPU`);
  if (task.attempts.length > 1) parts.push(`attempt ${task.attempts.length}`);
  return parts.join(' · ');
}

function track(attempts: Attempt[], { from, to, now }: Span): HTMLElement {
  const bars = attempts.map((attempt) => {
    const start = Date.parse(attempt.started_at);
    const bar = h('span', { class: 'attempt', 'data-outcome': attempt.outcome ?? 'running', title: `Attempt ${attempt.number}: ${attempt.outcome ?? 'running'}, ${duration((end(attempt, now) - start) / 1000)}${attempt.node ? `, on ${attempt.node}` : ''}` });
    bar.style.left = `${((start - from) / (to - from)) * 100}%`;
    bar.style.width = `${((end(attempt, now) - start) / (to - from)) * 100}%`;
    return bar;
  });
  const element = h('span', { class: 'track', 'aria-hidden': 'true' }, ...bars);
  return element;
}

/** The end of an attempt; for a running one it is now, but never before its start, in case the clocks differ. */
function end({ started_at, ended_at }: Attempt, now: number): number {
  return ended_at ? Date.parse(ended_at) : Math.max(now, Date.parse(started_at));
}

/** Updates the line with the overall progress. */
export function setProgress(host: HTMLElement, progress: number | null, text: string): void {
  host.hidden = progress === null;
  if (progress === null) return;
  host.querySelector<HTMLElement>('.meter > span')!.style.transform = `scaleX(${Math.min(1, progress)})`;
  host.querySelector('.meter')!.setAttribute('aria-valuenow', String(Math.floor(progress * 100)));
  setText(host.querySelector('.progress-text')!, text);
}

import { sentence } from './api';
import { h, setText } from './dom';
import { count, plural } from './format';
import { icon } from './icons';
import type { Selection } from './selection';
import type { Action, Video } from './types';
import type { Videos } from './videos';

const AT_ONCE = 4;
const ACTIONS: readonly (readonly [Action, string])[] = [
  ['retry', 'Retry'],
  ['cancel', 'Cancel'],
  ['reprocess', 'Process again'],
  ['delete', 'Delete'],
];

/** What to do with all selected videos. */
export class BulkBar {
  private readonly says = h('span', { class: 'bulk-count', 'data-testid': 'bulk-count', role: 'status' });
  private readonly all = h('button', { type: 'button', class: 'button quiet small', 'data-testid': 'select-all', onclick: () => void this.selectAll() });
  private readonly actions = h('span', { class: 'bulk-actions', role: 'group', 'aria-label': 'For all selected videos' });
  private busy = false;

  constructor(
    private readonly host: HTMLElement,
    private readonly videos: Videos,
    private readonly selection: Selection,
    private readonly act: (videos: Video[], action: Action, done: (number: number) => void) => Promise<void>,
  ) {
    host.append(this.says, this.all, this.actions, h('button', { type: 'button', class: 'button quiet icon small', 'data-testid': 'select-none', 'aria-label': 'Clear the selection', title: 'Clear the selection (Escape)', onclick: () => selection.clear() }, icon('close')));
    selection.changed.on(() => this.draw());
    videos.touched.on((index) => selection.has(videos.rows[index]?.id ?? '') && this.draw());
    videos.moved.on(() => this.draw());
    this.draw();
  }

  /** Selects all videos that match the filter, also those that are not loaded yet. */
  async selectAll(): Promise<void> {
    await this.videos.loadAll();
    this.selection.add(this.videos.rows.map(({ id }) => id));
  }

  private draw(): void {
    const { size } = this.selection;
    this.host.hidden = !size && !this.busy;
    if (!size || this.busy) return;
    setText(this.says, `${count(size)} selected`);
    const { length } = this.videos;
    this.all.hidden = size >= length;
    setText(this.all, `Select all ${count(length)}`);
    const selected = this.selected();
    const focused = this.actions.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset.testid : undefined;
    this.actions.replaceChildren(
      ...ACTIONS.flatMap(([action, word]) => {
        const fit = selected.filter(({ actions }) => actions.includes(action));
        // An action for some of them only says for how many.
        const text = fit.length === size ? word : `${word} ${count(fit.length)}`;
        return fit.length ? [h('button', { type: 'button', class: action === 'delete' ? 'button small danger' : 'button small', 'data-testid': `bulk-${action}`, onclick: () => void this.run(fit, action) }, text)] : [];
      }),
    );
    if (focused) this.actions.querySelector<HTMLElement>(`[data-testid=${focused}]`)?.focus();
  }

  private selected(): Video[] {
    return this.videos.rows.filter(({ id }) => this.selection.has(id));
  }

  private async run(videos: Video[], action: Action): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.actions.replaceChildren();
    this.all.hidden = true;
    const done = (number: number): void => setText(this.says, `${count(number)} of ${plural(videos.length, 'video')}`);
    done(0);
    try {
      await this.act(videos, action, done);
    } finally {
      this.busy = false;
      this.selection.clear();
      this.draw();
    }
  }
}

export interface Outcome<T> {
  results: T[];
  failed: number;
  /** The first failure in words. */
  reason: string | null;
}

/** Runs the same for each of many, a few at a time; failures do not stop the others. */
export async function each<V, T>(values: V[], run: (value: V) => Promise<T>, done: (number: number) => void = () => undefined): Promise<Outcome<T>> {
  const outcome: Outcome<T> = { results: [], failed: 0, reason: null };
  const waiting = [...values];
  const work = async (): Promise<void> => {
    for (let value = waiting.shift(); value !== undefined; value = waiting.shift()) {
      try {
        outcome.results.push(await run(value));
      } catch (e) {
        outcome.failed++;
        outcome.reason ??= sentence(e);
      }
      done(outcome.results.length + outcome.failed);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return outcome;
}

import { Problem } from '../api';
import { Signal } from '../signal';
import type { ReviewClient } from './client';
import { Drafts, type Batch } from './drafts';
import type { FrameTimes } from './frame-times';
import { same, textOf, type Annotation, type Change, type Conflict, type Frame, type News } from './wire';

const SOON = 250;
const AGAIN = 3_000;
const LOOK = 3_000;
const MOST = 200;

export type SaveState = 'saved' | 'saving' | 'unsaved';

interface Held {
  frame: Frame;
  annotations: Annotation[];
}

/**
 * The working copy in the browser: what the server has confirmed, and the changes of this person that it has not
 * confirmed yet. Every change is sent at once; until then it is kept in the browser.
 */
export class Store {
  user = '';
  base = 0;
  version = 0;
  conflicts: Conflict[] = [];
  state: SaveState = 'saved';
  /** Something on these frames changed; null means all frames. */
  readonly changed = new Signal<ReadonlySet<number> | null>();
  readonly saved = new Signal<SaveState>();
  readonly problem = new Signal<string>();
  private confirmed = new Map<number, Held>();
  private seen = new Map<number, Annotation[]>();
  private batches: Batch[] = [];
  private drafts: Drafts | null = null;
  private undone: Change[][] = [];
  private done: Change[][] = [];
  private sending: Promise<void> | null = null;
  private timer = 0;
  private readonly poll: number;
  private closed = false;

  constructor(
    private readonly client: ReviewClient,
    readonly times: FrameTimes,
    private readonly video: string,
  ) {
    this.poll = window.setInterval(() => !document.hidden && this.state === 'saved' && this.version >= 0 && void this.look(), LOOK);
    addEventListener('pagehide', this.last);
  }

  close(): void {
    this.closed = true;
    clearInterval(this.poll);
    clearTimeout(this.timer);
    removeEventListener('pagehide', this.last);
    this.last();
  }

  async load(): Promise<void> {
    const copy = await this.client.load();
    this.user = copy.user;
    this.base = copy.base;
    this.version = copy.version;
    this.conflicts = copy.conflicts;
    this.confirmed = new Map();
    for (const { frame, annotations } of copy.frames) {
      const held = this.hold(frame);
      held.annotations.push(...annotations);
    }
    this.seen.clear();
    if (!this.drafts) {
      this.drafts = new Drafts(this.video, copy.user);
      this.batches.push(...(await this.drafts.adopt()));
    }
    this.show(this.batches.length ? 'unsaved' : 'saved');
    this.changed.emit(null);
    if (this.batches.length) this.sendSoon(0);
  }

  /** The annotations of a frame, with this person's latest changes. */
  on(position: number): readonly Annotation[] {
    let shown = this.seen.get(position);
    if (!shown) {
      shown = [...(this.confirmed.get(position)?.annotations ?? [])];
      for (const { changes } of this.batches) for (const change of changes) if (this.times.position(change.frame) === position) apply(shown, change);
      this.seen.set(position, shown);
    }
    return shown;
  }

  /** The positions of all frames that were examined or have annotations, sorted. */
  positions(): number[] {
    const all = new Set(this.confirmed.keys());
    for (const { changes } of this.batches) for (const { frame } of changes) all.add(this.times.position(frame));
    return [...all].filter((position) => this.isExamined(position)).sort((a, b) => a - b);
  }

  isExamined(position: number): boolean {
    let examined = this.confirmed.has(position);
    for (const { changes } of this.batches) for (const change of changes) if (this.times.position(change.frame) === position) examined = change.examined ?? true;
    return examined || this.on(position).length > 0;
  }

  /** The frame at a position, as it is annotated already or else by its exact time. */
  frame(position: number): Frame {
    return this.confirmed.get(position)?.frame ?? this.times.frame(position);
  }

  /** Where an annotation that this person draws or changes comes from; the server says the same. */
  stamp(before: Annotation | null, after: Annotation): Annotation {
    const { origin, by } = before ?? { origin: 'person' as const, by: this.user };
    return { ...after, traits: [...after.traits].sort(), origin, by, confirmed: true, confirmed_by: this.user };
  }

  /** Makes changes as one step that can be undone. */
  edit(changes: Change[], resolved: string[] = []): void {
    const real = changes.filter(({ before, after, examined }) => examined !== null || !same(before, after));
    if (!real.length && !resolved.length) return;
    if (real.length) {
      this.done.push(real);
      this.undone = [];
    }
    this.queue(real, resolved);
  }

  get canUndo(): boolean {
    return this.done.length > 0;
  }

  get canRedo(): boolean {
    return this.undone.length > 0;
  }

  /** Undoes the last step, and returns a frame on which something changed. */
  undo(): Frame | null {
    const step = this.done.pop();
    if (!step) return null;
    this.undone.push(step);
    const back = [...step].reverse().map(({ frame, before, after, examined }) => ({ frame, before: after, after: before, examined: examined === null ? null : !examined }));
    this.queue(back, []);
    return step[0]!.frame;
  }

  redo(): Frame | null {
    const step = this.undone.pop();
    if (!step) return null;
    this.done.push(step);
    this.queue(step, []);
    return step[0]!.frame;
  }

  /** Sends everything that is not confirmed yet; fails if that is not possible. */
  async flush(): Promise<void> {
    while (this.batches.length) await (this.sending ?? this.send());
  }

  /** Takes over what the server says. */
  async take(news: News): Promise<void> {
    if (news.reload) {
      await this.load();
      return;
    }
    const touched = new Set<number>();
    for (const { number, changes } of news.entries) {
      if (number <= this.version) continue;
      for (const change of changes) {
        const held = this.hold(change.frame);
        const position = this.times.position(change.frame);
        if (change.examined === false && !held.annotations.length) this.confirmed.delete(position);
        else apply(held.annotations, change);
        touched.add(position);
      }
    }
    const conflicts = JSON.stringify(this.conflicts) !== JSON.stringify(news.conflicts);
    if (!touched.size && !conflicts && this.base === news.base) {
      this.version = news.version;
      return;
    }
    this.base = news.base;
    this.version = news.version;
    this.conflicts = news.conflicts;
    for (const position of touched) this.seen.delete(position);
    this.changed.emit(touched);
  }

  private hold(frame: Frame): Held {
    const position = this.times.position(frame);
    let held = this.confirmed.get(position);
    if (!held) this.confirmed.set(position, (held = { frame, annotations: [] }));
    return held;
  }

  private queue(changes: Change[], resolved: string[]): void {
    const last = this.batches.at(-1);
    // The first batch may be on its way.
    if (last && this.batches.length > 1 && last.changes.length + changes.length <= MOST) {
      last.changes.push(...changes);
      last.resolved.push(...resolved);
    } else {
      for (let from = 0; from < Math.max(1, changes.length); from += MOST) this.batches.push({ request: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`, changes: changes.slice(from, from + MOST), resolved: from ? [] : resolved });
    }
    this.drafts?.keep(this.batches);
    const touched = new Set(changes.map(({ frame }) => this.times.position(frame)));
    for (const position of touched) this.seen.delete(position);
    this.conflicts = this.conflicts.filter(({ id }) => !resolved.includes(id));
    this.show('unsaved');
    this.changed.emit(touched);
    this.sendSoon(SOON);
  }

  private sendSoon(wait: number): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.send().catch(() => undefined), wait);
  }

  private send(): Promise<void> {
    this.sending ??= this.sendFirst().finally(() => (this.sending = null));
    return this.sending;
  }

  private async sendFirst(): Promise<void> {
    const [batch] = this.batches;
    if (!batch || this.closed) return;
    this.show('saving');
    try {
      const news = await this.client.change({ ...batch, version: this.version });
      this.drop(batch);
      await this.take(news);
    } catch (e) {
      this.show('unsaved');
      const text = e instanceof Error ? e.message : String(e);
      if (e instanceof Problem && e.status === 400) {
        // The same request would be refused again.
        this.drop(batch);
        this.problem.emit(`A change was refused: ${text}`);
        await this.load();
      } else {
        this.problem.emit(`Not saved yet: ${text}`);
        this.sendSoon(AGAIN);
      }
      throw e;
    }
    this.show(this.batches.length ? 'unsaved' : 'saved');
    if (this.batches.length) this.sendSoon(0);
  }

  private drop(batch: Batch): void {
    this.batches = this.batches.filter((each) => each !== batch);
    this.drafts?.keep(this.batches);
    for (const { frame } of batch.changes) this.seen.delete(this.times.position(frame));
  }

  private async look(): Promise<void> {
    try {
      await this.take(await this.client.news(this.version));
    } catch (e) {
      this.problem.emit(e instanceof Error ? e.message : String(e));
    }
  }

  private show(state: SaveState): void {
    this.state = state;
    this.saved.emit(state);
  }

  /** Sends what is left when the page is closed; if that fails, the browser still has it. */
  private readonly last = (): void => {
    const [batch] = this.batches;
    if (batch && !this.sending) void this.client.change({ ...batch, version: this.version }, true).catch(() => undefined);
  };
}

/** Makes a change if it fits; if it does not, the server will say so. */
function apply(annotations: Annotation[], { before, after }: Change): void {
  if (before) {
    const text = textOf(before);
    const at = annotations.findIndex((one) => textOf(one) === text);
    if (at < 0) return;
    if (after) annotations[at] = after;
    else annotations.splice(at, 1);
  } else if (after) annotations.push(after);
}

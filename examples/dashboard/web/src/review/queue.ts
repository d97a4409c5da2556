import { h, throttled } from '../dom';
import type { ReviewClient } from './client';
import type { Editor } from './editor';
import { captionOf } from './painter';
import type { Annotation, Disagreement, Revision } from './wire';

const MOST = 40;

interface Item {
  position: number;
  annotation: Annotation | null;
  text: string;
}

/** What to look at first. */
export class QueuePanel {
  readonly element: HTMLElement;
  private readonly kind = h('select', { 'aria-label': 'What to look at first', 'data-testid': 'queue-kind' });
  private readonly threshold = h('input', { type: 'number', min: 0, max: 1, step: 0.05, value: 0.5, 'aria-label': 'Score at which a model counts as sure', 'data-testid': 'queue-threshold' });
  private readonly count = h('p', { class: 'hint', role: 'status', 'data-testid': 'queue-count' });
  private readonly list = h('ol', { class: 'review-objects', 'data-testid': 'queue-items' });
  private items: Item[] = [];
  private disagreements: Disagreement[] = [];
  private readonly soon = throttled(400, () => this.draw());

  constructor(
    private readonly editor: Editor,
    private readonly client: ReviewClient,
  ) {
    this.kind.addEventListener('change', () => void this.choose());
    this.threshold.addEventListener('change', () => this.draw());
    editor.store.changed.on(() => this.soon());
    this.element = h('div', { class: 'review-panel' }, h('div', { class: 'review-row' }, this.kind, h('label', { class: 'field' }, h('span', { class: 'label' }, 'near'), this.threshold), h('button', { type: 'button', class: 'button small', 'data-testid': 'queue-next', 'aria-keyshortcuts': 'q', onclick: () => this.next() }, 'Look at the next')), this.count, this.list);
    this.setRevisions([]);
  }

  setRevisions(revisions: Revision[]): void {
    const before = this.kind.value;
    this.kind.replaceChildren(
      h('option', { value: 'doubt' }, 'Doubtful proposals'),
      h('option', { value: 'unseen' }, 'Frames nobody looked at'),
      ...revisions.map(({ revision, saved_by }) => h('option', { value: String(revision) }, `Disagreements with revision ${revision} (${saved_by ?? 'unknown'})`)),
    );
    if ([...this.kind.options].some(({ value }) => value === before)) this.kind.value = before;
    this.draw();
  }

  /** Goes to the first item that is not on the screen. */
  next(): void {
    const item = this.items.find(({ position, annotation }) => position !== this.editor.position || (annotation && annotation !== this.editor.selected));
    if (item) this.editor.show(item.position, item.annotation);
    else this.editor.told.emit('There is nothing left to look at.');
  }

  private async choose(): Promise<void> {
    this.disagreements = [];
    const { value } = this.kind;
    if (/^\d+$/.test(value)) {
      try {
        await this.editor.store.flush();
        this.disagreements = await this.client.disagreements(Number(value));
      } catch (e) {
        this.editor.told.emit(e instanceof Error ? e.message : String(e));
      }
    }
    this.draw();
  }

  private draw(): void {
    const { value } = this.kind;
    this.threshold.parentElement!.hidden = value !== 'doubt';
    this.items = value === 'doubt' ? this.doubtful() : value === 'unseen' ? this.unseen() : this.disputed();
    this.count.textContent = this.items.length ? `${this.items.length} to look at, the most doubtful first` : 'Nothing to look at';
    const focused = this.list.contains(document.activeElement);
    this.list.replaceChildren(
      ...this.items.slice(0, MOST).map(({ position, annotation, text }) => h('li', {}, h('button', { type: 'button', class: 'review-object', 'data-testid': 'queue-item', onclick: () => this.editor.show(position, annotation) }, `${this.editor.store.times.seconds(position).toFixed(2)} s · ${text}`))),
    );
    if (focused) this.list.querySelector('button')?.focus();
  }

  /** Proposals that nobody has confirmed; those about which the model was least sure first. */
  private doubtful(): Item[] {
    const { store } = this.editor;
    const threshold = this.threshold.valueAsNumber || 0;
    const items = store.positions().flatMap((position) =>
      store
        .on(position)
        .filter(({ confirmed }) => !confirmed)
        .map((annotation) => ({ position, annotation, text: captionOf(annotation), doubt: annotation.score === null ? 1 : Math.abs(annotation.score - threshold) })),
    );
    return items.sort((a, b) => a.doubt - b.doubt || a.position - b.position);
  }

  /** The middle of each stretch of frames that nobody examined, the longest stretch first. */
  private unseen(): Item[] {
    const { store } = this.editor;
    const { count } = store.times;
    if (count === null) return [];
    const gaps: { from: number; to: number }[] = [];
    let from = 0;
    for (const position of [...store.positions(), count]) {
      if (position > from) gaps.push({ from, to: position - 1 });
      from = position + 1;
    }
    return gaps.sort((a, b) => b.to - b.from - (a.to - a.from)).map(({ from, to }) => ({ position: (from + to) >> 1, annotation: null, text: from === to ? `frame ${from}` : `frames ${from} to ${to}` }));
  }

  private disputed(): Item[] {
    const { times } = this.editor.store;
    return this.disagreements.map(({ frame, truth, reason }) => ({ position: times.position(frame), annotation: truth, text: reason }));
  }
}

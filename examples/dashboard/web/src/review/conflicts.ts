import { h } from '../dom';
import type { Editor } from './editor';
import { captionOf } from './painter';
import type { Annotation, Change, Conflict } from './wire';

/** Changes that met a change of somebody else, for a person to decide. */
export class ConflictsPanel {
  readonly element = h('section', { class: 'review-conflicts', 'aria-label': 'Conflicts', 'data-testid': 'review-conflicts', hidden: true });

  constructor(private readonly editor: Editor) {}

  draw(): void {
    const { conflicts } = this.editor.store;
    this.element.hidden = !conflicts.length;
    this.element.replaceChildren(h('h3', {}, `Conflicts (${conflicts.length})`), h('ul', {}, ...conflicts.map((one) => this.card(one))));
  }

  private card(conflict: Conflict): HTMLElement {
    const { by, change, theirs } = conflict;
    const { store } = this.editor;
    const position = store.times.position(change.frame);
    return h(
      'li',
      { 'data-testid': 'review-conflict' },
      h('p', {}, `${by} wanted ${wish(change)} at ${(change.frame.nanos / 1e9).toFixed(3)} s. Meanwhile it ${theirs ? `became ${describe(theirs)}` : 'was deleted'}.`),
      h(
        'div',
        { class: 'review-row' },
        h('button', { type: 'button', class: 'button small', onclick: () => this.editor.show(position, theirs) }, 'Show'),
        h('button', { type: 'button', class: 'button small', 'data-testid': 'conflict-take', onclick: () => this.take(conflict) }, `Take ${by}’s`),
        h('button', { type: 'button', class: 'button small', 'data-testid': 'conflict-keep', onclick: () => store.edit([], [conflict.id]) }, 'Keep as it is'),
      ),
    );
  }

  private take({ id, change, theirs }: Conflict): void {
    const { store } = this.editor;
    const { after } = change;
    const changes: Change[] = after || theirs ? [{ frame: change.frame, before: theirs, after: after && store.stamp(theirs, after), examined: null }] : [];
    store.edit(changes, [id]);
    this.editor.show(store.times.position(change.frame), changes[0]?.after ?? null);
  }
}

function wish({ before, after }: Change): string {
  if (!after) return `to delete ${before ? describe(before) : 'a box'}`;
  if (!before) return `to add ${describe(after)}`;
  return before.label === after.label ? `to make it ${describe(after)}` : `to make it a ${captionOf(after)}`;
}

const describe = (one: Annotation): string => `${[captionOf(one), ...one.traits].join(', ')} (${Math.round(one.width)} × ${Math.round(one.height)} at ${Math.round(one.x)}, ${Math.round(one.y)})`;

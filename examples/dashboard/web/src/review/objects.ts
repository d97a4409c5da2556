import { h, setText } from '../dom';
import type { Editor } from './editor';
import { captionOf } from './painter';
import { isCalculated } from './tracks';
import { same, textOf, type Annotation, type Trait } from './wire';

const MOST = 60;
const TRAITS: [Trait, string][] = [['difficult', 'Difficult'], ['occluded', 'Occluded'], ['ignore', 'Ignore'], ['crowd', 'Crowd']];

/** The boxes of the frame on the screen as a list, and what can be done to the selected one. */
export class ObjectsPanel {
  readonly element: HTMLElement;
  private readonly where = h('p', { class: 'review-where', 'data-testid': 'review-where' });
  private readonly label = h('input', { list: 'review-classes', 'data-testid': 'review-class', 'aria-label': 'Class', autocomplete: 'off', spellcheck: false });
  private readonly classes = h('datalist', { id: 'review-classes' });
  private readonly traits = h('div', { class: 'review-traits', role: 'group', 'aria-label': 'Traits' });
  private readonly facts = h('p', { class: 'hint', 'data-testid': 'review-facts' });
  private readonly list = h('ul', { class: 'review-objects', 'data-testid': 'review-objects', 'aria-label': 'Boxes on this frame' });
  private readonly buttons = new Map<Trait, HTMLButtonElement>();
  private drawn = '';

  constructor(private readonly editor: Editor) {
    for (const [trait, name] of TRAITS) {
      const button = h('button', { type: 'button', class: 'chip', 'aria-pressed': 'false', 'data-testid': `review-${trait}`, onclick: () => editor.toggle(trait) }, name);
      this.buttons.set(trait, button);
      this.traits.append(button);
    }
    this.label.addEventListener('change', () => editor.relabel(this.label.value));
    this.label.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key === 'Enter') editor.relabel(this.label.value);
      document.querySelector<HTMLElement>('.review .player')?.focus();
    });
    const action = (name: string, run: () => void, id: string): HTMLButtonElement => h('button', { type: 'button', class: 'button small', 'data-testid': id, onclick: run }, name);
    this.element = h(
      'div',
      { class: 'review-panel' },
      this.where,
      h('label', { class: 'field' }, h('span', { class: 'label' }, 'Class'), this.label),
      this.classes,
      this.traits,
      this.facts,
      h('div', { class: 'review-row', role: 'group', 'aria-label': 'Box and track' }, action('Confirm', () => editor.accept(), 'review-accept'), action('Confirm track', () => editor.acceptTrack(), 'review-accept-track'), action('Delete', () => editor.remove(), 'review-delete')),
      h('div', { class: 'review-row', role: 'group', 'aria-label': 'Tracks' }, action('Start track', () => editor.startTrack(), 'review-track'), action('Split', () => editor.split(), 'review-split'), action('Join', () => editor.join(), 'review-join'), action('Fill gaps', () => editor.interpolate(), 'review-interpolate')),
      this.list,
    );
  }

  focusClass(): void {
    this.label.focus();
    this.label.select();
  }

  draw(): void {
    const { editor } = this;
    const { frame, selected } = editor;
    const number = frame.index === null ? '' : `Frame ${frame.index} · `;
    setText(this.where, `${number}${(frame.nanos / 1e9).toFixed(6)} s · ${editor.store.isExamined(editor.position) ? counted(editor.annotations.length) : 'not examined'}`);
    if (document.activeElement !== this.label) this.label.value = selected?.label ?? editor.label;
    for (const [trait, button] of this.buttons) button.setAttribute('aria-pressed', String(selected?.traits.includes(trait) ?? false));
    setText(this.facts, selected ? factsOf(selected) : 'Draw a box over the picture, or press N.');
    // Nobody can choose from the boxes of a picture that is gone at once.
    this.list.inert = !editor.media.paused;
    if (editor.media.paused) this.drawList();
  }

  drawClasses(): void {
    this.classes.replaceChildren(...this.editor.labels().map((label) => h('option', { value: label })));
  }

  private drawList(): void {
    const { annotations, selected } = this.editor;
    const shown = annotations.slice(0, MOST);
    const text = `${annotations.length} ${shown.map((one) => `${textOf(one)}${same(one, selected)}`).join('\n')}`;
    if (text === this.drawn) return;
    this.drawn = text;
    const focused = this.list.contains(document.activeElement);
    this.list.replaceChildren(
      ...shown.map((one) => h('li', {}, h('button', { type: 'button', class: 'review-object', 'aria-pressed': String(same(one, selected)), onclick: () => this.editor.select(one) }, swatch(this.editor.colours.of(one.label), one.confirmed), captionOf(one)))),
      ...(annotations.length > MOST ? [h('li', { class: 'hint' }, `and ${annotations.length - MOST} more`)] : []),
    );
    if (focused) this.list.querySelector<HTMLElement>('[aria-pressed=true]')?.focus();
  }
}

/** Full for what a person has confirmed, empty for a proposal. */
function swatch(colour: string, confirmed: boolean): HTMLElement {
  const element = h('span', { class: 'review-swatch', 'aria-hidden': 'true' });
  element.style.borderColor = colour;
  if (confirmed) element.style.background = colour;
  return element;
}

const counted = (boxes: number): string => (boxes === 1 ? '1 box' : `${boxes} boxes`);

function factsOf(one: Annotation): string {
  const parts = [`${one.width.toFixed(1)} × ${one.height.toFixed(1)} at ${one.x.toFixed(1)}, ${one.y.toFixed(1)}`];
  if (one.track !== null) parts.push(`track ${one.track}`);
  if (one.score !== null) parts.push(`score ${one.score.toFixed(2)}`);
  if (isCalculated(one)) parts.push('between key frames');
  parts.push(one.confirmed ? `confirmed by ${one.confirmed_by ?? 'somebody'}` : `proposed by ${one.by}`);
  return parts.join(' · ');
}

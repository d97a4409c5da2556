import { h, setText } from './dom';
import { icon } from './icons';
import type { Details, Edit } from './types';

const LONGEST = 200;

export interface EditEvents {
  /** @returns whether the server accepted the change */
  edit(video: Details, edit: Edit): Promise<boolean>;
  filter(label: string): void;
}

/** The title of a video, which can be changed in place. */
export class Title {
  readonly element: HTMLElement;
  readonly heading = h('h2', { class: 'details-title', 'data-testid': 'details-title', tabindex: -1 });
  private readonly input = h('input', { type: 'text', 'aria-label': 'Title', 'data-testid': 'title-input', maxlength: LONGEST, required: true, autocomplete: 'off' });
  private readonly form: HTMLElement;
  private readonly pen = h('button', { type: 'button', class: 'button quiet icon', 'aria-label': 'Rename', title: 'Rename', 'data-testid': 'rename', hidden: true, onclick: () => this.begin() }, icon('pen'));
  private video: Details | null = null;

  constructor(private readonly on: EditEvents) {
    this.form = h(
      'form',
      { class: 'rename', hidden: true, onsubmit: (event: Event) => void this.save(event), onkeydown: (event: KeyboardEvent) => event.key === 'Escape' && this.end(event) },
      this.input,
      h('button', { type: 'submit', class: 'button primary', 'data-testid': 'title-save' }, 'Save'),
      h('button', { type: 'button', class: 'button quiet', onclick: (event: Event) => this.end(event) }, 'Cancel'),
    );
    this.element = h('div', { class: 'details-name' }, this.heading, this.pen, this.form);
  }

  /** Shows a title while there is nothing to rename. */
  say(text: string): void {
    this.video = null;
    this.show(false);
    this.pen.hidden = true;
    setText(this.heading, text);
  }

  set(video: Details): void {
    this.video = video;
    setText(this.heading, video.title || video.file_name);
    this.pen.hidden = !this.form.hidden;
  }

  private begin(): void {
    this.input.value = this.heading.textContent ?? '';
    this.show(true);
    this.input.select();
  }

  private async save(event: Event): Promise<void> {
    event.preventDefault();
    const title = this.input.value.trim();
    if (!title || !this.video) return;
    if (title === this.video.title || (await this.on.edit(this.video, { title }))) this.end(event);
  }

  private end(event: Event): void {
    // Escape closes the form, not the details.
    event.preventDefault();
    this.show(false);
    this.pen.focus();
  }

  private show(editing: boolean): void {
    this.form.hidden = !editing;
    // Sections keep their heading.
    this.heading.classList.toggle('unseen', editing);
    this.pen.hidden = editing;
  }
}

/** The labels of a video, with buttons to remove them and a field to add one. */
export class Labels {
  readonly element = h('div', { class: 'labels', role: 'group', 'aria-label': 'Labels', 'data-testid': 'labels', hidden: true });
  private readonly list = h('ul', {});
  private readonly input = h('input', { type: 'text', class: 'small', placeholder: 'Add a label', 'aria-label': 'Add a label', 'data-testid': 'label-input', maxlength: 100, autocomplete: 'off' });
  private video: Details | null = null;

  constructor(private readonly on: EditEvents) {
    this.element.append(this.list, h('form', { onsubmit: (event: Event) => void this.add(event) }, this.input));
  }

  hide(): void {
    this.video = null;
    this.element.hidden = true;
    this.input.value = '';
  }

  set(video: Details): void {
    const same = this.video?.id === video.id && this.video.labels.join('\n') === video.labels.join('\n');
    this.video = video;
    this.element.hidden = false;
    if (same) return;
    const focused = this.list.contains(document.activeElement);
    this.list.replaceChildren(
      ...video.labels.map((label) =>
        h(
          'li',
          { class: 'label-chip' },
          h('button', { type: 'button', class: 'label-name', title: `Show all videos labelled ${label}`, 'data-testid': 'label', onclick: () => this.on.filter(label) }, label),
          h('button', { type: 'button', class: 'label-remove', 'aria-label': `Remove the label ${label}`, 'data-testid': 'label-remove', onclick: () => void this.remove(label) }, icon('close')),
        ),
      ),
    );
    if (focused) this.input.focus();
  }

  private async add(event: Event): Promise<void> {
    event.preventDefault();
    const label = this.input.value.trim();
    if (!label || !this.video) return;
    if (this.video.labels.includes(label) || (await this.on.edit(this.video, { labels: [...this.video.labels, label] }))) this.input.value = '';
  }

  private async remove(label: string): Promise<void> {
    if (this.video) await this.on.edit(this.video, { labels: this.video.labels.filter((other) => other !== label) });
  }
}

import { sentence } from './api';
import { h, setText, throttled } from './dom';
import { fromFolder, type Picked } from './files';
import { bytes, duration, percent, plural } from './format';
import { icon } from './icons';
import { UploadRow } from './upload-row';
import type { UnfinishedUpload } from './types';
import type { Item } from './upload-item';
import type { Uploads } from './uploads';

// The maximum number of uploads shown; the others are only counted.
const SHOWN = 40;

/** The tray for choosing files and following their uploads. */
export class UploadTray {
  private readonly files = picker('file-input', 'Files to upload', { multiple: true });
  private readonly folder = picker('folder-input', 'Folder to upload', { webkitdirectory: true });
  private readonly again = picker('again-input', 'The same file again', {});
  private readonly projectInput = h('input', { type: 'text', value: 'default', list: 'projects', autocomplete: 'off', 'data-testid': 'upload-project', maxlength: 200 });
  private readonly projects = h('datalist', { id: 'projects' });
  private readonly summary = h('span', { class: 'tray-summary', 'data-testid': 'upload-summary' });
  private readonly clear = h('button', { type: 'button', class: 'button quiet small', 'data-testid': 'uploads-clear', hidden: true }, 'Clear finished');
  private readonly rows = h('ul', { class: 'tray-rows', 'aria-label': 'Files' });
  private readonly others = h('div', { class: 'tray-others', hidden: true });
  private readonly drawn = new Map<Item, UploadRow>();
  private readonly sum = throttled(500, () => this.summarise());
  private chosen: UnfinishedUpload | null = null;

  constructor(
    private readonly host: HTMLElement,
    private readonly upload: HTMLElement,
    private readonly button: HTMLElement,
    private readonly uploads: Uploads,
    private readonly on: { error: (sentence: string) => void; info: (sentence: string) => void; open: (id: string) => void },
  ) {
    const choose = (input: HTMLInputElement, text: string, testid: string): HTMLElement => h('button', { type: 'button', class: 'button', 'data-testid': testid, onclick: () => input.click() }, text);
    host.append(
      h('div', { class: 'tray-head' }, h('h2', {}, 'Uploads'), this.summary, this.clear, h('button', { type: 'button', class: 'button quiet icon small', 'aria-label': 'Close uploads', 'data-testid': 'uploads-close', onclick: () => this.toggle(false) }, icon('down'))),
      h('div', { class: 'tray-choose' }, choose(this.files, 'Choose files…', 'choose-files'), choose(this.folder, 'Choose a folder…', 'choose-folder'), h('label', { class: 'field' }, h('span', { class: 'label' }, 'Into project'), this.projectInput), this.projects, this.files, this.folder, this.again),
      h('div', { class: 'tray-scroll' }, this.rows, this.others),
    );
    this.upload.addEventListener('click', () => this.choose());
    button.addEventListener('click', () => this.toggle(host.hidden !== false));
    this.clear.addEventListener('click', () => uploads.clearDone());
    this.files.addEventListener('change', () => this.take({ files: [...(this.files.files ?? [])], skipped: 0 }, this.files));
    this.folder.addEventListener('change', () => this.take(fromFolder(this.folder.files ?? []), this.folder));
    this.again.addEventListener('change', () => this.takeAgain());
    uploads.listed.on(() => this.draw());
    uploads.thumbnails.made.on((file) => [...this.drawn].forEach(([item, row]) => item.file === file && row.update()));
    uploads.changed.on((item) => {
      this.drawn.get(item)?.update();
      this.sum();
    });
    addEventListener('beforeunload', (event) => uploads.items.some(({ state }) => state === 'uploading' || state === 'waiting') && event.preventDefault());
  }

  get project(): string {
    return this.projectInput.value.trim() || 'default';
  }

  setProjects(projects: string[], current: string): void {
    this.projects.replaceChildren(...projects.map((value) => h('option', { value })));
    if (current) this.projectInput.value = current;
  }

  /** Opens the dialog of the browser in which files are chosen. */
  choose(): void {
    this.toggle(true);
    this.files.click();
  }

  toggle(open: boolean): void {
    this.host.hidden = !open;
    this.button.setAttribute('aria-expanded', String(open));
    if (!open && this.host.contains(document.activeElement)) (this.button.hidden ? this.upload : this.button).focus();
  }

  /** Uploads files that were chosen or dropped. */
  take({ files, skipped }: Picked, input?: HTMLInputElement): void {
    if (files.length) {
      this.toggle(true);
      const added = this.uploads.add(files, this.project);
      if (added < files.length) this.on.info(`${plural(files.length - added, 'file')} of these ${files.length - added === 1 ? 'is' : 'are'} already being uploaded.`);
    }
    if (skipped) this.on.info(`${plural(skipped, 'file was', 'files were')} skipped because ${skipped === 1 ? 'it is not a video' : 'they are not videos'}.`);
    else if (!files.length) this.on.info('No files were found.');
    if (input) input.value = '';
  }

  private takeAgain(): void {
    const file = this.again.files?.[0];
    this.again.value = '';
    if (!file || !this.chosen) return;
    if (!this.uploads.goOn(this.chosen, file)) this.on.error(`This is not the same file: it must be ${this.chosen.file_name} with ${bytes(this.chosen.size)}.`);
  }

  private draw(): void {
    const { items, unfinished } = this.uploads;
    const shown = [...items].sort((a, b) => rank(a) - rank(b)).slice(0, SHOWN);
    for (const item of [...this.drawn.keys()]) if (!shown.includes(item)) this.drawn.delete(item);
    this.rows.replaceChildren(
      ...shown.map((item) => {
        const row = this.drawn.get(item) ?? new UploadRow(item, this.uploads, this.on);
        this.drawn.set(item, row);
        return row.element;
      }),
    );
    if (items.length > shown.length) this.rows.append(h('li', { class: 'tray-more' }, `and ${plural(items.length - shown.length, 'more file')}`));
    this.rows.hidden = !items.length;
    this.others.hidden = !unfinished.length;
    this.others.replaceChildren(
      h('h3', {}, 'Unfinished uploads'),
      h('p', { class: 'hint' }, 'Choose the same file again to resume its upload.'),
      h('ul', { 'aria-label': 'Unfinished uploads' }, ...unfinished.slice(0, SHOWN).map((each) => this.unfinishedRow(each))),
    );
    this.summarise();
  }

  private unfinishedRow(each: UnfinishedUpload): HTMLElement {
    const goOn = (): void => {
      this.chosen = each;
      this.again.click();
    };
    return h(
      'li',
      { class: 'unfinished', 'data-testid': 'unfinished-upload', 'data-id': each.id },
      h('span', { class: 'upload-name', title: each.file_name }, each.file_name),
      h('span', { class: 'hint' }, `${percent(each.size ? each.offset / each.size : 0)} of ${bytes(each.size)} in ${each.project_id}`),
      h('span', { class: 'upload-buttons' },
        h('button', { type: 'button', class: 'button small', 'data-testid': 'unfinished-choose', 'aria-label': `Choose the file… ${each.file_name}`, onclick: goOn }, 'Choose the file…'),
        h('button', { type: 'button', class: 'button quiet small', 'data-testid': 'unfinished-discard', 'aria-label': `Discard ${each.file_name}`, onclick: () => void this.uploads.discard(each).catch((e: unknown) => this.on.error(sentence(e) ?? '')) }, 'Discard'),
      ),
    );
  }

  private summarise(): void {
    const { items, active, unfinished } = this.uploads;
    const sum = (of: (item: Item) => number): number => items.reduce((total, item) => total + of(item), 0);
    const size = sum(({ file }) => file.size);
    const sent = sum((item) => item.sent);
    const rate = sum((item) => (item.state === 'uploading' ? (item.rate.perSecond() ?? 0) : 0));
    const done = items.filter(({ state }) => state === 'done').length;
    const parts = !items.length ? [unfinished.length ? plural(unfinished.length, 'unfinished upload') : ''] : [`${done} of ${plural(items.length, 'file')}`];
    if (active.length) parts.push(percent(size ? sent / size : 0));
    if (rate > 0) parts.push(`${bytes(rate)}/s`, `${duration((size - sent) / rate)} left`);
    setText(this.summary, parts.filter(Boolean).join(' · '));
    this.clear.hidden = items.length === active.length;
    this.button.hidden = !items.length && !unfinished.length;
    setText(this.button, active.length ? `Uploads · ${percent(size ? sent / size : 0)}` : 'Uploads');
  }
}

const rank = ({ state }: Item): number => ({ uploading: 0, interrupted: 1, paused: 2, failed: 3, waiting: 4, done: 5 })[state];

function picker(testid: string, label: string, more: Record<string, boolean>): HTMLInputElement {
  return h('input', { type: 'file', class: 'unseen', tabindex: -1, 'aria-label': label, 'data-testid': testid, ...more });
}

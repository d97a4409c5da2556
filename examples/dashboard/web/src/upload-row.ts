import { sentence } from './api';
import { h, setText, throttled } from './dom';
import { bytes, duration, percent } from './format';
import { icon, setIcon } from './icons';
import { STATUS_WORDS } from './status';
import type { Item } from './upload-item';
import type { Uploads } from './uploads';

/** One file in the tray. */
export class UploadRow {
  readonly element: HTMLElement;
  readonly update = throttled(250, () => this.draw());
  private readonly picture = h('img', { alt: '', hidden: true });
  private readonly bar: HTMLElement;
  private readonly fill = h('span', {});
  private readonly state = h('span', { class: 'upload-state', 'data-testid': 'upload-state' });
  private readonly toggle: HTMLButtonElement;
  private readonly open: HTMLButtonElement;
  private readonly cancel: HTMLButtonElement;

  constructor(
    private readonly item: Item,
    private readonly uploads: Uploads,
    on: { error: (sentence: string) => void; open: (id: string) => void },
  ) {
    const { name } = item.file;
    this.bar = h('span', { class: 'meter', role: 'progressbar', 'aria-label': `Upload of ${name}`, 'aria-valuemin': 0, 'aria-valuemax': 100 }, this.fill);
    this.toggle = h('button', { type: 'button', class: 'button quiet icon small', 'data-testid': 'upload-toggle', onclick: () => (running(item) ? uploads.pause(item) : uploads.resume(item)) });
    this.open = h('button', { type: 'button', class: 'button quiet small', 'data-testid': 'upload-open', 'aria-label': `Show ${name}`, onclick: () => item.id && on.open(item.id) }, 'Show');
    this.cancel = h('button', { type: 'button', class: 'button quiet icon small', 'data-testid': 'upload-cancel', 'aria-label': `Cancel upload of ${name}`, onclick: () => void uploads.cancel(item).catch((e: unknown) => on.error(sentence(e) ?? '')) }, icon('close'));
    this.element = h('li', { class: 'upload', 'data-testid': 'upload-item', 'data-name': name }, h('span', { class: 'upload-picture' }, icon('film'), this.picture), h('span', { class: 'upload-name', title: name }, name), h('span', { class: 'upload-buttons' }, this.open, this.toggle, this.cancel), this.bar, this.state);
    this.draw();
  }

  private draw(): void {
    const { item } = this;
    const share = item.file.size ? Math.min(1, item.sent / item.file.size) : item.state === 'done' ? 1 : 0;
    this.element.dataset.state = item.state;
    this.element.dataset.id = item.id ?? '';
    this.fill.style.transform = `scaleX(${share})`;
    this.bar.setAttribute('aria-valuenow', String(Math.floor(share * 100)));
    this.bar.hidden = item.state === 'done';
    const picture = this.uploads.thumbnails.of(item.file);
    this.picture.hidden = !picture;
    if (picture && this.picture.getAttribute('src') !== picture) this.picture.src = picture;
    setText(this.state, this.text(share));
    this.toggle.hidden = item.state === 'done';
    this.open.hidden = !item.id;
    this.cancel.hidden = item.state === 'done';
    setIcon(this.toggle, running(item) ? 'pause' : 'play');
    this.toggle.setAttribute('aria-label', `${running(item) ? 'Pause' : item.state === 'failed' ? 'Try again' : 'Resume'} upload of ${item.file.name}`);
  }

  private text(share: number): string {
    const { file, rate, sent, state, error, video, resumed } = this.item;
    const amount = `${percent(share)} of ${bytes(file.size)}`;
    if (state === 'uploading') {
      const speed = rate.perSecond();
      return [amount, ...(speed ? [`${bytes(speed)}/s`, `${duration((file.size - sent) / speed)} left`] : [resumed ? 'resuming' : 'starting'])].join(' · ');
    }
    if (state === 'waiting') return `Waiting · ${bytes(file.size)}`;
    if (state === 'paused') return `Paused · ${amount}`;
    if (state === 'interrupted') return `Interrupted · ${amount} · ${error ?? ''} It will be retried automatically.`;
    if (state === 'failed') return error ?? 'Failed';
    if (video?.failure) return `${STATUS_WORDS[video.status]}: ${video.failure.message} ${video.failure.advice}`;
    return `Uploaded · ${bytes(file.size)}`;
  }
}

const running = ({ state }: Item): boolean => state === 'uploading' || state === 'waiting' || state === 'interrupted';

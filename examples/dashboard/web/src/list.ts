import { h, setAttribute, setText } from './dom';
import { ago, bytes, clock, count, percent, speed, duration } from './format';
import { icon } from './icons';
import { ACTIVE, setStatus, statusBadge } from './status';
import type { Videos } from './videos';
import { VirtualList, type Rows } from './virtual-list';
import type { Video } from './types';

/** The list of videos, with one row each, or a message if it is empty. */
export class List implements Rows {
  readonly height = 76;
  private readonly grid: VirtualList;
  private readonly empty = h('div', { class: 'empty', 'data-testid': 'list-empty' });
  private opened: string | null = null;

  constructor(
    private readonly host: HTMLElement,
    private readonly videos: Videos,
    private readonly on: { open: (video: Video) => void; delete: (video: Video) => void; upload: () => void; clear: () => void },
  ) {
    this.grid = new VirtualList(host, 'Videos, newest first', this);
    host.append(this.empty);
    videos.moved.on(({ above }) => this.draw(above));
    videos.touched.on((index) => this.grid.touch(index));
    videos.counted.on(() => this.draw(0));
    // Ages, such as "5 min ago"
    setInterval(() => this.grid.touchAll(), 30_000);
    this.draw(0);
  }

  /** Marks the row whose details are shown. */
  select(id: string | null): void {
    const before = this.opened;
    this.opened = id;
    for (const each of [before, id]) if (each) this.grid.touch(this.videos.place(each));
  }

  focus(id?: string): void {
    const place = id ? this.videos.place(id) : -1;
    this.grid.focus(place < 0 ? undefined : place);
  }

  top(): void {
    this.grid.top();
  }

  private draw(above: number): void {
    const { length } = this.videos;
    this.grid.set(length, above);
    this.grid.box.hidden = length === 0;
    this.empty.hidden = length > 0;
    setAttribute(this.host, 'aria-busy', this.videos.busy);
    if (!length) this.drawEmpty();
  }

  private drawEmpty(): void {
    const { filter, loaded } = this.videos;
    if (!loaded) this.empty.replaceChildren(h('p', {}, 'Loading…'));
    else if (filter.text || filter.statuses.size || filter.project) {
      this.empty.replaceChildren(
        h('h2', {}, 'No matches'),
        h('p', {}, 'No video matches this project, these statuses and this text.'),
        h('button', { type: 'button', class: 'button', 'data-testid': 'clear-filters', onclick: this.on.clear }, 'Show all videos'),
      );
    } else {
      this.empty.replaceChildren(
        icon('film'),
        h('h2', {}, 'No videos yet'),
        h('p', {}, 'Drop files or folders anywhere on this page, or choose them.'),
        h('button', { type: 'button', class: 'button primary', 'data-testid': 'empty-upload', onclick: this.on.upload }, 'Upload videos'),
      );
    }
  }

  create(): HTMLElement {
    return h(
      'div',
      { role: 'row', class: 'row', 'data-testid': 'video-row' },
      h('span', { role: 'gridcell', class: 'row-poster' }, h('img', { alt: '', decoding: 'async', hidden: true }), icon('film'), h('span', { class: 'row-length' })),
      h('span', { role: 'gridcell', class: 'row-what' }, h('span', { class: 'row-title' }), h('span', { class: 'row-facts' })),
      h('span', { role: 'gridcell', class: 'row-status' }, statusBadge(), h('span', { class: 'row-progress' }), h('span', { class: 'meter', 'aria-hidden': 'true' }, h('span', {}))),
    );
  }

  fill(row: HTMLElement, index: number): void {
    const video = this.videos.rows[index];
    const [poster, what, state] = row.children as unknown as [HTMLElement, HTMLElement, HTMLElement];
    const [image, , length] = poster.children as unknown as [HTMLImageElement, Element, HTMLElement];
    const [badge, progress, meter] = state.children as unknown as [HTMLElement, HTMLElement, HTMLElement];
    row.classList.toggle('loading', !video);
    setAttribute(row, 'aria-selected', video !== undefined && video.id === this.opened ? 'true' : 'false');
    if (row.dataset.id !== video?.id) {
      row.dataset.id = video?.id ?? '';
      image.hidden = true;
      image.removeAttribute('src');
    }
    setText(what.children[0]!, video ? video.title || video.file_name : 'Loading…');
    setText(what.children[1]!, video ? facts(video) : '');
    badge.hidden = !video;
    if (video) setStatus(badge, video.status);
    const active = video !== undefined && ACTIVE.has(video.status) && video.progress !== null;
    setText(progress, video ? remark(video) : '');
    meter.hidden = !active;
    if (active) (meter.firstElementChild as HTMLElement).style.transform = `scaleX(${Math.min(1, video.progress ?? 0)})`;
    length.hidden = !video?.media?.duration;
    if (video?.media) setText(length, clock(video.media.duration));
  }

  settled(row: HTMLElement, index: number): void {
    const video = this.videos.rows[index];
    const image = row.querySelector('img')!;
    if (!video?.urls.poster || image.hasAttribute('src')) return;
    image.onload = () => (image.hidden = false);
    image.onerror = () => (image.hidden = true);
    image.src = video.urls.poster;
  }

  open(index: number): void {
    const video = this.videos.rows[index];
    if (video) this.on.open(video);
  }

  delete(index: number): void {
    const video = this.videos.rows[index];
    if (video?.actions.includes('delete')) this.on.delete(video);
  }

  visible(first: number, last: number): void {
    this.videos.need(first, last);
  }
}

function facts(video: Video): string {
  const picture = video.media && video.media.height > 0 ? `${count(video.media.width)} × ${count(video.media.height)}`.replace(/,/g, '') : null;
  return [ago(video.created_at), video.project_id, picture, video.file_size === null ? null : bytes(video.file_size)].filter(Boolean).join(' · ');
}

function remark(video: Video): string {
  if (video.failure && (video.status === 'failed' || video.status === 'rejected')) return words(video.failure.message);
  if (!ACTIVE.has(video.status) || video.progress === null) return '';
  return [percent(video.progress), video.time_left === null ? null : `${duration(video.time_left)} left`, video.rate === null ? null : speed(video.rate)].filter(Boolean).join(' · ');
}

const words = (message: string): string => message.replace(/\.$/, '');

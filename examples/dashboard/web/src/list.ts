import { Columns } from './columns';
import { h, setAttribute, setText } from './dom';
import { ago, bytes, clock, percent, speed, duration } from './format';
import { icon, setIcon } from './icons';
import type { Order } from './order';
import type { Reach } from './reach';
import { ACTIVE, setStatus, statusBadge } from './status';
import type { Selection } from './selection';
import type { Videos } from './videos';
import { VirtualList, type Rows } from './virtual-list';
import type { Video } from './types';

/** The list of videos, with one row each, or a message if it is empty. */
export class List implements Rows {
  readonly height = 76;
  private readonly columns: Columns;
  private readonly grid: VirtualList;
  private readonly empty = h('div', { class: 'empty', 'data-testid': 'list-empty' });
  private opened: string | null = null;
  private readonly missing = new Set<string>();

  constructor(
    private readonly host: HTMLElement,
    private readonly videos: Videos,
    private readonly selection: Selection,
    private readonly reach: Reach,
    private readonly on: { open: (video: Video) => void; delete: (video: Video) => void; selectAll: () => void; upload: () => void; clear: () => void; sort: (order: Order) => void; picture: (id: string) => string | null },
  ) {
    this.columns = new Columns(on.sort);
    this.grid = new VirtualList(host, 'Videos', this.columns.element, this);
    host.append(this.empty);
    videos.moved.on(({ above }) => this.draw(above));
    videos.touched.on((index) => this.grid.touch(index));
    videos.counted.on(() => this.draw(0));
    reach.changed.on(() => this.grid.touchAll());
    selection.changed.on(() => this.grid.touchAll());
    // Ages, such as "5 min ago"
    setInterval(() => this.grid.touchAll(), 30_000);
    this.draw(0);
  }

  /** Marks the row whose details are shown. */
  mark(id: string | null): void {
    const before = this.opened;
    this.opened = id;
    for (const each of [before, id]) if (each) this.grid.touch(this.videos.place(each));
  }

  focus(id?: string): void {
    const place = id ? this.videos.place(id) : -1;
    this.grid.focus(place < 0 ? undefined : place);
  }

  /** A picture of a file that is being uploaded was made. */
  pictured(): void {
    this.grid.settle();
  }

  /** Loads posters again that could not be loaded before. */
  retryPosters(): void {
    this.missing.clear();
    this.grid.settle();
  }

  top(): void {
    this.grid.top();
  }

  private draw(above: number): void {
    const { length } = this.videos;
    this.columns.set(this.videos.order);
    this.grid.set(length, above);
    this.grid.grid.hidden = length === 0;
    this.empty.hidden = length > 0;
    setAttribute(this.host, 'aria-busy', this.videos.busy);
    if (!length) this.drawEmpty();
  }

  private drawEmpty(): void {
    const { filter, loaded } = this.videos;
    if (!loaded) this.empty.replaceChildren(h('p', {}, 'Loading…'));
    else if (filter.text || filter.label || filter.statuses.size || filter.project) {
      this.empty.replaceChildren(
        h('h2', {}, 'No matches'),
        h('p', {}, 'No video has this project, status, label and text.'),
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
      // The grid is one stop for the Tab key; Space selects the row.
      h('span', { role: 'gridcell', class: 'row-check' }, h('input', { type: 'checkbox', tabindex: -1, 'data-testid': 'select' })),
      h('span', { role: 'gridcell', class: 'row-poster' }, h('img', { alt: '', decoding: 'async', hidden: true }), h('span', {}), h('span', { class: 'row-length' })),
      h('span', { role: 'gridcell', class: 'row-what' }, h('span', { class: 'row-title' }), h('span', { class: 'row-facts' }), h('span', { class: 'row-labels' })),
      h('span', { role: 'gridcell', class: 'row-status' }, statusBadge(), h('span', { class: 'row-progress' }), h('span', { class: 'meter', 'aria-hidden': 'true' }, h('span', {}))),
      ...['duration', 'size', 'bytes', 'project', 'added'].map((key) => h('span', { role: 'gridcell', class: `row-more row-${key}` })),
    );
  }

  fill(row: HTMLElement, index: number): void {
    const video = this.videos.rows[index];
    const [check, poster, what, state, ...more] = row.children as unknown as [HTMLElement, HTMLElement, HTMLElement, HTMLElement, ...HTMLElement[]];
    const box = check.firstElementChild as HTMLInputElement;
    const [image, kind, length] = poster.children as unknown as [HTMLImageElement, Element, HTMLElement];
    setIcon(kind, video?.media && !video.media.height ? 'sound' : 'film');
    const [badge, progress, meter] = state.children as unknown as [HTMLElement, HTMLElement, HTMLElement];
    row.classList.toggle('loading', !video);
    box.checked = video !== undefined && this.selection.has(video.id);
    box.disabled = !video;
    setAttribute(box, 'aria-label', `Select ${video ? video.title || video.file_name : ''}`);
    setAttribute(row, 'aria-selected', String(box.checked));
    setAttribute(row, 'aria-current', video !== undefined && video.id === this.opened ? 'true' : null);
    if (row.dataset.id !== video?.id) {
      row.dataset.id = video?.id ?? '';
      image.hidden = true;
      image.removeAttribute('src');
    }
    setText(what.children[0]!, video ? video.title || video.file_name : 'Loading…');
    setText(what.children[1]!, video ? facts(video) : '');
    setText(what.children[2]!, video ? video.labels.join(' · ') : '');
    badge.hidden = !video;
    if (video) setStatus(badge, video.status);
    columns(video).forEach((text, i) => setText(more[i]!, text));
    const active = video !== undefined && ACTIVE.has(video.status);
    setText(progress, video ? remark(video, this.reach.lost) : '');
    meter.hidden = !active;
    if (active) (meter.firstElementChild as HTMLElement).style.transform = `scaleX(${Math.min(1, video.progress ?? 0)})`;
    length.hidden = !video?.media?.duration;
    if (video?.media) setText(length, clock(video.media.duration));
  }

  settled(row: HTMLElement, index: number): void {
    const video = this.videos.rows[index];
    const image = row.querySelector('img')!;
    const poster = video && (video.urls.poster ?? this.on.picture(video.id));
    if (!poster || image.getAttribute('src') === poster || this.missing.has(poster)) return;
    image.onload = () => (image.hidden = false);
    image.onerror = () => {
      image.hidden = true;
      image.removeAttribute('src');
      this.missing.add(poster);
    };
    image.src = poster;
  }

  open(index: number): void {
    const video = this.videos.rows[index];
    if (video) this.on.open(video);
  }

  delete(index: number): void {
    const video = this.videos.rows[index];
    if (video?.actions.includes('delete')) this.on.delete(video);
  }

  select(index: number, upTo: boolean): void {
    const video = this.videos.rows[index];
    if (!video) return;
    if (upTo) this.selection.extend(video.id, this.videos.rows);
    else this.selection.toggle(video.id);
  }

  selectAll(): void {
    this.on.selectAll();
  }

  visible(first: number, last: number): void {
    this.videos.need(first, last);
  }
}

function facts(video: Video): string {
  return [ago(video.created_at), video.project_id, picture(video), video.file_size === null ? null : bytes(video.file_size), ...video.labels].filter(Boolean).join(' · ');
}

function columns(video: Video | undefined): string[] {
  if (!video) return ['', '', '', '', ''];
  return [video.media ? clock(video.media.duration) : '', picture(video), video.file_size === null ? '' : bytes(video.file_size), video.project_id, ago(video.created_at)];
}

function picture({ media }: Video): string {
  if (!media) return '';
  return media.height > 0 ? `${media.width} × ${media.height}` : 'sound only';
}

function remark(video: Video, lost: boolean): string {
  if (video.failure && (video.status === 'failed' || video.status === 'rejected')) return words(video.failure.message);
  if (!ACTIVE.has(video.status)) return '';
  const done = percent(video.progress ?? 0);
  // Without the server nobody knows how fast it is now.
  if (lost) return `${done} · last known`;
  return [done, video.time_left === null ? null : `${duration(video.time_left)} left`, video.rate === null ? null : speed(video.rate)].filter(Boolean).join(' · ');
}

const words = (message: string): string => message.replace(/\.$/, '');

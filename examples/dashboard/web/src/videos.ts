import type { Api, Filter } from './api';
import { sentence } from './api';
import { throttled } from './dom';
import { COMPARE, type Order } from './order';
import { Refresher } from './refresher';
import { Signal } from './signal';
import type { Count, LiveEvent, Video } from './types';

const FIRST_PAGE = 100;
const NEXT_PAGE = 250;
const LARGE_PAGE = 1000;
const AHEAD = 200;
// More videos than this are not loaded, sorted and selected at once.
const MOST = 20_000;

/** The videos that match the filter, in the chosen order, as far as they are loaded, kept up to date by events. */
export class Videos {
  /** Rows were added, removed or moved. `above` is the number inserted before the first one. */
  readonly moved = new Signal<{ above: number }>();
  /** A video changed in place. */
  readonly touched = new Signal<number>();
  readonly counted = new Signal<Count>();
  readonly failed = new Signal<string>();
  filter: Filter = { project: '', text: '', label: '', statuses: new Set() };
  order: Order = 'newest';
  rows: Video[] = [];
  count: Count = { total: 0, by_status: {} };
  loaded = false;
  private next: string | null = null;
  private wanted = 0;
  private running: Promise<void> | null = null;
  private loading: AbortController | null = null;
  private places: Map<string, number> | null = null;
  private readonly stale = new Set<string>();
  private readonly hidden = new Set<string>();
  private readonly refresher: Refresher;
  private readonly recount = throttled(1500, () => void this.loadCount());

  constructor(private readonly api: Api) {
    this.refresher = new Refresher(async (id) => this.put(await api.video(id)));
  }

  /** The number of rows in the list, including those not loaded yet. */
  get length(): number {
    if (!this.next) return this.rows.length;
    const { by_status, total } = this.count;
    const fit = this.filter.statuses.size ? [...this.filter.statuses].reduce((sum, status) => sum + (by_status[status] ?? 0), 0) : total;
    return Math.max(this.rows.length + 1, fit);
  }

  get busy(): boolean {
    return this.loading !== null;
  }

  async load(filter: Filter = this.filter, order: Order = this.order): Promise<void> {
    this.order = order;
    this.loading?.abort();
    const loading = new AbortController();
    this.loading = loading;
    this.filter = filter;
    try {
      const [page, count] = await Promise.all([this.api.videos(filter, null, FIRST_PAGE, loading.signal), this.api.count(filter, loading.signal)]);
      const known = new Map(this.rows.map((video) => [video.id, video]));
      this.rows = page.items.filter((video) => !this.hidden.has(video.id)).map((video) => newer(known.get(video.id), video));
      this.next = page.next;
      this.loaded = true;
      this.wanted = 0;
      this.stale.clear();
      this.refresher.clear();
      this.setCount(count);
      this.sort();
      this.settle(0);
    } catch (e) {
      this.report(e);
    } finally {
      if (this.loading === loading) this.loading = null;
    }
    // The server lists the newest first; any other order needs them all.
    if (this.order !== 'newest') await this.loadAll();
  }

  /** The list shows these rows: loads them and some more, and refreshes those that events made stale. */
  need(first: number, last: number): void {
    this.wanted = last;
    for (let i = first; i <= last && i < this.rows.length; i++) {
      const id = this.rows[i]!.id;
      if (this.stale.delete(id)) this.refresher.add(id);
    }
    this.running ??= this.loadMore().finally(() => (this.running = null));
  }

  /** Loads all videos that match the filter, as far as a page can handle them. */
  async loadAll(): Promise<void> {
    while (this.next && this.rows.length < MOST) {
      const before = this.next;
      this.wanted = Infinity;
      await (this.running ?? this.loadMore());
      if (this.next === before) return;
    }
  }

  place(id: string): number {
    this.places ??= new Map(this.rows.map((video, i) => [video.id, i]));
    return this.places.get(id) ?? -1;
  }

  get(id: string): Video | null {
    return this.rows[this.place(id)] ?? null;
  }

  apply(event: LiveEvent): void {
    if (event.event_type === 'deleted') {
      this.remove(event.video_id);
      return;
    }
    if (event.event_type === 'restored') this.hidden.delete(event.video_id);
    const place = this.place(event.video_id);
    const old = this.rows[place];
    if (!old) {
      if (event.event_type !== 'status_changed' && event.event_type !== 'restored') return;
      this.recount();
      // It is new, or now matches the filter, or is beyond the loaded rows: fetch it to find out.
      if (!this.filter.statuses.size || this.filter.statuses.has(event.status)) this.refresher.add(event.video_id);
      return;
    }
    if (event.event_number !== null && event.event_number <= old.event_number) return;
    const video: Video = { ...old, progress: event.progress ?? old.progress, rate: event.rate, time_left: event.time_left };
    if (event.event_number !== null) {
      Object.assign(video, { status: event.status, event_number: event.event_number, updated_at: event.timestamp });
      if (event.event_type === 'status_changed') Object.assign(video, { failure: event.failure, progress: event.progress });
      // Events do not contain everything, such as the possible actions.
      if (event.status !== old.status || ['status_changed', 'media_inspected', 'artifact_added'].includes(event.event_type)) this.stale.add(video.id);
      if (event.status !== old.status) this.recount();
    }
    if (event.event_type === 'video_edited') this.refresher.add(video.id);
    this.put(video);
  }

  /** The progress of an upload from this page, which the server reports less often. */
  uploading(id: string, progress: number, rate: number | null, size: number): void {
    const video = this.get(id);
    if (video?.status !== 'uploading') return;
    this.put({ ...video, progress, time_left: rate ? ((1 - progress) * size) / rate : null });
  }

  /** Updates a video with the server's current state. */
  put(video: Video): void {
    const place = this.place(video.id);
    if (!this.fits(video)) {
      if (place >= 0) this.take(place);
    } else if (place >= 0) {
      this.rows[place] = newer(this.rows[place], video);
      if (this.isSorted(place)) this.touched.emit(place);
      else {
        this.sort();
        this.settle(0);
      }
    } else this.insert(video);
  }

  /** Updates a video that is in the list, but never adds one. */
  touch(video: Video): void {
    if (this.place(video.id) >= 0) this.put(video);
  }

  /** Refreshes the newest videos while there are no events, and keeps the scroll position. */
  async peek(): Promise<void> {
    try {
      const filter = this.filter;
      const [page] = await Promise.all([this.api.videos(filter, null, FIRST_PAGE), this.loadCount()]);
      if (filter === this.filter) page.items.forEach((video) => this.put(video));
    } catch {
      // The connection indicator already shows it.
    }
  }

  remove(id: string): void {
    this.hidden.add(id);
    const place = this.place(id);
    if (place >= 0) this.take(place);
    this.recount();
  }

  restore(video: Video): void {
    this.hidden.delete(video.id);
    this.put(video);
    this.recount();
  }

  private take(place: number): void {
    this.rows.splice(place, 1);
    this.settle(0);
  }

  private insert(video: Video): void {
    const compare = COMPARE[this.order];
    let place = this.rows.findIndex((row) => compare(row, video) > 0);
    if (place < 0) place = this.rows.length;
    if (place === this.rows.length && this.next && this.order === 'newest') return;
    this.rows.splice(place, 0, video);
    this.settle(place === 0 ? 1 : 0);
  }

  private sort(): void {
    if (this.order !== 'newest') this.rows.sort(COMPARE[this.order]);
  }

  /** Whether a row stands where it belongs. */
  private isSorted(place: number): boolean {
    if (this.order === 'newest') return true;
    const [before, row, after] = [this.rows[place - 1], this.rows[place]!, this.rows[place + 1]];
    const compare = COMPARE[this.order];
    return (!before || compare(before, row) <= 0) && (!after || compare(row, after) <= 0);
  }

  private settle(above: number): void {
    this.places = null;
    this.moved.emit({ above });
  }

  private fits(video: Video): boolean {
    const { project, text, label, statuses } = this.filter;
    if (video.status === 'deleted' || this.hidden.has(video.id)) return false;
    if (project && video.project_id !== project) return false;
    if (label && !video.labels.includes(label)) return false;
    if (statuses.size && !statuses.has(video.status)) return false;
    // The server matches the text; videos already in the list stay.
    const words = text.toLowerCase();
    return !words || this.place(video.id) >= 0 || `${video.title} ${video.file_name}`.toLowerCase().includes(words);
  }

  private async loadMore(): Promise<void> {
    if (!this.next || this.loading || this.wanted + AHEAD < this.rows.length || this.rows.length >= MOST) return;
    const loading = new AbortController();
    this.loading = loading;
    try {
      const limit = this.wanted > this.rows.length + NEXT_PAGE ? LARGE_PAGE : NEXT_PAGE;
      const page = await this.api.videos(this.filter, this.next, limit, loading.signal);
      this.rows.push(...page.items.filter((video) => this.place(video.id) < 0 && !this.hidden.has(video.id)));
      this.next = page.next;
      this.sort();
      this.settle(0);
    } catch (e) {
      this.report(e);
      // Further scrolling or the next event retries.
      return;
    } finally {
      if (this.loading === loading) this.loading = null;
    }
    await this.loadMore();
  }

  private async loadCount(): Promise<void> {
    try {
      const filter = this.filter;
      const count = await this.api.count(filter);
      if (filter === this.filter) this.setCount(count);
    } catch {
      // Only the counts; the next event retries.
    }
  }

  private setCount(count: Count): void {
    this.count = count;
    this.counted.emit(count);
  }

  private report(error: unknown): void {
    const text = sentence(error);
    if (text) this.failed.emit(text);
  }
}

/** A response may be older than the events that arrived while it was in transit. */
function newer(known: Video | undefined, given: Video): Video {
  if (!known || known.event_number <= given.event_number) return given;
  const { status, progress, rate, time_left, failure, event_number, updated_at } = known;
  return { ...given, status, progress, rate, time_left, failure, event_number, updated_at };
}

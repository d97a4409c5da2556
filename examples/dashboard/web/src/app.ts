import { sentence, type Api, type Filter } from './api';
import { serverNow } from './clock';
import { ConnectionSign } from './connection';
import { plural } from './format';
import { DetailsPane } from './details';
import { BulkBar, each } from './bulk';
import { byId } from './dom';
import { takeDrops } from './drop';
import { Filters } from './filters';
import { HealthPanel } from './health';
import { icon } from './icons';
import { List } from './list';
import { Live } from './live';
import type { Order } from './order';
import type { Reach } from './reach';
import type { Session } from './session';
import { Selection } from './selection';
import { Announcer, type Toasts } from './toasts';
import type { Frame } from './review/wire';
import type { RunsPage } from './runs/page';
import { parse } from './runs/place';
import { FAILED, type Action, type Deletion, type Details, type Edit, type LiveEvent, type Video } from './types';
import { Undo } from './undo';
import { UploadTray } from './upload-tray';
import { Uploads } from './uploads';
import { Videos } from './videos';

const narrow = matchMedia('(max-width: 860px)');
// The poll interval for the list while no events arrive.
const POLL = 5_000;

/** Connects the parts of the page. */
export class App {
  private readonly live: Live;
  private socketPort = 0;
  private readonly videos: Videos;
  private readonly uploads: Uploads;
  private readonly filters: Filters;
  private readonly list: List;
  private readonly details: DetailsPane;
  private readonly tray: UploadTray;
  private readonly health: HealthPanel;
  private readonly undo: Undo;
  private readonly selection = new Selection();
  private readonly bulk: BulkBar;
  private runs: RunsPage | null = null;
  private projects: string[] = [];
  private readonly announcer = new Announcer(byId('announcer'));
  private readonly error = (text: string): void => this.toasts.error(text);

  constructor(
    private readonly api: Api,
    private readonly session: Session,
    reach: Reach,
    private readonly toasts: Toasts,
  ) {
    this.live = new Live(session);
    this.videos = new Videos(api);
    this.uploads = new Uploads(api, session);
    this.filters = new Filters((filter, order) => void this.changeFilter(filter, order), () => void this.clearFailed());
    this.list = new List(byId('list'), this.videos, this.selection, reach, { open: (video) => this.go(video.id), delete: (video) => void this.act(video, 'delete'), selectAll: () => void this.bulk.selectAll(), upload: () => this.tray.choose(), clear: () => this.filters.clear(), sort: (order) => this.filters.setOrder(order), picture: (id) => this.uploads.picture(id) });
    this.details = new DetailsPane(byId('details'), api, reach, { close: () => this.go(null), act: (video, action) => this.act(video, action), loaded: (video) => this.loaded(video), error: this.error, info: (text) => this.toasts.info(text), edit: (video, edit) => this.edit(video, edit), playback: (video, seconds) => api.playback(video.id, seconds), filter: (label) => this.filterByLabel(label), token: () => session.token ?? '', review: (video) => void this.review(video) });
    this.tray = new UploadTray(byId('uploads'), byId('upload-button'), byId('uploads-button'), this.uploads, { error: this.error, info: (text) => this.toasts.info(text), open: (id) => this.go(id) });
    this.health = new HealthPanel(byId('health'), byId('health-button'), api, reach, this.error);
    this.bulk = new BulkBar(byId('bulk'), this.videos, this.selection, (videos, action, done) => this.actOnAll(videos, action, done));
    this.undo = new Undo(toasts, (ids) => void this.restore(ids));
    new ConnectionSign(byId('connection'), byId('notice'), this.live, reach, () => this.retry());
    byId('runs-link').prepend(icon('runs'));
    this.listen();
  }

  /** Starts with a token, for the first time or after the old one was rejected. */
  async start(): Promise<void> {
    try {
      const filter = this.filters.value;
      // The browser requests posters by itself, with the cookie of the session.
      await this.api.startSession();
      void this.videos.load(filter, this.filters.order);
      const config = await this.api.config();
      this.uploads.config = config;
      this.projects = config.projects;
      this.filters.setProjects(config.projects);
      this.tray.setProjects(config.projects, filter.project);
      this.socketPort = config.socket_port;
    } catch (e) {
      this.tell(e);
      // The server may still be starting; an unknown token opens the form instead.
      if (this.session.ready) setTimeout(() => void this.start(), POLL);
      return;
    }
    this.health.start();
    void this.live.follow(this.filters.value.project);
    this.live.connect(this.socketPort);
    this.uploads.wake();
    this.route();
    this.undo.resume();
    await this.lookForUnfinished();
    if (await this.uploads.interruptedHere()) this.tray.toggle(true);
  }

  private listen(): void {
    this.videos.failed.on(this.error);
    this.videos.moved.on(() => this.selection.keep((id) => this.videos.get(id) !== null));
    this.videos.counted.on((count) => this.filters.setCounts(count));
    this.live.event.on((event) => this.apply(event));
    this.live.refused.on(this.error);
    this.live.reload.on(() => void this.resync());
    let first = true;
    this.live.connection.on((state) => {
      this.health.doubt(state !== 'live');
      if (state !== 'live') return;
      this.uploads.wake();
      if (!first) void this.renewSession();
      // Catches changes between the first response and the first subscription; later, missed events are replayed.
      if (first) void this.videos.load();
      first = false;
    });
    this.uploads.changed.on(({ id, file, sent, rate, state }) => {
      if (id && ['uploading', 'paused', 'interrupted'].includes(state)) this.videos.uploading(id, file.size ? sent / file.size : 0, state === 'uploading' ? rate.perSecond() : null, file.size);
    });
    this.uploads.thumbnails.made.on(() => this.list.pictured());
    this.uploads.discarded.on((id) => this.gone(id));
    this.uploads.arrived.on((video) => {
      this.videos.put(video);
      if (video.failure) this.error(`${video.file_name}: ${video.failure.message} ${video.failure.advice}`);
    });
    takeDrops(byId('drop'), (picked) => this.tray.take(picked), (e) => this.tell(e));
    addEventListener('hashchange', () => this.route());
    narrow.addEventListener('change', () => this.lay());
    addEventListener('keydown', (event) => {
      if (event.key === 'z' && (event.ctrlKey || event.metaKey) && !(event.target as HTMLElement).matches('input')) this.toasts.undoLast();
      else if (event.key === 'Escape' && this.selection.size && byId('browse').contains(event.target as HTMLElement)) this.selection.clear();
      else if (event.key === 'Escape' && !event.defaultPrevented && this.details.shown && !document.fullscreenElement && !(event.target as HTMLElement).matches('select, input')) this.go(null);
    });
    setInterval(() => this.session.ready && this.live.state !== 'live' && !document.hidden && navigator.onLine && void this.poll(), POLL);
  }

  private apply(event: LiveEvent): void {
    const before = this.videos.get(event.video_id);
    this.videos.apply(event);
    this.details.apply(event);
    this.filters.addProject(event.project_id);
    if (event.event_type === 'restored') this.undo.forget(event.video_id);
    if (event.event_type === 'status_changed' && before && before.status !== event.status && ['completed', 'failed', 'rejected'].includes(event.status)) this.announcer.add(event.status, before.title || before.file_name);
  }

  private async changeFilter(filter: Filter, order: Order): Promise<void> {
    const moved = filter.project !== this.videos.filter.project;
    if (moved) await this.live.follow(filter.project);
    this.list.top();
    await this.videos.load(filter, order);
    const { video } = this.details;
    if (moved && video) this.live.followVideo(video.id, video.project_id, video.event_number);
    if (moved && filter.project) this.tray.setProjects([...byId<HTMLSelectElement>('project').options].map(({ value }) => value).filter(Boolean), filter.project);
  }

  private async resync(): Promise<void> {
    await this.live.follow(this.videos.filter.project);
    await Promise.all([this.videos.load(), this.details.reload(), this.lookForUnfinished()]);
  }

  private async poll(): Promise<void> {
    const { video } = this.details;
    await Promise.all([this.videos.peek(), video ? this.details.reload() : null]);
  }

  private async lookForUnfinished(): Promise<void> {
    await this.uploads.loadUnfinished().catch((e: unknown) => this.tell(e));
  }

  /** The URL determines which video is open. */
  private go(id: string | null): void {
    if (id) location.hash = `video=${encodeURIComponent(id)}`;
    else history.pushState(null, '', location.pathname + location.search);
    this.route();
  }

  private route(): void {
    const place = parse(location.hash);
    document.body.classList.toggle('with-runs', place !== null);
    byId('main').hidden = place !== null;
    if (place) void this.showRuns();
    else this.runs?.hide();
    const id = place ? null : new URLSearchParams(location.hash.slice(1)).get('video');
    const before = this.details.shown;
    if (id === before) return;
    if (id) {
      const video = this.videos.get(id);
      void this.details.show(id, video?.title || video?.file_name || '');
    } else {
      this.details.hide();
      this.live.followVideo(null);
    }
    this.list.mark(id);
    this.lay();
    if (!id && before) this.list.focus(before);
  }

  /** The part about runs is loaded only when somebody looks at it. */
  private async showRuns(): Promise<void> {
    try {
      const { RunsPage } = await import('./runs/page');
      this.runs ??= new RunsPage(byId('runs'), this.api, { error: this.error, info: (text) => this.toasts.info(text), token: () => this.session.token ?? '', projects: () => this.projects, edit: (video, frame) => void this.review(video, frame) }, () => this.route());
      const place = parse(location.hash);
      if (place) this.runs.show(place);
    } catch (e) {
      this.tell(e);
    }
  }

  /** On a phone the details cover everything else, which must then be inert. */
  private lay(): void {
    const open = this.details.shown !== null;
    document.body.classList.toggle('with-details', open);
    byId('browse').inert = open && narrow.matches;
    document.querySelector<HTMLElement>('header.bar')!.inert = open && narrow.matches;
  }

  private loaded(video: Video): void {
    this.videos.touch(video);
    this.live.followVideo(video.id, video.project_id, video.event_number);
  }

  private async act(video: Video, action: Action): Promise<void> {
    try {
      if (action === 'delete') {
        this.deleted([await this.api.delete(video.id)]);
      } else {
        this.videos.put(await this.api.act(video.id, action));
        await this.details.reload();
      }
    } catch (e) {
      this.tell(e);
    }
  }

  /** The review is loaded only when somebody begins one. */
  private async review(video: Details, frame: Frame | null = null): Promise<void> {
    try {
      const { Workspace } = await import('./review/workspace');
      document.querySelector<HTMLVideoElement>('#details video')?.pause();
      new Workspace(video, () => this.session.token ?? '', () => void this.details.reload(), frame);
    } catch (e) {
      this.tell(e);
    }
  }

  private async edit(video: Video, edit: Edit): Promise<boolean> {
    try {
      this.videos.touch(await this.api.edit(video.id, edit));
      await this.details.reload();
      return true;
    } catch (e) {
      this.tell(e);
      return false;
    }
  }

  private filterByLabel(label: string): void {
    this.filters.setLabel(label);
    // On a phone the details would hide the list.
    if (narrow.matches) this.go(null);
  }

  private async actOnAll(videos: Video[], action: Action, done: (number: number) => void): Promise<void> {
    const deletions: Deletion[] = [];
    const { failed, reason } = await each(
      videos,
      async ({ id }) => {
        if (action === 'delete') deletions.push(await this.api.delete(id));
        else this.videos.put(await this.api.act(id, action));
      },
      done,
    );
    this.deleted(deletions);
    if (this.details.shown && action !== 'delete') await this.details.reload();
    if (failed) this.error(`${plural(failed, 'video')} of ${videos.length} could not be changed. ${reason ?? ''}`);
  }

  private async clearFailed(): Promise<void> {
    try {
      for (let more = true; more; ) {
        const cleared = await this.api.clear(this.filters.value, FAILED);
        this.deleted(cleared.items);
        more = cleared.more && cleared.items.length > 0;
      }
    } catch (e) {
      this.tell(e);
    }
  }

  /** Videos were deleted from this page, which can be undone for a while. */
  private deleted(deletions: Deletion[]): void {
    const [first] = deletions;
    if (!first) return;
    const ids = deletions.map(({ video }) => video.id);
    ids.forEach((id) => this.gone(id));
    const what = ids.length === 1 ? `${first.video.title || first.video.file_name} was` : `${plural(ids.length, 'video')} were`;
    this.undo.add(ids, `${what} deleted.`, Math.min(...deletions.map(({ undo_until }) => Date.parse(undo_until))) - serverNow() + Date.now());
  }

  private gone(id: string): void {
    this.videos.remove(id);
    if (this.details.shown === id) this.go(null);
  }

  private async restore(ids: string[]): Promise<void> {
    const { failed, reason } = await each(ids, async (id) => this.videos.restore(await this.api.act(id, 'restore')));
    if (failed && reason) this.error(ids.length === 1 ? reason : `${plural(failed, 'video')} could not be restored: ${reason}`);
    else if (ids[0]) this.list.focus(ids[0]);
  }

  /** A restarted server may not know the session any more. */
  private async renewSession(): Promise<void> {
    try {
      await this.api.startSession();
      this.list.retryPosters();
    } catch {
      // The connection indicator already shows it.
    }
  }

  /** Does not wait for the next attempt to reach the server. */
  private retry(): void {
    this.health.look();
    this.live.retry();
  }

  private tell(error: unknown): void {
    const text = sentence(error);
    if (text) this.error(text);
  }
}

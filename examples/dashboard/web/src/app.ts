import { sentence, type Api, type Filter } from './api';
import { serverNow } from './clock';
import { ConnectionSign } from './connection';
import { DetailsPane } from './details';
import { byId } from './dom';
import { takeDrops } from './drop';
import { Filters } from './filters';
import { HealthPanel } from './health';
import { List } from './list';
import { Live } from './live';
import type { Session } from './session';
import { Announcer, type Toasts } from './toasts';
import type { Action, LiveEvent, Video } from './types';
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
  private readonly announcer = new Announcer(byId('announcer'));
  private readonly error = (text: string): void => this.toasts.error(text);

  constructor(
    private readonly api: Api,
    private readonly session: Session,
    private readonly toasts: Toasts,
  ) {
    this.live = new Live(session);
    this.videos = new Videos(api);
    this.uploads = new Uploads(api, session);
    this.filters = new Filters((filter) => void this.changeFilter(filter));
    this.list = new List(byId('list'), this.videos, { open: (video) => this.go(video.id), delete: (video) => void this.act(video, 'delete'), upload: () => this.tray.toggle(true), clear: () => this.filters.clear() });
    this.details = new DetailsPane(byId('details'), api, { close: () => this.go(null), act: (video, action) => this.act(video, action), loaded: (video) => this.loaded(video), error: this.error, token: () => session.token ?? '' });
    this.tray = new UploadTray(byId('uploads'), byId('upload-button'), this.uploads, { error: this.error, info: (text) => this.toasts.info(text), open: (id) => this.go(id) });
    this.health = new HealthPanel(byId('health'), byId('health-button'), api, this.error);
    new ConnectionSign(byId('connection'), this.live);
    this.listen();
  }

  /** Starts with a token, for the first time or after the old one was rejected. */
  async start(): Promise<void> {
    try {
      const filter = this.filters.value;
      void this.videos.load(filter);
      const [config] = await Promise.all([this.api.config(), this.api.startSession()]);
      this.uploads.config = config;
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
    await this.lookForUnfinished();
    if (await this.uploads.interruptedHere()) this.tray.toggle(true);
  }

  private listen(): void {
    this.videos.failed.on(this.error);
    this.videos.counted.on((count) => this.filters.setCounts(count));
    this.live.event.on((event) => this.apply(event));
    this.live.refused.on(this.error);
    this.live.reload.on(() => void this.resync());
    let first = true;
    this.live.connection.on((state) => {
      if (state !== 'live') return;
      this.uploads.wake();
      // Catches changes between the first response and the first subscription; later, missed events are replayed.
      if (first) void this.videos.load();
      first = false;
    });
    this.uploads.changed.on(({ id, file, sent, rate, state }) => {
      if (id && ['uploading', 'paused', 'interrupted'].includes(state)) this.videos.uploading(id, file.size ? sent / file.size : 0, state === 'uploading' ? rate.perSecond() : null, file.size);
    });
    this.uploads.arrived.on((video) => {
      this.videos.put(video);
      if (video.failure) this.error(`${video.file_name}: ${video.failure.message} ${video.failure.advice}`);
    });
    takeDrops(byId('drop'), (picked) => this.tray.take(picked), (e) => this.tell(e));
    addEventListener('hashchange', () => this.route());
    narrow.addEventListener('change', () => this.lay());
    addEventListener('keydown', (event) => {
      if (event.key === 'z' && (event.ctrlKey || event.metaKey) && !(event.target as HTMLElement).matches('input')) this.toasts.undoLast();
      else if (event.key === 'Escape' && !event.defaultPrevented && this.details.shown && !document.fullscreenElement && !(event.target as HTMLElement).matches('select, input')) this.go(null);
    });
    setInterval(() => this.session.ready && this.live.state !== 'live' && !document.hidden && navigator.onLine && void this.poll(), POLL);
  }

  private apply(event: LiveEvent): void {
    const before = this.videos.get(event.video_id);
    this.videos.apply(event);
    this.details.apply(event);
    this.filters.addProject(event.project_id);
    if (event.event_type === 'status_changed' && before && before.status !== event.status && ['completed', 'failed', 'rejected'].includes(event.status)) this.announcer.add(event.status, before.title || before.file_name);
  }

  private async changeFilter(filter: Filter): Promise<void> {
    const moved = filter.project !== this.videos.filter.project;
    if (moved) await this.live.follow(filter.project);
    this.list.top();
    await this.videos.load(filter);
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
    const id = new URLSearchParams(location.hash.slice(1)).get('video');
    const before = this.details.shown;
    if (id === before) return;
    if (id) {
      const video = this.videos.get(id);
      void this.details.show(id, video?.title || video?.file_name || '');
    } else {
      this.details.hide();
      this.live.followVideo(null);
    }
    this.list.select(id);
    this.lay();
    if (!id && before) this.list.focus(before);
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
        const { undo_until } = await this.api.delete(video.id);
        this.videos.remove(video.id);
        if (this.details.shown === video.id) this.go(null);
        this.toasts.undo(`${video.title || video.file_name} was deleted.`, Date.parse(undo_until) - serverNow() + Date.now(), () => void this.undo(video));
      } else {
        this.videos.put(await this.api.act(video.id, action));
        await this.details.reload();
      }
    } catch (e) {
      this.tell(e);
    }
  }

  private async undo(video: Video): Promise<void> {
    try {
      this.videos.restore(await this.api.act(video.id, 'restore'));
      this.list.focus(video.id);
    } catch (e) {
      this.tell(e);
    }
  }

  private tell(error: unknown): void {
    const text = sentence(error);
    if (text) this.error(text);
  }
}

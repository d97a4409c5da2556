import { sentence, type Api } from './api';
import { h, setText, throttled } from './dom';
import { artifactTable, factList, failureCard, failureList, progressText } from './facts';
import { icon } from './icons';
import type { Player } from './player';
import { ACTIVE, setStatus, statusBadge } from './status';
import { setProgress, Timeline } from './timeline';
import type { Action, Details as Video, LiveEvent } from './types';

const ACTIONS: Record<Action, string> = { retry: 'Retry', cancel: 'Cancel', reprocess: 'Reprocess', delete: 'Delete' };

export interface DetailsEvents {
  close(): void;
  act(video: Video, action: Action): Promise<void>;
  loaded(video: Video): void;
  error(sentence: string): void;
  token(): string;
}

/** The details of one video: player, timeline, failures and actions. */
export class DetailsPane {
  video: Video | null = null;
  private id: string | null = null;
  private loading: AbortController | null = null;
  private player: Player | null = null;
  private playing = '';
  private timeline = new Timeline();
  private readonly title = h('h2', { class: 'details-title', 'data-testid': 'details-title', tabindex: -1 });
  private readonly badge = statusBadge();
  private readonly actions = h('div', { class: 'actions', role: 'group', 'aria-label': 'Actions' });
  private readonly progress = h('div', { class: 'progress', 'data-testid': 'details-progress', hidden: true }, h('span', { class: 'meter', role: 'progressbar', 'aria-label': 'Processing', 'aria-valuemin': 0, 'aria-valuemax': 100 }, h('span', {})), h('span', { class: 'progress-text' }));
  private readonly stage = h('div', { class: 'stage' });
  private readonly failure = h('div', {});
  private readonly rest = h('div', { class: 'details-rest' });
  private readonly steps = section('Timeline', this.timeline.element);
  private readonly reloadSoon = throttled(400, () => void this.reload());

  constructor(
    private readonly host: HTMLElement,
    private readonly api: Api,
    private readonly on: DetailsEvents,
  ) {
    this.badge.dataset.testid = 'details-status';
    host.append(
      h('div', { class: 'details-head' }, h('button', { type: 'button', class: 'button quiet icon', 'aria-label': 'Close details', 'data-testid': 'details-close', onclick: () => on.close() }, icon('close')), this.title, this.badge),
      h('div', { class: 'details-body' }, this.stage, this.progress, this.failure, this.actions, this.steps, this.rest),
    );
  }

  get shown(): string | null {
    return this.id;
  }

  async show(id: string, title: string): Promise<void> {
    if (this.id === id) return;
    this.clear();
    this.id = id;
    this.host.hidden = false;
    this.host.setAttribute('aria-busy', 'true');
    setText(this.title, title || 'Loading…');
    this.title.focus({ preventScroll: true });
    await this.reload();
  }

  hide(): void {
    this.clear();
    this.id = null;
    this.host.hidden = true;
  }

  /** Any durable event may change tasks, outputs or actions; only progress is contained in the event itself. */
  apply(event: LiveEvent): void {
    if (event.video_id !== this.id || !this.video) return;
    if (event.event_number !== null) {
      if (event.event_number > this.video.event_number) this.reloadSoon();
    } else if (event.event_type === 'progress') {
      Object.assign(this.video, { progress: event.progress, rate: event.rate, time_left: event.time_left });
      this.drawProgress(this.video);
    } else if (event.event_type === 'deleted') this.on.close();
  }

  async reload(): Promise<void> {
    const { id } = this;
    if (!id) return;
    this.loading?.abort();
    const loading = new AbortController();
    this.loading = loading;
    try {
      const video = await this.api.video(id, loading.signal);
      if (this.id !== id) return;
      this.video = video;
      this.draw(video);
      this.on.loaded(video);
    } catch (e) {
      const text = sentence(e);
      if (!text || this.id !== id) return;
      this.on.error(text);
      if (!this.video) this.on.close();
    } finally {
      if (this.loading === loading) this.host.removeAttribute('aria-busy');
    }
  }

  private clear(): void {
    this.loading?.abort();
    this.player?.close();
    this.player = null;
    this.playing = '';
    this.video = null;
    for (const each of [this.stage, this.failure, this.actions, this.rest]) each.replaceChildren();
    this.progress.hidden = true;
    this.steps.hidden = true;
    this.badge.hidden = true;
    this.host.querySelector('.details-body')!.scrollTop = 0;
  }

  private draw(video: Video): void {
    setText(this.title, video.title || video.file_name);
    this.badge.hidden = false;
    setStatus(this.badge, video.status);
    this.drawStage(video);
    this.drawProgress(video);
    this.failure.replaceChildren(video.failure ? failureCard(video.failure, video.status === 'rejected' ? 'The file was rejected' : 'Processing failed') : '');
    this.drawActions(video);
    this.steps.hidden = !video.tasks.length;
    this.timeline.set(video.tasks);
    this.rest.replaceChildren(
      ...(video.failures.length ? [section(`Failures (${video.failures.length})`, failureList(video.failures))] : []),
      section('About the file', factList(video)),
      ...(video.artifacts.length ? [section('Outputs', artifactTable(video.artifacts))] : []),
    );
  }

  private drawProgress(video: Video): void {
    setProgress(this.progress, ACTIVE.has(video.status) ? video.progress : null, progressText(video));
  }

  private drawActions(video: Video): void {
    const focused = document.activeElement instanceof HTMLElement && this.actions.contains(document.activeElement) ? document.activeElement.dataset.action : undefined;
    this.actions.replaceChildren(
      ...video.actions.map((action) =>
        h('button', { type: 'button', class: action === 'delete' ? 'button danger' : action === 'retry' ? 'button primary' : 'button', 'data-action': action, 'data-testid': `action-${action}`, onclick: (event: Event) => void this.act(event.currentTarget as HTMLButtonElement, video, action) }, ACTIONS[action]),
      ),
    );
    if (focused) (this.actions.querySelector<HTMLElement>(`[data-action=${focused}]`) ?? this.title).focus();
  }

  private async act(button: HTMLButtonElement, video: Video, action: Action): Promise<void> {
    button.setAttribute('aria-disabled', 'true');
    await this.on.act(video, action);
    if (button.isConnected) button.removeAttribute('aria-disabled');
  }

  /** Keeps the player while its source is unchanged, so an update does not interrupt playback. */
  private drawStage(video: Video): void {
    const source = video.playable ? `${video.published_generation}:${video.urls.hls ?? video.urls.mp4 ?? ''}` : '';
    if (source && source === this.playing) return;
    this.player?.close();
    this.player = null;
    this.playing = source;
    if (!source) {
      this.stage.replaceChildren(h('div', { class: 'no-film' }, icon('film'), h('p', {}, ACTIVE.has(video.status) ? 'It can be played as soon as the first part is ready.' : 'There is nothing to play.')));
      return;
    }
    const { id } = video;
    // The player is loaded only when a video is opened.
    void import('./player').then(
      ({ Player }) => {
        if (this.id !== id || this.playing !== source) return;
        this.player = new Player(video, () => this.on.token(), (text) => this.on.error(text));
        this.stage.replaceChildren(this.player.element);
      },
      () => this.on.error('The player could not be loaded.'),
    );
  }
}

function section(title: string, content: HTMLElement): HTMLElement {
  return h('section', { class: 'part' }, h('h3', {}, title), content);
}

import { sentence, type Api } from './api';
import { h, throttled } from './dom';
import { Labels, Title, type EditEvents } from './edit';
import { artifactTable, factList, failureCard, failureList, progressText } from './facts';
import { icon } from './icons';
import type { Player, Position } from './player';
import type { Reach } from './reach';
import { hashOf } from './runs/place';
import { shareButtons, type ShareEvents } from './share';
import { ACTIVE, setStatus, statusBadge } from './status';
import { setProgress, Timeline } from './timeline';
import type { Action, Details as Video, LiveEvent } from './types';

const ACTIONS: Record<Action, string> = { retry: 'Retry', cancel: 'Cancel', reprocess: 'Process again', delete: 'Delete' };

export interface DetailsEvents extends EditEvents, ShareEvents {
  close(): void;
  act(video: Video, action: Action): Promise<void>;
  loaded(video: Video): void;
  token(): string;
  review(video: Video): void;
}

/** The details of one video: player, timeline, failures and actions. */
export class DetailsPane {
  video: Video | null = null;
  private id: string | null = null;
  private loading: AbortController | null = null;
  private player: Player | null = null;
  private playing = '';
  private readonly timeline: Timeline;
  private readonly title: Title;
  private readonly labels: Labels;
  private readonly badge = statusBadge();
  private readonly actions = h('div', { class: 'actions', role: 'group', 'aria-label': 'Actions' });
  private readonly share = h('div', { class: 'actions', role: 'group', 'aria-label': 'Download and share' });
  private readonly progress = h('div', { class: 'progress', 'data-testid': 'details-progress', hidden: true }, h('span', { class: 'meter', role: 'progressbar', 'aria-label': 'Processing', 'aria-valuemin': 0, 'aria-valuemax': 100 }, h('span', {})), h('span', { class: 'progress-text' }));
  private readonly stage = h('div', { class: 'stage' });
  private readonly newer = h('div', { class: 'newer', 'data-testid': 'newer-version', role: 'status', hidden: true }, h('span', {}, 'A newer version is ready.'), h('button', { type: 'button', class: 'button small', 'data-testid': 'show-newer', onclick: () => this.swap() }, 'Show it'));
  private readonly failure = h('div', {});
  private readonly rest = h('div', { class: 'details-rest' });
  private readonly steps: HTMLElement;
  private readonly reloadSoon = throttled(400, () => void this.reload());

  constructor(
    private readonly host: HTMLElement,
    private readonly api: Api,
    private readonly reach: Reach,
    private readonly on: DetailsEvents,
  ) {
    this.title = new Title(on);
    this.labels = new Labels(on);
    this.timeline = new Timeline(reach);
    this.steps = section('Timeline', this.timeline.element);
    reach.changed.on(() => this.video && this.drawProgress(this.video));
    this.badge.dataset.testid = 'details-status';
    host.append(
      h('div', { class: 'details-head' }, h('button', { type: 'button', class: 'button quiet icon', 'aria-label': 'Close details', 'data-testid': 'details-close', onclick: () => on.close() }, icon('close')), this.title.element, this.badge),
      h('div', { class: 'details-body' }, this.stage, this.newer, this.progress, this.failure, this.actions, this.share, this.labels.element, this.steps, this.rest),
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
    this.title.say(title || 'Loading…');
    this.title.heading.focus({ preventScroll: true });
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
    this.newer.hidden = true;
    this.video = null;
    for (const each of [this.stage, this.failure, this.actions, this.share, this.rest]) each.replaceChildren();
    this.progress.hidden = true;
    this.steps.hidden = true;
    this.badge.hidden = true;
    this.labels.hide();
    delete this.share.dataset.of;
    this.host.querySelector('.details-body')!.scrollTop = 0;
  }

  private draw(video: Video): void {
    this.title.set(video);
    this.labels.set(video);
    this.badge.hidden = false;
    setStatus(this.badge, video.status);
    this.drawStage(video);
    this.drawProgress(video);
    this.failure.replaceChildren(video.failure ? failureCard(video.failure, video.status === 'rejected' ? 'The file was rejected' : 'Processing failed') : '');
    this.drawActions(video);
    // A redraw would take the focus and an open menu away.
    const shared = `${video.published_generation} ${video.title} ${video.urls.mp4} ${video.urls.original}`;
    if (this.share.dataset.of !== shared) this.share.replaceChildren(...shareButtons(video, this.on));
    this.share.dataset.of = shared;
    this.steps.hidden = !video.tasks.length;
    this.timeline.set(video.tasks);
    this.rest.replaceChildren(
      ...(video.failures.length ? [section(`Failures (${video.failures.length})`, failureList(video.failures))] : []),
      section('About the file', factList(video)),
      ...(video.artifacts.length ? [section('Outputs', artifactTable(video.artifacts))] : []),
    );
  }

  private drawProgress(video: Video): void {
    setProgress(this.progress, ACTIVE.has(video.status) ? (video.progress ?? 0) : null, progressText(video, this.reach.lost));
  }

  private drawActions(video: Video): void {
    const focused = document.activeElement instanceof HTMLElement && this.actions.contains(document.activeElement) ? document.activeElement.dataset.action : undefined;
    this.actions.replaceChildren(
      ...video.actions.map((action) =>
        h('button', { type: 'button', class: action === 'delete' ? 'button danger' : action === 'retry' ? 'button primary' : 'button', 'data-action': action, 'data-testid': `action-${action}`, onclick: (event: Event) => void this.act(event.currentTarget as HTMLButtonElement, video, action) }, ACTIONS[action]),
      ),
      ...(video.playable ? [h('button', { type: 'button', class: 'button', 'data-testid': 'action-review', onclick: () => this.on.review(video) }, 'Review annotations')] : []),
      ...(video.ground_truth_status === 'none' ? [] : [h('a', { class: 'button', href: hashOf({ video: video.id }), 'data-testid': 'action-runs' }, 'Runs')]),
    );
    if (focused) (this.actions.querySelector<HTMLElement>(`[data-action=${focused}]`) ?? this.title.heading).focus();
  }

  private async act(button: HTMLButtonElement, video: Video, action: Action): Promise<void> {
    button.setAttribute('aria-disabled', 'true');
    await this.on.act(video, action);
    if (button.isConnected) button.removeAttribute('aria-disabled');
  }

  /** Keeps the player while its source is unchanged, and does not stop a film for a newer version of it. */
  private drawStage(video: Video): void {
    const source = sourceOf(video);
    if (source === this.playing && this.stage.hasChildNodes()) return;
    if (this.player?.used && video.status !== 'deleted') {
      this.newer.hidden = !source;
      return;
    }
    this.load(video);
  }

  /** The version that plays may have been removed after a newer one was published. */
  private failed(text: string): void {
    if (this.newer.hidden) this.on.error(text);
    else this.swap();
  }

  /** Goes on with the newer version. */
  private swap(): void {
    const position = this.player?.position;
    if (this.video) this.load(this.video, position);
  }

  private load(video: Video, position?: Position): void {
    const source = sourceOf(video);
    this.player?.close();
    this.player = null;
    this.playing = source;
    this.newer.hidden = true;
    if (!source) {
      this.stage.replaceChildren(h('div', { class: 'no-film' }, icon('film'), h('p', {}, ACTIVE.has(video.status) ? 'It can be played as soon as the first part is ready.' : 'There is nothing to play.')));
      return;
    }
    const { id } = video;
    // The player is loaded only when a video is opened.
    void import('./player').then(
      ({ Player }) => {
        if (this.id !== id || this.playing !== source) return;
        this.player = new Player(video, () => this.on.token(), (text) => this.failed(text));
        this.stage.replaceChildren(this.player.element);
        if (position) this.player.goOn(position);
      },
      () => this.on.error('The player could not be loaded.'),
    );
  }
}

function sourceOf(video: Video): string {
  return video.playable ? `${video.published_generation}:${video.urls.hls ?? video.urls.mp4 ?? ''}` : '';
}

function section(title: string, content: HTMLElement): HTMLElement {
  return h('section', { class: 'part' }, h('h3', {}, title), content);
}

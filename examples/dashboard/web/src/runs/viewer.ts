import '../styles/review.css';
import { sentence } from '../api';
import { h, setText, throttled } from '../dom';
import { icon } from '../icons';
import { Player } from '../player';
import { ReviewClient } from '../review/client';
import { FrameTimes } from '../review/frame-times';
import type { Details } from '../types';
import type { RunClient } from './client';
import { paint } from './painter';
import type { Place } from './place';
import { describe, frameText, kindBadge, kindWord } from './words';
import type { EntryInPlace, Frame, Scene } from './wire';

export interface ViewerEvents {
  /** Another mistake is looked at, or none any more. */
  moved(mistake: number | null): void;
  token(): string;
  /** Somebody wants to correct the truth of a frame. */
  edit(video: Details, frame: Frame): void;
}

/** A film and what belongs to it, kept while its mistakes are looked at. */
interface Film {
  id: string;
  details: Details;
  player: Player;
  media: HTMLVideoElement;
  times: FrameTimes;
  /** The time of the frame on the screen, or null before the first one. */
  presented: number | null;
}

/** Shows a mistake: the film stands at its frame, with the box of the truth and that of the model. It covers everything else. */
export class Viewer {
  private readonly dialog: HTMLDialogElement;
  private readonly title = h('h2', { class: 'review-title', 'data-testid': 'mistake-title' });
  private readonly where = h('span', { class: 'review-state', 'data-testid': 'mistake-place' });
  private readonly stage = h('div', { class: 'review-stage' });
  private readonly facts = h('div', { class: 'mistake-facts' });
  private readonly message = h('p', { class: 'review-message', role: 'status', 'data-testid': 'mistake-message' });
  private readonly back = this.button('Previous', 'mistake-previous', 'P', () => this.go(this.shown?.previous ?? null));
  private readonly next = this.button('Next', 'mistake-next', 'N', () => this.go(this.shown?.next ?? null));
  private readonly scenes = new Map<string, Scene>();
  private readonly lookSoon = throttled(150, () => void this.look());
  private film: Film | null = null;
  private shown: EntryInPlace | null = null;
  private request = 0;
  /** The frame that is waited for. */
  private wanted: { nanos: number; done: () => void } | null = null;

  constructor(
    private readonly client: RunClient,
    private readonly run: string,
    place: Place,
    private readonly on: ViewerEvents,
  ) {
    const close = h('button', { type: 'button', class: 'button quiet icon', 'aria-label': 'Close', 'data-testid': 'mistake-close', onclick: () => this.on.moved(null) }, icon('close'));
    this.dialog = h(
      'dialog',
      { class: 'review mistake', 'data-testid': 'mistake', 'aria-label': 'A mistake of the model' },
      h('div', { class: 'review-head' }, close, this.title, this.where, this.back, this.next),
      h('div', { class: 'review-body' }, this.stage, h('div', { class: 'review-side' }, this.facts, legend(), keys())),
      this.message,
    );
    this.dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      this.on.moved(null);
    });
    // Before the player's own keys, and unknown to the page behind.
    this.dialog.addEventListener('keydown', (event) => this.key(event), { capture: true });
    this.dialog.addEventListener('keydown', (event) => event.stopPropagation());
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.title.tabIndex = -1;
    this.title.focus();
    void this.show(place);
  }

  close(): void {
    this.request++;
    this.leave();
    this.dialog.close();
    this.dialog.remove();
  }

  async show(place: Place): Promise<void> {
    if (place.mistake === null || place.mistake === this.shown?.entry.number) return;
    const request = ++this.request;
    this.dialog.dataset.ready = 'false';
    try {
      const shown = await this.client.entry(this.run, place.mistake, place);
      if (request !== this.request) return;
      this.shown = shown;
      this.describe(shown);
      if (this.film?.id !== shown.entry.video_id) await this.load(shown.entry.video_id, request);
      if (request !== this.request || !this.film) return;
      this.scenes.set(key(this.film, nanosOf(this.film, shown.entry.frame)), shown.scene);
      await this.stand(this.film, shown.entry.frame);
      if (request !== this.request) return;
      this.tell('');
      this.dialog.dataset.ready = 'true';
    } catch (e) {
      if (request === this.request) this.tell(sentence(e) ?? '');
    }
  }

  private describe({ entry, place, total, previous, next }: EntryInPlace): void {
    setText(this.title, `${kindWord(entry.kind)}: ${entry.label}`);
    setText(this.where, place === null ? '' : `${place + 1} of ${total}`);
    this.back.disabled = previous === null;
    this.next.disabled = next === null;
    const rows: [string, string][] = [
      ['Frame', frameText(entry.frame)],
      ['Score', entry.score === null ? '–' : entry.score.toFixed(3)],
      ['Overlap', entry.overlap === null ? '–' : entry.overlap.toFixed(3)],
      ['Doubt in the truth', entry.doubt === null ? '–' : entry.doubt.toFixed(3)],
    ];
    this.facts.replaceChildren(
      h('section', { class: 'part' }, h('h3', {}, kindBadge(entry.kind)), h('p', { 'data-testid': 'mistake-says' }, describe(entry)), h('dl', { class: 'review-figures' }, ...rows.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])), h('div', { class: 'actions' }, h('button', { type: 'button', class: 'button', 'data-testid': 'mistake-edit', onclick: () => this.edit() }, icon('pen'), 'Edit annotations here'))),
    );
  }

  private async load(id: string, request: number): Promise<void> {
    this.leave();
    const [details, nanos] = await Promise.all([this.client.video(id), new ReviewClient(id, () => this.on.token()).frames()]);
    if (request !== this.request) return;
    const player = new Player(details, () => this.on.token(), (text) => this.tell(text));
    const media = player.element.querySelector('video')!;
    // A poster is a frame from elsewhere in the film.
    media.removeAttribute('poster');
    this.film = { id, details, player, media, times: new FrameTimes(nanos, details.media?.frame_rate ?? 25), presented: null };
    this.watch(this.film);
    this.stage.replaceChildren(player.element);
    player.boxes.setBoxes((mediaTime, context, width) => this.draw(mediaTime, context, width));
    if (!nanos) this.tell('The exact times of the frames are not known, so the frame may be off by one. Process the video again to learn them.');
  }

  private leave(): void {
    this.film?.player.boxes.setBoxes(null);
    this.film?.player.close();
    this.film = null;
  }

  /** Stands at a frame, which is on the screen when this is done. */
  private async stand(film: Film, frame: Frame): Promise<void> {
    const { media, times, player } = film;
    media.pause();
    if (media.readyState < HTMLMediaElement.HAVE_METADATA) await new Promise((done) => media.addEventListener('loadedmetadata', done, { once: true }));
    const target = Math.min(times.seekTime(times.position(frame)), media.duration || Infinity);
    media.currentTime = target;
    await new Promise<void>((done) => {
      const wanted = { nanos: nanosOf(film, frame), done };
      this.wanted = wanted;
      this.arrive(film);
      // A busy browser may show a frame without saying so. A seek by a tenth of a millisecond makes it say so.
      let aside = 0;
      const again = setInterval(() => {
        if (this.wanted !== wanted || this.film !== film) clearInterval(again);
        else if (media.paused && !media.seeking && Math.abs(media.currentTime - target) < 0.001) {
          aside = 0.0001 - aside;
          media.currentTime = target - aside;
        }
      }, 1000);
    });
    player.boxes.redraw();
  }

  /** Learns which frames are on the screen; near the end of a film a seek may show one and yet not end. */
  private watch(film: Film): void {
    const { media, times } = film;
    const saw = (seconds: number): void => {
      film.presented = times.frame(times.at(seconds, this.shown ? [this.shown.entry.frame.nanos] : [])).nanos;
      this.arrive(film);
    };
    if ('requestVideoFrameCallback' in media) {
      const next = (): number =>
        media.requestVideoFrameCallback((_now, { mediaTime }) => {
          saw(mediaTime);
          next();
        });
      next();
    } else (media as HTMLVideoElement).addEventListener('seeked', () => saw((media as HTMLVideoElement).currentTime));
  }

  private arrive({ presented }: Film): void {
    if (!this.wanted || this.wanted.nanos !== presented) return;
    this.wanted.done();
    this.wanted = null;
  }

  private draw(mediaTime: number, context: CanvasRenderingContext2D, width: number): void {
    const { film, shown } = this;
    if (!film || !shown) return;
    const frame = film.times.frame(film.times.at(mediaTime, [shown.entry.frame.nanos]));
    this.dialog.dataset.nanos = String(frame.nanos);
    const scene = this.scenes.get(key(film, frame.nanos));
    if (!scene) {
      this.dialog.dataset.boxes = 'unknown';
      if (film.media.paused) this.lookSoon();
      return;
    }
    const here = shown.entry.video_id === film.id && nanosOf(film, shown.entry.frame) === frame.nanos;
    this.dialog.dataset.boxes = scene.scored ? `${scene.truth.length} ${scene.predictions.length}` : 'not scored';
    paint(context, scene, here ? shown.entry : { truth: null, prediction: null }, width / (film.details.media?.width || film.media.videoWidth));
    if (film.media.paused && !scene.scored) this.tell('The run did not score this frame.');
    else if (film.media.paused && this.dialog.dataset.ready === 'true') this.tell(here ? '' : 'Another frame than that of the mistake.');
  }

  /** Asks what is on the frame that the film stands at. */
  private async look(): Promise<void> {
    const { film } = this;
    const nanos = Number(this.dialog.dataset.nanos);
    if (!film || !film.media.paused || this.dialog.dataset.ready !== 'true') return;
    try {
      this.scenes.set(key(film, nanos), await this.client.scene(this.run, film.id, nanos));
      if (this.film === film) film.player.boxes.redraw();
    } catch (e) {
      this.tell(sentence(e) ?? '');
    }
  }

  private go(mistake: number | null): void {
    if (mistake !== null) this.on.moved(mistake);
  }

  private step(frames: number): void {
    const { film } = this;
    if (!film) return;
    film.media.pause();
    const { times } = film;
    const at = times.position({ index: null, nanos: Number(this.dialog.dataset.nanos ?? 0), estimated: false });
    film.media.currentTime = Math.min(times.seekTime(times.step(at, frames)), film.media.duration || Infinity);
  }

  private edit(): void {
    if (this.film && this.shown) this.on.edit(this.film.details, this.shown.entry.frame);
  }

  private key(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || target.matches('input:not([type=range]), select')) return;
    const run: Record<string, () => void> = {
      n: () => this.go(this.shown?.next ?? null),
      p: () => this.go(this.shown?.previous ?? null),
      e: () => this.edit(),
      ',': () => this.step(-1),
      '.': () => this.step(1),
      h: () => this.shown && this.film && void this.stand(this.film, this.shown.entry.frame),
    };
    const does = run[event.key.toLowerCase()];
    if (!does) return;
    event.preventDefault();
    event.stopPropagation();
    does();
  }

  private button(name: string, id: string, shortcut: string, run: () => void): HTMLButtonElement {
    return h('button', { type: 'button', class: 'button small', 'data-testid': id, 'aria-keyshortcuts': shortcut, title: `${name} (${shortcut})`, onclick: run }, name);
  }

  private tell(text: string): void {
    setText(this.message, text);
  }
}

const key = ({ id }: Film, nanos: number): string => `${id} ${nanos}`;

/** The exact time of a frame of which the number may be known better. */
const nanosOf = ({ times }: Film, frame: Frame): number => times.frame(times.position(frame)).nanos;

function legend(): HTMLElement {
  const line = (kind: string, name: string, more: string): HTMLElement => h('li', {}, h('span', { class: `legend-line ${kind}`, 'aria-hidden': 'true' }), h('span', {}, name, h('span', { class: 'hint' }, more)));
  return h('section', { class: 'part' }, h('h3', {}, 'Boxes'), h('ul', { class: 'legend' }, line('of-truth', 'Truth', ' solid, blue'), line('of-model', 'Model', ' broken, orange')), h('p', { class: 'hint' }, 'Thick lines are those of this mistake; thin ones are everything else on the frame.'));
}

function keys(): HTMLElement {
  const all: [string, string][] = [['N', 'Next mistake'], ['P', 'Previous mistake'], [', .', 'Previous or next frame'], ['H', 'Back to its frame'], ['E', 'Edit annotations here'], ['Esc', 'Close']];
  return h('section', { class: 'part review-keys-short' }, h('h3', {}, 'Keys'), h('dl', { class: 'mistake-keys' }, ...all.flatMap(([shown, does]) => [h('dt', {}, h('kbd', {}, shown)), h('dd', {}, does)])));
}

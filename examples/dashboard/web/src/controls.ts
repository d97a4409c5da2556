import { h, setText } from './dom';
import { clock } from './format';
import { icon, setIcon } from './icons';
import { captionNames } from './languages';
import type { Source } from './rungs';
import type { Storyboard } from './storyboard';

const STEP = 5;

/** The controls of the player. */
export class Controls {
  readonly element: HTMLElement;
  private readonly play = h('button', { type: 'button', class: 'button quiet icon', 'data-testid': 'player-play', 'aria-label': 'Play', 'aria-keyshortcuts': 'Space' });
  private readonly seek = h('input', { type: 'range', class: 'seek', min: 0, max: 0, step: 'any', value: 0, 'aria-label': 'Position', 'data-testid': 'player-seek' });
  private readonly time = h('span', { class: 'time', 'data-testid': 'player-time' });
  private readonly mute = h('button', { type: 'button', class: 'button quiet icon', 'data-testid': 'player-mute', 'aria-label': 'Mute', 'aria-keyshortcuts': 'm' });
  private readonly volume = h('input', { type: 'range', class: 'volume', min: 0, max: 1, step: 0.05, value: 1, 'aria-label': 'Volume', 'data-testid': 'player-volume' });
  private readonly rungs = h('select', { class: 'small', 'aria-label': 'Quality', 'data-testid': 'player-rungs', hidden: true });
  private readonly captions = h('select', { class: 'small', 'aria-label': 'Captions', 'data-testid': 'player-captions', hidden: true });
  private seeking = false;
  private readonly stop = new AbortController();

  constructor(
    private readonly media: HTMLVideoElement,
    private readonly storyboard: Storyboard,
    private readonly on: { choose: (rung: number) => void; fullscreen: () => void },
  ) {
    const full = h('button', { type: 'button', class: 'button quiet icon', 'data-testid': 'player-fullscreen', 'aria-label': 'Full screen', 'aria-keyshortcuts': 'f', onclick: on.fullscreen }, icon('fullscreen'));
    const bar = h('div', { class: 'seek-bar' }, storyboard.element, this.seek);
    this.element = h('div', { class: 'controls' }, bar, h('div', { class: 'control-row' }, this.play, this.mute, this.volume, this.time, h('span', { class: 'grow' }), this.captions, this.rungs, full));
    this.play.addEventListener('click', () => this.toggle());
    this.mute.addEventListener('click', () => (media.muted = !media.muted));
    this.volume.addEventListener('input', () => {
      media.volume = this.volume.valueAsNumber;
      media.muted = media.volume === 0;
    });
    this.rungs.addEventListener('change', () => on.choose(Number(this.rungs.value)));
    this.captions.addEventListener('change', () => this.showCaptions(Number(this.captions.value)));
    this.seek.addEventListener('input', () => {
      this.seeking = true;
      media.currentTime = this.seek.valueAsNumber;
      this.drawTime();
    });
    this.seek.addEventListener('change', () => (this.seeking = false));
    bar.addEventListener('pointermove', (event) => this.preview(event));
    bar.addEventListener('pointerleave', () => storyboard.hide());
    this.seek.addEventListener('blur', () => storyboard.hide());
    const listen = (target: EventTarget, names: string[], draw: () => void): void => names.forEach((name) => target.addEventListener(name, draw, { signal: this.stop.signal }));
    listen(media, ['play', 'pause', 'ended', 'volumechange'], () => this.drawButtons());
    listen(media, ['timeupdate', 'durationchange', 'seeked', 'progress'], () => this.drawTime());
    listen(media.textTracks, ['addtrack', 'removetrack'], () => this.drawCaptions());
    this.drawButtons();
    this.drawTime();
  }

  close(): void {
    this.stop.abort();
  }

  toggle(): void {
    // Errors, such as media that is not loaded yet, are reported by the media element's error event.
    if (this.media.paused) void this.media.play().catch(() => undefined);
    else this.media.pause();
  }

  setRungs(rungs: Source['rungs'], current: string | null): void {
    this.rungs.hidden = rungs.length < 2;
    // The menu may be open while the rung changes, so its entries are kept.
    if (this.rungs.length !== rungs.length + 1) this.rungs.replaceChildren(h('option', { value: -1 }), ...rungs.map(({ value, label }) => h('option', { value }, label)));
    setText(this.rungs.options[0]!, current ? `Auto (${current})` : 'Auto');
  }

  key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target as HTMLElement;
    const { media } = this;
    // A focused button or menu needs these keys itself, and the volume slider its arrow keys.
    if (event.key === ' ' && !target.matches('button, select')) this.toggle();
    else if (/^Arrow(Left|Right)$/.test(event.key) && !target.matches('select, .volume')) this.seekTo(media.currentTime + (event.key === 'ArrowLeft' ? -STEP : STEP));
    else if (/^Arrow(Up|Down)$/.test(event.key) && !target.matches('select')) this.setVolume(media.volume + (event.key === 'ArrowUp' ? 0.1 : -0.1));
    else if (event.key === 'm' && !target.matches('select')) media.muted = !media.muted;
    else if (event.key === 'f' && !target.matches('select')) this.on.fullscreen();
    else return;
    event.preventDefault();
  }

  private seekTo(seconds: number): void {
    if (Number.isFinite(this.media.duration)) this.media.currentTime = Math.min(this.media.duration, Math.max(0, seconds));
  }

  private setVolume(volume: number): void {
    this.media.volume = Math.min(1, Math.max(0, volume));
    this.media.muted = false;
  }

  private preview(event: PointerEvent): void {
    const { duration } = this.media;
    const box = this.seek.getBoundingClientRect();
    if (!Number.isFinite(duration) || !duration || !box.width) return;
    const at = Math.min(box.width, Math.max(0, event.clientX - box.left));
    this.storyboard.show(Math.min((at / box.width) * duration, duration - 0.001), at, box.width);
  }

  private drawButtons(): void {
    const { paused, muted, volume } = this.media;
    setIcon(this.play, paused ? 'play' : 'pause');
    this.play.setAttribute('aria-label', paused ? 'Play' : 'Pause');
    setIcon(this.mute, muted || !volume ? 'muted' : 'sound');
    this.mute.setAttribute('aria-label', muted ? 'Unmute' : 'Mute');
    this.volume.value = String(muted ? 0 : volume);
  }

  private drawTime(): void {
    const { currentTime, buffered } = this.media;
    const duration = Number.isFinite(this.media.duration) ? this.media.duration : 0;
    this.seek.max = String(duration);
    if (!this.seeking) this.seek.value = String(currentTime);
    this.seek.setAttribute('aria-valuetext', `${clock(currentTime)} of ${clock(duration)}`);
    const end = buffered.length ? buffered.end(buffered.length - 1) : 0;
    this.seek.style.setProperty('--played', `${duration ? (currentTime / duration) * 100 : 0}%`);
    this.seek.style.setProperty('--buffered', `${duration ? (end / duration) * 100 : 0}%`);
    setText(this.time, `${clock(currentTime)} / ${clock(duration)}`);
  }

  private drawCaptions(): void {
    const tracks = [...this.media.textTracks];
    const captions = tracks.map((track, value) => ({ track, value })).filter(({ track }) => isCaption(track));
    const names = captionNames(captions.map(({ track }) => track));
    this.captions.hidden = !captions.length;
    this.captions.replaceChildren(h('option', { value: -1 }, 'Captions off'), ...captions.map(({ value }, i) => h('option', { value }, names[i])));
    this.captions.value = String(tracks.findIndex((track) => isCaption(track) && track.mode === 'showing'));
  }

  private showCaptions(chosen: number): void {
    [...this.media.textTracks].forEach((track, i) => {
      if (isCaption(track)) track.mode = i === chosen ? 'showing' : 'disabled';
    });
  }
}

const isCaption = ({ kind }: TextTrack): boolean => kind === 'subtitles' || kind === 'captions';

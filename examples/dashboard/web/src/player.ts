import { Boxes } from './boxes';
import { Controls } from './controls';
import { h } from './dom';
import { captionNames } from './languages';
import { attach, type Source } from './rungs';
import { Sound } from './sound';
import { Storyboard } from './storyboard';
import type { Details } from './types';

export interface Position {
  at: number;
  playing: boolean;
}

/** Plays the outputs of a video. */
export class Player {
  readonly element: HTMLElement;
  readonly boxes: Boxes;
  private readonly media = h('video', { playsinline: true, preload: 'metadata' });
  private readonly source: Source;
  private readonly controls: Controls;
  private readonly sound: Sound | null;

  constructor(video: Details, token: () => string, failed: (sentence: string) => void) {
    const canvas = h('canvas', { class: 'boxes', 'aria-hidden': 'true' });
    const storyboard = new Storyboard();
    const cues = video.artifacts.find(({ kind }) => kind === 'storyboard_cues')?.url ?? (video.urls.storyboard?.endsWith('.vtt') ? video.urls.storyboard : null);
    if (cues) void storyboard.load(cues);
    this.media.poster = video.urls.poster ?? '';
    this.media.setAttribute('aria-label', video.title || video.file_name);
    this.sound = video.media && !video.media.height ? new Sound(this.media, video) : null;
    this.controls = new Controls(this.media, storyboard, { choose: (value) => this.source.choose(value), fullscreen: () => void this.fullscreen() });
    this.element = h('div', { class: 'player', 'data-testid': 'player', role: 'region', 'aria-label': 'Player', tabindex: 0, onkeydown: (event: KeyboardEvent) => this.controls.key(event) }, h('div', { class: this.sound ? 'picture without-pictures' : 'picture' }, this.media, this.sound?.element, canvas), this.controls.element);
    this.media.addEventListener('click', () => {
      this.element.focus({ preventScroll: true });
      this.controls.toggle();
    });
    this.boxes = new Boxes(this.media, canvas);
    this.source = attach(this.media, video.urls, token, {
      changed: () => {
        if (!this.source.captions && !this.media.querySelector('track')) this.addCaptions(video);
        this.controls.setRungs(this.source.rungs, this.source.current());
      },
      failed,
    });
    if (!this.source.captions && !video.urls.hls) this.addCaptions(video);
  }

  /** Whether the film plays, or stands where somebody left it. */
  get used(): boolean {
    return !this.media.paused || (this.media.currentTime > 0 && !this.media.ended);
  }

  /** Where it stands, and whether it plays. */
  get position(): Position {
    return { at: this.media.currentTime, playing: !this.media.paused };
  }

  /** Goes on where another player was. */
  goOn({ at, playing }: Position): void {
    this.media.addEventListener(
      'loadedmetadata',
      () => {
        this.media.currentTime = at;
        if (playing) void this.media.play().catch(() => undefined);
      },
      { once: true },
    );
  }

  close(): void {
    if (document.fullscreenElement === this.element) void document.exitFullscreen();
    this.media.pause();
    this.controls.close();
    this.boxes.close();
    this.sound?.close();
    this.source.close();
    this.element.remove();
  }

  private addCaptions(video: Details): void {
    const captions = video.artifacts.filter(({ kind }) => kind === 'subtitles').map(({ name, url }) => ({ label: name, language: /(?:^|[._-])([a-z]{2,3})(?:\.vtt)?$/.exec(name)?.[1] ?? '', url }));
    captionNames(captions).forEach((label, i) => this.media.append(h('track', { kind: 'subtitles', src: captions[i]!.url, srclang: captions[i]!.language, label })));
  }

  private async fullscreen(): Promise<void> {
    try {
      if (document.fullscreenElement) await document.exitFullscreen();
      else await this.element.requestFullscreen();
    } catch {
      // Some phones support full screen only for the video element itself.
      (this.media as HTMLVideoElement & { webkitEnterFullscreen?: () => void }).webkitEnterFullscreen?.();
    }
  }
}

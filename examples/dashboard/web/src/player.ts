import { Boxes } from './boxes';
import { Controls } from './controls';
import { h } from './dom';
import { words } from './format';
import { attach, type Source } from './rungs';
import { Storyboard } from './storyboard';
import type { Details } from './types';

/** Plays the outputs of a video. */
export class Player {
  readonly element: HTMLElement;
  readonly boxes: Boxes;
  private readonly media = h('video', { playsinline: true, preload: 'metadata' });
  private readonly source: Source;
  private readonly controls: Controls;

  constructor(video: Details, token: () => string, failed: (sentence: string) => void) {
    const canvas = h('canvas', { class: 'boxes', 'aria-hidden': 'true' });
    const storyboard = new Storyboard();
    const cues = video.artifacts.find(({ kind }) => kind === 'storyboard_cues')?.url ?? (video.urls.storyboard?.endsWith('.vtt') ? video.urls.storyboard : null);
    if (cues) void storyboard.load(cues);
    this.media.poster = video.urls.poster ?? '';
    this.media.setAttribute('aria-label', video.title || video.file_name);
    this.controls = new Controls(this.media, storyboard, { choose: (value) => this.source.choose(value), fullscreen: () => void this.fullscreen() });
    this.element = h('div', { class: 'player', 'data-testid': 'player', role: 'region', 'aria-label': 'Player', tabindex: 0, onkeydown: (event: KeyboardEvent) => this.controls.key(event) }, h('div', { class: 'picture' }, this.media, canvas), this.controls.element);
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

  close(): void {
    if (document.fullscreenElement === this.element) void document.exitFullscreen();
    this.media.pause();
    this.controls.close();
    this.boxes.close();
    this.source.close();
    this.element.remove();
  }

  private addCaptions(video: Details): void {
    for (const { kind, name, url } of video.artifacts) {
      if (kind !== 'subtitles') continue;
      const language = /[._-]([a-z]{2,3})(?:\.vtt)?$/i.exec(name)?.[1] ?? '';
      this.media.append(h('track', { kind: 'subtitles', src: url, srclang: language, label: language ? (new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? language) : words(name) }));
    }
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

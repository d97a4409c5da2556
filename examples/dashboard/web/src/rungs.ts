import Hls from 'hls.js';

/** The source of the media: HLS with selectable rungs where supported, otherwise a single file. */
export interface Source {
  /** Labels of the rungs, best first; empty if there is no choice. */
  rungs: { value: number; label: string }[];
  /** Whether the source contains captions. */
  readonly captions: boolean;
  /** Selects a rung, or automatic selection by bandwidth with -1. */
  choose(value: number): void;
  /** The label of the current rung. */
  current(): string | null;
  close(): void;
}

export interface SourceEvents {
  changed(): void;
  failed(sentence: string): void;
}

export function attach(video: HTMLVideoElement, urls: { hls: string | null; mp4: string | null }, token: () => string, on: SourceEvents): Source {
  if (urls.hls && Hls.isSupported()) return new HlsSource(video, urls.hls, urls.mp4, token, on);
  return new FileSource(video, urls.hls ?? urls.mp4 ?? '', on);
}

class FileSource implements Source {
  readonly rungs = [];
  readonly captions = false;

  constructor(
    private readonly video: HTMLVideoElement,
    address: string,
    on: SourceEvents,
  ) {
    video.addEventListener('error', () => video.hasAttribute('src') && on.failed('This browser cannot play the video.'));
    video.src = address;
  }

  choose(): void {}

  current(): string | null {
    return null;
  }

  close(): void {
    this.video.removeAttribute('src');
    this.video.load();
  }
}

class HlsSource implements Source {
  rungs: Source['rungs'] = [];
  captions = false;
  private readonly hls: Hls;
  private other: FileSource | null = null;
  private recoveries = 0;
  private chosen = false;

  constructor(
    private readonly video: HTMLVideoElement,
    address: string,
    private readonly mp4: string | null,
    token: () => string,
    private readonly on: SourceEvents,
  ) {
    // Send the token as well, since the cookie may have expired while the page was open.
    this.hls = new Hls({ xhrSetup: (request) => request.setRequestHeader('Authorization', `Bearer ${token()}`), capLevelToPlayerSize: true });
    this.hls.on(Hls.Events.MANIFEST_PARSED, (_event, { subtitleTracks }) => {
      this.captions = subtitleTracks.length > 0;
      this.rungs = this.hls.levels.map((level, value) => ({ value, label: label(level.height, level.bitrate), height: level.height })).sort((a, b) => b.height - a.height);
      on.changed();
    });
    this.hls.on(Hls.Events.LEVEL_SWITCHED, () => on.changed());
    this.hls.on(Hls.Events.FRAG_BUFFERED, (_event, { frag }) => {
      const { currentTime } = video;
      if (!this.chosen || frag.type !== 'main' || currentTime < frag.start || currentTime >= frag.end) return;
      this.chosen = false;
      // Decoded frames would stay on the screen until the next segment; seeking makes the browser decode again.
      video.currentTime = currentTime;
    });
    this.hls.on(Hls.Events.ERROR, (_event, data) => data.fatal && this.recover(data.type));
    this.hls.loadSource(address);
    this.hls.attachMedia(video);
  }

  choose(value: number): void {
    this.chosen = value >= 0 && value !== this.hls.currentLevel;
    this.hls.currentLevel = value;
  }

  current(): string | null {
    const level = this.hls.levels[this.hls.currentLevel];
    return level ? label(level.height, level.bitrate) : null;
  }

  close(): void {
    this.hls.destroy();
    this.other?.close();
  }

  private recover(type: string): void {
    if (type === Hls.ErrorTypes.MEDIA_ERROR && this.recoveries++ < 2) this.hls.recoverMediaError();
    else if (type === Hls.ErrorTypes.NETWORK_ERROR && this.rungs.length && this.recoveries++ < 5) setTimeout(() => this.hls.startLoad(), 2000);
    else if (this.mp4 && !this.other) {
      this.hls.destroy();
      this.rungs = [];
      this.other = new FileSource(this.video, this.mp4, this.on);
      this.on.changed();
    } else this.on.failed('The video cannot be played: its segments could not be loaded.');
  }
}

const label = (height: number, bitrate: number): string => (height ? `${height}p` : `${Math.round(bitrate / 1000)} kbit/s`);

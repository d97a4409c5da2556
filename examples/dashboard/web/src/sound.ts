import { h } from './dom';
import { icon } from './icons';
import type { Details } from './types';

/** The outline of sound in the format of audiowaveform: the lowest and the highest sample of each column. */
interface Outline {
  bits: number;
  length: number;
  data: number[];
}

const BAR = 3;
const GAP = 1;

/** Shows the sound of a file without pictures: its outline, with what was played marked. */
export class Sound {
  readonly element: HTMLElement;
  private readonly canvas = h('canvas', { class: 'waveform', 'data-testid': 'waveform', 'aria-hidden': 'true' });
  private readonly observer = new ResizeObserver(() => this.draw());
  private outline: Outline | null = null;

  constructor(
    private readonly media: HTMLMediaElement,
    video: Details,
  ) {
    this.element = h('div', { class: 'sound' }, this.canvas, h('p', { class: 'sound-only' }, icon('sound'), 'Sound only'));
    for (const event of ['timeupdate', 'seeked', 'durationchange'] as const) media.addEventListener(event, () => this.draw());
    this.canvas.addEventListener('click', (event) => this.seek(event));
    this.observer.observe(this.canvas);
    const data = video.artifacts.find(({ kind }) => kind === 'waveform_data');
    if (data) void this.load(data.url);
  }

  close(): void {
    this.observer.disconnect();
  }

  private async load(address: string): Promise<void> {
    try {
      const response = await fetch(address);
      if (!response.ok) return;
      this.outline = (await response.json()) as Outline;
      this.element.dataset.drawn = String(this.outline.length);
      this.draw();
    } catch {
      // The words remain.
    }
  }

  private seek(event: MouseEvent): void {
    const { duration } = this.media;
    if (Number.isFinite(duration)) this.media.currentTime = (event.offsetX / this.canvas.clientWidth) * duration;
  }

  private draw(): void {
    const { canvas, outline, media } = this;
    const { clientWidth: width, clientHeight: height } = canvas;
    if (!outline?.length || !width) return;
    canvas.width = Math.round(width * devicePixelRatio);
    canvas.height = Math.round(height * devicePixelRatio);
    const context = canvas.getContext('2d')!;
    context.scale(devicePixelRatio, devicePixelRatio);
    const played = media.duration > 0 ? (media.currentTime / media.duration) * width : 0;
    const full = 2 ** (outline.bits - 1);
    const bars = Math.floor(width / (BAR + GAP));
    for (let bar = 0; bar < bars; bar++) {
      const [low, high] = range(outline, bar / bars, (bar + 1) / bars);
      const top = (height / 2) * (1 - high / full);
      const bottom = (height / 2) * (1 - low / full);
      const x = bar * (BAR + GAP);
      context.fillStyle = x < played ? '#86aeff' : '#8b94a5';
      context.fillRect(x, Math.min(top, height / 2 - 1), BAR, Math.max(2, bottom - top));
    }
  }
}

/** The lowest and the highest sample between two shares of the whole. */
function range({ data, length }: Outline, from: number, to: number): [number, number] {
  let low = 0;
  let high = 0;
  for (let column = Math.floor(from * length); column < Math.max(Math.ceil(to * length), Math.floor(from * length) + 1); column++) {
    low = Math.min(low, data[2 * column] ?? 0);
    high = Math.max(high, data[2 * column + 1] ?? 0);
  }
  return [low, high];
}

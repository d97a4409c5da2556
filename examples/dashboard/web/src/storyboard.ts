import { h, setText } from './dom';
import { clock } from './format';

interface Cue {
  from: number;
  to: number;
  image: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The thumbnail over the seek bar that shows a position of the video. */
export class Storyboard {
  readonly element = h('div', { class: 'preview', 'data-testid': 'storyboard', 'aria-hidden': 'true', hidden: true });
  private readonly picture = h('div', { class: 'preview-picture', hidden: true });
  private readonly time = h('span', {});
  private cues: Cue[] = [];
  private preloaded = '';

  constructor() {
    this.element.append(this.picture, this.time);
  }

  /** @param address the URL of the WebVTT file; image names are relative to it */
  async load(address: string): Promise<void> {
    try {
      const response = await fetch(address);
      if (response.ok) this.cues = readCues(await response.text(), new URL(address, location.href));
    } catch {
      // Only the time is shown.
    }
  }

  /** @param at the position of the pointer in pixels from the start of the bar, whose width is `room` */
  show(seconds: number, at: number, room: number): void {
    const cue = this.cues.find(({ from, to }) => seconds >= from && seconds < to) ?? this.cues.findLast(({ from }) => from <= seconds);
    this.element.hidden = false;
    this.picture.hidden = !cue;
    setText(this.time, clock(seconds));
    if (cue) {
      if (this.preloaded !== cue.image) {
        this.preloaded = cue.image;
        new Image().src = cue.image;
      }
      const { style } = this.picture;
      style.width = `${cue.width}px`;
      style.height = `${cue.height}px`;
      style.backgroundImage = `url("${CSS.escape(cue.image)}")`;
      style.backgroundPosition = `-${cue.x}px -${cue.y}px`;
      this.element.dataset.cue = `${cue.x},${cue.y}`;
    }
    const half = this.element.offsetWidth / 2;
    this.element.style.left = `${Math.min(Math.max(at, half), Math.max(half, room - half))}px`;
  }

  hide(): void {
    this.element.hidden = true;
  }
}

export function readCues(text: string, base: URL): Cue[] {
  const cues: Cue[] = [];
  for (const block of text.split(/\r?\n\s*\r?\n/)) {
    const times = /([\d:.]+)\s+-->\s+([\d:.]+)[^\n]*\n\s*(\S+)/.exec(block);
    const area = /#xywh=(?:pixel:)?(\d+),(\d+),(\d+),(\d+)/.exec(times?.[3] ?? '');
    if (!times || !area) continue;
    const image = new URL(times[3]!, base);
    image.hash = '';
    const [x, y, width, height] = area.slice(1).map(Number) as [number, number, number, number];
    // Accept only images from the same server.
    if (image.origin === base.origin) cues.push({ from: seconds(times[1]!), to: seconds(times[2]!), image: image.href, x, y, width, height });
  }
  return cues;
}

const seconds = (time: string): number => time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);

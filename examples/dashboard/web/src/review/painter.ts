import { Outlines } from './outlines';
import { GRIPS, gripPoint, type Box } from './shapes';
import type { Annotation } from './wire';

// Okabe and Ito's colours, which the colour-blind can tell apart.
const COLOURS = ['#56b4e9', '#e69f00', '#2bd4a4', '#f0e442', '#ee9fd0', '#ff7f2a', '#8fb8ff', '#ffffff'];
const MANY = 60;
// In CSS pixels.
const LINE = 2;
const DASH = 6;
const GAP = 4;
const FONT = 12;

/** Keeps the colour of a class the same while the page is open. */
export class Colours {
  private readonly given = new Map<string, string>();

  of(label: string): string {
    let colour = this.given.get(label);
    if (!colour) this.given.set(label, (colour = COLOURS[this.given.size % COLOURS.length]!));
    return colour;
  }
}

export interface Scene {
  annotations: readonly Annotation[];
  selected: Annotation | null;
  /** The selected box while it is moved, or a box that is being drawn. */
  draft: Box | null;
  draftLabel: string;
}

/** Draws boxes: whole lines for what a person has confirmed, dashes for proposals. */
export class Painter {
  readonly colours = new Colours();
  private readonly outlines = new Outlines();

  /** @param perPixel how many units of the context a pixel of the film has */
  paint(context: CanvasRenderingContext2D, { annotations, selected, draft, draftLabel }: Scene, perPixel: number, zoom: number): void {
    const { colours, outlines } = this;
    const { a, d, e: left, f: top } = context.getTransform();
    const ratio = a / zoom;
    const line = Math.max(1, Math.round(LINE * ratio));
    const dashes = [Math.max(1, Math.round(DASH * ratio)), Math.max(1, Math.round(GAP * ratio))] as const;
    const [across, down] = [perPixel * a, perPixel * d];
    outlines.begin(context.canvas.width, context.canvas.height);
    for (const one of annotations) {
      if (one === selected) continue;
      const [x, y] = [left + one.x * across, top + one.y * down];
      outlines.add(x, y, x + one.width * across, y + one.height * down, colours.of(one.label), line, one.confirmed ? null : dashes);
    }
    outlines.show(context);
    if (annotations.length <= MANY) for (const one of annotations) if (one !== selected) tag(context, one, captionOf(one), colours.of(one.label), perPixel, zoom);
    const shown = draft ?? selected;
    if (shown) select(context, shown, selected ? captionOf(selected) : draftLabel, colours.of(selected?.label ?? draftLabel), perPixel, zoom);
  }
}

export function captionOf({ label, track, score, confirmed }: Annotation): string {
  return `${label}${track === null ? '' : ` #${track}`}${confirmed || score === null ? '' : ` ${Math.round(score * 100)}%`}`;
}

function tag(context: CanvasRenderingContext2D, { x, y, height }: Box, text: string, colour: string, perPixel: number, zoom: number): void {
  const size = FONT / zoom;
  context.font = `600 ${size}px system-ui, sans-serif`;
  const width = context.measureText(text).width + size * 0.6;
  const top = y * perPixel - size * 1.4;
  const at = top < 0 ? (y + height) * perPixel : top;
  context.fillStyle = colour;
  context.fillRect(x * perPixel - 1 / zoom, at, width, size * 1.4);
  context.fillStyle = '#000';
  context.fillText(text, x * perPixel + size * 0.3, at + size * 1.05);
}

function select(context: CanvasRenderingContext2D, box: Box, text: string, colour: string, perPixel: number, zoom: number): void {
  const [x, y, width, height] = [box.x, box.y, box.width, box.height].map((value) => value * perPixel) as [number, number, number, number];
  context.fillStyle = `${colour}33`;
  context.fillRect(x, y, width, height);
  context.strokeStyle = '#000';
  context.lineWidth = 5 / zoom;
  context.strokeRect(x, y, width, height);
  context.strokeStyle = colour;
  context.lineWidth = 2.5 / zoom;
  context.strokeRect(x, y, width, height);
  const half = 4 / zoom;
  context.fillStyle = '#fff';
  context.strokeStyle = '#000';
  context.lineWidth = 1 / zoom;
  for (const grip of GRIPS) {
    const point = gripPoint(box, grip);
    context.fillRect(point.x * perPixel - half, point.y * perPixel - half, 2 * half, 2 * half);
    context.strokeRect(point.x * perPixel - half, point.y * perPixel - half, 2 * half, 2 * half);
  }
  tag(context, box, text, colour, perPixel, zoom);
}

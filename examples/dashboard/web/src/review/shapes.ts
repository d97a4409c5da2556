import type { Annotation } from './wire';

export type Box = Pick<Annotation, 'x' | 'y' | 'width' | 'height'>;

/** The part of a box that a pointer holds: a corner or an edge, as directions, or the whole box. */
export interface Grip {
  dx: -1 | 0 | 1;
  dy: -1 | 0 | 1;
}

export const WHOLE: Grip = { dx: 0, dy: 0 };

const SIDES = [-1, 0, 1] as const;

export const GRIPS: readonly Grip[] = SIDES.flatMap((dy) => SIDES.map((dx) => ({ dx, dy }))).filter(({ dx, dy }) => dx || dy);

export function gripPoint({ x, y, width, height }: Box, { dx, dy }: Grip): { x: number; y: number } {
  return { x: x + (width * (dx + 1)) / 2, y: y + (height * (dy + 1)) / 2 };
}

/** The grip at a point, if there is one within a distance. */
export function gripAt(box: Box, x: number, y: number, near: number): Grip | null {
  for (const grip of GRIPS) {
    const point = gripPoint(box, grip);
    if (Math.abs(point.x - x) <= near && Math.abs(point.y - y) <= near) return grip;
  }
  return null;
}

/** The smallest box at a point: one inside another can then be reached. */
export function boxAt(annotations: readonly Annotation[], x: number, y: number): Annotation | null {
  let best: Annotation | null = null;
  for (const one of annotations) {
    if (x < one.x || y < one.y || x > one.x + one.width || y > one.y + one.height) continue;
    if (!best || one.width * one.height < best.width * best.height) best = one;
  }
  return best;
}

export function between(x1: number, y1: number, x2: number, y2: number): Box {
  return { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) };
}

/** A box after its grip was pulled. Pulled past the opposite edge, it turns over. */
export function pulled(box: Box, grip: Grip, dx: number, dy: number): Box {
  if (!grip.dx && !grip.dy) return { ...box, x: box.x + dx, y: box.y + dy };
  const left = box.x + (grip.dx < 0 ? dx : 0);
  const right = box.x + box.width + (grip.dx > 0 ? dx : 0);
  const top = box.y + (grip.dy < 0 ? dy : 0);
  const bottom = box.y + box.height + (grip.dy > 0 ? dy : 0);
  return between(left, top, right, bottom);
}

/** The box within the picture; null if nothing of it is. */
export function clipped(box: Box, width: number, height: number): Box | null {
  const x = Math.max(0, box.x);
  const y = Math.max(0, box.y);
  const right = Math.min(width, box.x + box.width);
  const bottom = Math.min(height, box.y + box.height);
  return right > x && bottom > y ? rounded({ x, y, width: right - x, height: bottom - y }) : null;
}

/** People cannot draw more exactly than a hundredth of a pixel. */
export function rounded({ x, y, width, height }: Box): Box {
  const round = (value: number): number => Math.round(value * 100) / 100;
  return { x: round(x), y: round(y), width: round(width), height: round(height) };
}

export function mixed(from: Box, to: Box, share: number): Box {
  const mix = (a: number, b: number): number => a + (b - a) * share;
  return rounded({ x: mix(from.x, to.x), y: mix(from.y, to.y), width: mix(from.width, to.width), height: mix(from.height, to.height) });
}

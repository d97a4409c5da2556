import type { Judged, Scene, Shape } from './wire';

// Okabe and Ito's blue and orange; the kind of line tells them apart as well.
const TRUTH = '#56b4e9';
const PREDICTION = '#e69f00';
const DASH = [7, 5];
const FONT = 13;

/** The boxes that a mistake is about. */
export interface Chosen {
  truth: Shape | null;
  prediction: Shape | null;
}

/** Draws the truth with solid lines and the predictions with broken ones; those that are meant are thick. */
export function paint(context: CanvasRenderingContext2D, scene: Scene, chosen: Chosen, perPixel: number): void {
  context.lineJoin = 'round';
  const others = (all: Judged[], one: Shape | null): Shape[] => all.map(({ box }) => box).filter((box) => !isSame(box, one));
  for (const box of others(scene.truth, chosen.truth)) outline(context, box, TRUTH, [], 1.5, perPixel);
  for (const box of others(scene.predictions, chosen.prediction)) outline(context, box, PREDICTION, DASH, 1.5, perPixel);
  if (chosen.truth) outline(context, chosen.truth, TRUTH, [], 3.5, perPixel);
  if (chosen.prediction) outline(context, chosen.prediction, PREDICTION, DASH, 3.5, perPixel);
  if (chosen.truth) tag(context, chosen.truth, `Truth: ${chosen.truth.label}`, TRUTH, perPixel, 'above');
  if (chosen.prediction) tag(context, chosen.prediction, `Model: ${chosen.prediction.label}${chosen.prediction.score === null ? '' : ` ${chosen.prediction.score.toFixed(2)}`}`, PREDICTION, perPixel, chosen.truth ? 'below' : 'above');
}

const isSame = (one: Shape, other: Shape | null): boolean => other !== null && one.label === other.label && one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height && one.score === other.score;

function outline(context: CanvasRenderingContext2D, box: Shape, colour: string, dash: number[], thick: number, perPixel: number): void {
  const [x, y, width, height] = [box.x, box.y, box.width, box.height].map((value) => value * perPixel) as [number, number, number, number];
  context.setLineDash([]);
  // A dark edge, so that lines are seen on any picture.
  context.strokeStyle = 'rgb(0 0 0 / 75%)';
  context.lineWidth = thick + 2;
  context.strokeRect(x, y, width, height);
  context.setLineDash(dash);
  context.strokeStyle = colour;
  context.lineWidth = thick;
  context.strokeRect(x, y, width, height);
  context.setLineDash([]);
}

function tag(context: CanvasRenderingContext2D, box: Shape, text: string, colour: string, perPixel: number, where: 'above' | 'below'): void {
  context.font = `600 ${FONT}px system-ui, sans-serif`;
  const height = FONT * 1.5;
  const width = context.measureText(text).width + FONT;
  const above = box.y * perPixel - height - 3;
  const below = (box.y + box.height) * perPixel + 3;
  const top = where === 'above' && above >= 0 ? above : below;
  const left = Math.max(0, box.x * perPixel - 2);
  context.fillStyle = colour;
  context.fillRect(left, top, width, height);
  context.fillStyle = '#000';
  context.fillText(text, left + FONT / 2, top + FONT * 1.1);
}

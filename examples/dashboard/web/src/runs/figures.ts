import { h as element } from '../dom';
import { count } from '../format';
import type { Figure, Part } from './wire';

const NAMES: Record<string, string> = {
  AP: 'Average precision, overlaps 0.5 to 0.95',
  mAP: 'Average precision, mean of the classes',
  AP50: 'Average precision, overlap 0.5',
  AP75: 'Average precision, overlap 0.75',
  APsmall: 'On objects up to 32 × 32 pixels',
  APmedium: 'On objects up to 96 × 96 pixels',
  APlarge: 'On larger objects',
  AR1: 'Recall, one detection per frame',
  AR10: 'Recall, ten detections per frame',
  AR100: 'Recall, a hundred per frame',
  ARsmall: 'Recall on objects up to 32 × 32 pixels',
  ARmedium: 'Recall on objects up to 96 × 96 pixels',
  ARlarge: 'Recall on larger objects',
  precision: 'How many of the detections are right',
  recall: 'How many of the objects are found',
  F1: 'Harmonic mean of the two',
  TP: 'Objects found',
  FP: 'False alarms',
  FN: 'Objects missed',
};

/** Figures that are numbers of things rather than shares. */
const COUNTS = new Set(['TP', 'FP', 'FN']);

export const isCount = (name: string): boolean => COUNTS.has(name);
export const explain = (name: string): string => NAMES[name] ?? name;

/** A share with three digits, or a count. */
export function number(name: string, value: number | null): string {
  if (value === null) return '–';
  return isCount(name) ? count(value) : value.toFixed(3);
}

/** A difference with its sign. */
export function signed(name: string, value: number | null): string {
  if (value === null) return '–';
  const size = isCount(name) ? count(Math.abs(value)) : Math.abs(value).toFixed(3);
  return Number(size.replaceAll(',', '')) === 0 ? size : `${value > 0 ? '+' : '−'}${size}`;
}

export function range(name: string, low: number | null, high: number | null, format = number): string {
  return low === null || high === null ? '' : `${format(name, low)} to ${format(name, high)}`;
}

export function figure(part: Part, name: string): Figure | null {
  return part.figures.find((one) => one.name === name) ?? null;
}

const FIRST = ['AP', 'mAP', 'AP50', 'AP75', 'precision', 'recall', 'F1'];

/** Those that people look at first come first. */
export function inOrder<T extends { name: string }>(figures: T[]): T[] {
  const place = ({ name }: T): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  return [...figures].sort((a, b) => place(a) - place(b));
}

/** The figure that stands for a run: the average precision. */
export function main(part: Part): Figure | null {
  return part.figures[0] ?? null;
}

const share = (value: number): string => `${Math.min(100, Math.max(0, value * 100))}%`;

/** A share on a scale from 0 to 1, with its range. */
export function bar({ name, value, low, high }: Figure): HTMLElement {
  const track = element('span', { class: 'range', 'aria-hidden': 'true' });
  if (low !== null && high !== null) {
    const span = element('span', { class: 'range-span' });
    span.style.left = share(low);
    span.style.width = share(high - low);
    track.append(span);
  }
  if (value !== null && !isCount(name)) {
    const dot = element('span', { class: 'range-value' });
    dot.style.left = share(value);
    track.append(dot);
  }
  return track;
}

/** A difference around zero, on a scale up to `most` in both directions. */
export function differenceBar(value: number | null, low: number | null, high: number | null, most: number): HTMLElement {
  const at = (x: number): number => 0.5 + x / most / 2;
  const track = element('span', { class: 'range difference', 'aria-hidden': 'true' });
  if (low !== null && high !== null) {
    const span = element('span', { class: 'range-span' });
    span.style.left = share(at(low));
    span.style.width = share(at(high) - at(low));
    track.append(span);
  }
  if (value !== null) {
    const dot = element('span', { class: 'range-value' });
    dot.style.left = share(at(value));
    track.append(dot);
  }
  return track;
}

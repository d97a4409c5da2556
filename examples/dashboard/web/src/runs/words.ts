import { h } from '../dom';
import { count, plural } from '../format';
import { icon, type IconName } from '../icons';
import type { Entry, EntryKind, Frame, GateVerdict, Verdict } from './wire';

const GATES: Record<GateVerdict, { word: string; icon: IconName; status: string }> = {
  pass: { word: 'Pass', icon: 'completed', status: 'completed' },
  fail: { word: 'Fail', icon: 'rejected', status: 'failed' },
  inconclusive: { word: 'Inconclusive', icon: 'queued', status: 'queued' },
};

const KINDS: Record<EntryKind, { word: string; icon: IconName; status: string }> = {
  hit: { word: 'Hit', icon: 'completed', status: 'completed' },
  false_alarm: { word: 'False alarm', icon: 'failed', status: 'rejected' },
  miss: { word: 'Miss', icon: 'rejected', status: 'failed' },
  ignored: { word: 'Ignored', icon: 'cancelled', status: 'cancelled' },
};

const VERDICTS: Record<Verdict, string> = {
  hit: 'found',
  duplicate: 'found a second time',
  wrong_class: 'taken for another class',
  low_overlap: 'not well enough placed',
  background: 'nothing there',
  missed: 'not found',
  ignored: 'counts neither way',
};

export function gateBadge(verdict: GateVerdict): HTMLElement {
  const { word, icon: name, status } = GATES[verdict];
  return h('span', { class: 'badge', 'data-status': status, 'data-verdict': verdict }, icon(name), word);
}

export function kindBadge(kind: EntryKind): HTMLElement {
  const { word, icon: name, status } = KINDS[kind];
  return h('span', { class: 'badge', 'data-status': status, 'data-kind': kind }, icon(name), word);
}

export const kindWord = (kind: EntryKind): string => KINDS[kind].word;
export const verdictWord = (verdict: Verdict): string => VERDICTS[verdict];

/** A time with milliseconds: 0:04.920. */
export function exactTime(nanos: number): string {
  const milliseconds = Math.round(nanos / 1e6);
  const seconds = Math.floor(milliseconds / 1000);
  const pad = (n: number, digits = 2): string => String(n).padStart(digits, '0');
  const hours = Math.floor(seconds / 3600);
  return `${hours ? `${hours}:${pad(Math.floor(seconds / 60) % 60)}` : Math.floor(seconds / 60)}:${pad(seconds % 60)}.${pad(milliseconds % 1000, 3)}`;
}

export const frameText = ({ index, nanos }: Frame): string => `${index === null ? '' : `Frame ${count(index)}, `}${exactTime(nanos)}`;

/** One sentence about a mistake. */
export function describe({ kind, verdict, truth, prediction, overlap }: Entry): string {
  const there = overlap === null ? '' : ` They overlap by ${overlap.toFixed(2)}.`;
  if (kind === 'hit') return `The model found the ${truth?.label ?? 'object'}.${there}`;
  if (kind === 'miss') return prediction ? `The model took the ${truth?.label} for a ${prediction.label}.${there}` : `Nothing found the ${truth?.label}.`;
  switch (verdict) {
    case 'wrong_class':
      return `The model says ${prediction?.label} where the truth says ${truth?.label}.${there}`;
    case 'low_overlap':
      return `The box does not fit the ${truth?.label} well enough.${there}`;
    case 'duplicate':
      return `Another box has found the same ${truth?.label} already.${there}`;
    case 'background':
      return `The model sees a ${prediction?.label} where the truth has nothing.`;
    default:
      return `It ${verdictWord(verdict)}.${there}`;
  }
}

/** How a run was scored, in a few words each. */
export function settings(parameters: Record<string, string>): string[] {
  return [
    parameters.protocol === 'voc' ? 'Pascal VOC' : 'COCO',
    `overlap of ${parameters.overlap ?? '?'} or more`,
    `score of ${parameters.score ?? '?'} or more`,
    parameters.frames === 'both' ? 'frames that both examined' : 'every frame of the truth',
  ];
}

export const objects = (n: number): string => plural(n, 'object');

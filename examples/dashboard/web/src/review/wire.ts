/** The types of the review's requests and responses; see the OpenAPI document. */

export type Trait = 'difficult' | 'crowd' | 'ignore' | 'occluded';

export interface Annotation {
  label: string;
  x: number;
  y: number;
  width: number;
  height: number;
  area: number | null;
  score: number | null;
  track: string | null;
  traits: Trait[];
  attributes: Record<string, string>;
  origin: 'detector' | 'person' | 'import';
  by: string;
  confirmed: boolean;
  confirmed_by: string | null;
}

export interface Frame {
  index: number | null;
  nanos: number;
  estimated: boolean;
}

export interface Change {
  frame: Frame;
  before: Annotation | null;
  after: Annotation | null;
  /** Without annotations: whether the frame counts as examined. */
  examined: boolean | null;
}

export interface Conflict {
  id: string;
  by: string;
  at: string;
  change: Change;
  theirs: Annotation | null;
}

export interface AnnotatedFrame {
  frame: Frame;
  annotations: Annotation[];
}

export interface WorkingCopy {
  user: string;
  base: number;
  version: number;
  frames: AnnotatedFrame[];
  conflicts: Conflict[];
}

export interface Entry {
  number: number;
  request: string;
  by: string;
  at: string;
  changes: Change[];
}

export interface News {
  base: number;
  version: number;
  reload: boolean;
  entries: Entry[];
  conflicts: Conflict[];
}

export type ReviewState = 'draft' | 'in_review' | 'approved';

export interface Revision {
  revision: number;
  state: ReviewState;
  frames: number;
  annotations: number;
  saved_at: string;
  saved_by: string | null;
  reviewed_at: string;
  reviews: { from: ReviewState; to: ReviewState; by: string; at: string }[];
}

/** A place where a model disagrees with the truth. */
export interface Disagreement {
  kind: 'missing_label' | 'wrong_class' | 'unseen';
  frame: Frame;
  label: string;
  x: number;
  y: number;
  width: number;
  height: number;
  truth: Annotation | null;
  strength: number;
  reason: string;
}

/** What a format cannot hold. */
export interface Loss {
  kind: string;
  count: number;
  first: string;
}

export interface Agreement {
  first: string;
  second: string;
  frames: number;
  matched: number;
  only_first: number;
  only_second: number;
  overlap: number | null;
  kappa: number | null;
  alpha: number | null;
  alpha_with_unmatched: number | null;
}

const texts = new WeakMap<Annotation, string>();

/** A text that is the same for equal annotations, and only for those. */
export function textOf(one: Annotation): string {
  let text = texts.get(one);
  if (text === undefined) {
    const attributes = Object.entries(one.attributes).sort(([a], [b]) => (a < b ? -1 : 1));
    text = JSON.stringify([one.label, one.x, one.y, one.width, one.height, one.area, one.score, one.track, [...one.traits].sort(), attributes, one.origin, one.by, one.confirmed, one.confirmed_by]);
    texts.set(one, text);
  }
  return text;
}

export const same = (one: Annotation | null, other: Annotation | null): boolean => one === other || (one !== null && other !== null && textOf(one) === textOf(other));

/** The types of the requests and responses about runs; see the OpenAPI document. */
import type { Frame } from '../review/wire';

export type { Frame };

export type Verdict = 'hit' | 'duplicate' | 'wrong_class' | 'low_overlap' | 'background' | 'missed' | 'ignored';
export type GateVerdict = 'pass' | 'fail' | 'inconclusive';
export type EntryKind = 'hit' | 'false_alarm' | 'miss' | 'ignored';

export interface Model {
  name: string;
  version: string;
}

export interface Figure {
  name: string;
  value: number | null;
  low: number | null;
  high: number | null;
  confidence: number | null;
}

/** The figures of everything, of a class or of a slice. */
export interface Part {
  name: string;
  support: number;
  figures: Figure[];
}

export interface Rule {
  scope: 'overall' | 'class' | 'slice';
  name: string;
  figure: string;
  check: 'at_least' | 'at_most' | 'drop_at_most' | 'rise_at_most' | 'support_at_least';
  limit: number;
}

export interface Gate {
  verdict: GateVerdict;
  intervals: boolean;
  baseline: string | null;
  findings: { rule: Rule; verdict: GateVerdict; value: number | null; low: number | null; high: number | null; reason: string }[];
}

export interface Summary {
  id: string;
  model: Model;
  saved_at: string;
  project: string | null;
  by: string;
  videos: number;
  parameters: Record<string, string>;
  overall: Part;
  verdict: GateVerdict | null;
}

export interface RunVideo {
  id: string;
  title: string;
  truth: number | null;
  predictions: number | null;
}

export interface Result {
  saved_at: string;
  project: string | null;
  by: string;
  parameters: Record<string, string>;
  /** Whether ranges speak of other scenes of these videos, rather than of other videos. */
  pieces: boolean;
  entries: number;
  overall: Part;
  classes: Part[];
  videos: RunVideo[];
  gate: Gate | null;
  unavailable: string | null;
}

export interface Run {
  id: string;
  state: 'scoring' | 'kept' | 'failed';
  reason: string | null;
  model: Model;
  result: Result | null;
}

export interface CandidateRevision {
  revision: number;
  state: 'draft' | 'in_review' | 'approved';
  frames: number;
  annotations: number;
  saved_at: string;
  saved_by: string | null;
}

export interface Candidate {
  video_id: string;
  title: string;
  project_id: string;
  revisions: CandidateRevision[];
}

export interface Wanted {
  model: Model;
  videos: { video_id: string; truth: number; predictions: number }[];
  protocol: string;
  overlap: number;
  score: number;
  frames: string;
  gate: { rules: Rule[]; intervals: boolean; baseline: string | null } | null;
}

export interface Shape {
  label: string;
  x: number;
  y: number;
  width: number;
  height: number;
  score: number | null;
  track: string | null;
}

export interface Entry {
  number: number;
  kind: EntryKind;
  verdict: Verdict;
  video_id: string;
  frame: Frame;
  label: string;
  score: number | null;
  overlap: number | null;
  doubt: number | null;
  truth: Shape | null;
  prediction: Shape | null;
}

export interface Judged {
  number: number;
  kind: EntryKind;
  verdict: Verdict;
  box: Shape;
}

export interface Scene {
  video_id: string;
  frame: Frame;
  scored: boolean;
  truth: Judged[];
  predictions: Judged[];
}

export interface EntryInPlace {
  entry: Entry;
  scene: Scene;
  place: number | null;
  total: number;
  previous: number | null;
  next: number | null;
}

export interface Listed<T> {
  items: T[];
  next: string | null;
}

export interface Counted<T> extends Listed<T> {
  total: number;
}

export interface Difference {
  name: string;
  first: number | null;
  second: number | null;
  difference: number | null;
  low: number | null;
  high: number | null;
}

export interface Differences {
  reasons: string[];
  unavailable: string | null;
  overall: { name: string; figures: Difference[] };
  classes: { name: string; figures: Difference[] }[];
  fixed: number | null;
  broken: number | null;
}

export interface Changed {
  kind: 'fixed' | 'broken';
  first: Entry;
  second: Entry;
}

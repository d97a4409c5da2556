import type { Video } from './types';

export const ORDERS = {
  newest: 'Newest first',
  oldest: 'Oldest first',
  title: 'Title, A to Z',
  'title-down': 'Title, Z to A',
  longest: 'Longest first',
  shortest: 'Shortest first',
  largest: 'Largest first',
  smallest: 'Smallest first',
  status: 'Status',
} as const;

export type Order = keyof typeof ORDERS;

export const isOrder = (text: string | null): text is Order => text !== null && text in ORDERS;

type Compare = (a: Video, b: Video) => number;

const STAGES = ['failed', 'rejected', 'processing', 'queued', 'uploaded', 'uploading', 'cancelled', 'completed', 'deleted'];
const words = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

const newest: Compare = (a, b) => (a.created_at === b.created_at ? (a.id < b.id ? 1 : -1) : a.created_at < b.created_at ? 1 : -1);
const title: Compare = (a, b) => words.compare(a.title || a.file_name, b.title || b.file_name);
const length: Compare = (a, b) => (b.media?.duration ?? -1) - (a.media?.duration ?? -1);
const size: Compare = (a, b) => (b.file_size ?? -1) - (a.file_size ?? -1);
const status: Compare = (a, b) => STAGES.indexOf(a.status) - STAGES.indexOf(b.status);

const reversed = (compare: Compare): Compare => (a, b) => compare(b, a);
const thenNewest = (compare: Compare): Compare => (a, b) => compare(a, b) || newest(a, b);

/** Compares videos in an order; equal ones come newest first. */
export const COMPARE: Record<Order, Compare> = {
  newest,
  oldest: reversed(newest),
  title: thenNewest(title),
  'title-down': thenNewest(reversed(title)),
  longest: thenNewest(length),
  shortest: thenNewest(reversed(length)),
  largest: thenNewest(size),
  smallest: thenNewest(reversed(size)),
  status: thenNewest(status),
};

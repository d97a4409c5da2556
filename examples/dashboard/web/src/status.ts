import { h, setText } from './dom';
import { setIcon, type IconName } from './icons';
import type { CheckStatus, Status, TaskStatus } from './types';

export const STATUS_WORDS: Record<Status, string> = {
  uploading: 'Uploading',
  uploaded: 'Uploaded',
  queued: 'Queued',
  processing: 'Processing',
  completed: 'Completed',
  failed: 'Failed',
  rejected: 'Rejected',
  cancelled: 'Cancelled',
  deleted: 'Deleted',
};

/** The statuses of videos that are not settled. */
export const ACTIVE: ReadonlySet<Status> = new Set(['uploading', 'uploaded', 'queued', 'processing']);

/** Shows a status by word, colour and shape. */
export function statusBadge(): HTMLElement {
  return h('span', { class: 'badge' }, h('span', { class: 'badge-icon' }), h('span', { class: 'badge-word' }));
}

export function setStatus(badge: HTMLElement, status: Status): void {
  if (badge.dataset.status === status) return;
  badge.dataset.status = status;
  setIcon(badge.children[0]!, status in STATUS_WORDS ? status : 'queued');
  setText(badge.children[1]!, STATUS_WORDS[status] ?? status);
}

export const TASK_ICONS: Record<TaskStatus, IconName> = {
  blocked: 'queued',
  scheduled: 'queued',
  ready: 'queued',
  running: 'processing',
  succeeded: 'completed',
  failed: 'failed',
  skipped: 'cancelled',
  cancelled: 'cancelled',
};

export const CHECK_ICONS: Record<CheckStatus | 'unknown', IconName> = { ok: 'completed', degraded: 'failed', down: 'rejected', unknown: 'cancelled' };

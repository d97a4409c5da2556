import type { Upload } from 'tus-js-client';
import { Rate } from './rate';
import type { Video } from './types';

export type UploadState = 'waiting' | 'uploading' | 'paused' | 'interrupted' | 'failed' | 'done';

/** One file being uploaded. */
export interface Item {
  readonly key: string;
  readonly file: File;
  readonly project: string;
  /** The URL of the upload to resume, if known. */
  readonly address: string | null;
  state: UploadState;
  sent: number;
  rate: Rate;
  /** Whether it resumed an earlier upload. */
  resumed: boolean;
  error: string | null;
  id: string | null;
  video: Video | null;
  upload: Upload | null;
}

export function newItem(key: string, file: File, project: string, address: string | null): Item {
  return { key, file, project, address, state: 'waiting', sent: 0, rate: new Rate(), resumed: false, error: null, id: null, video: null, upload: null };
}

/** Whether the same request may succeed later: 409 and 423 mean that an earlier one has not ended yet. */
export const mayPass = (status: number): boolean => status < 400 || status >= 500 || [408, 409, 423].includes(status);

/** Identifies a file each time it is chosen. */
export function fingerprint(file: File): string {
  return ['reelstate', file.name, file.type, file.size, file.lastModified].join('-');
}

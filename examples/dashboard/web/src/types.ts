/** The types of server responses; see the OpenAPI document at /api/openapi.yaml. */

export const STATUSES = ['uploading', 'uploaded', 'queued', 'processing', 'completed', 'failed', 'rejected', 'cancelled'] as const;
export type Status = (typeof STATUSES)[number] | 'deleted';

/** The statuses of videos that came to nothing. */
export const FAILED = ['failed', 'rejected', 'cancelled'] as const;

export type Action = 'retry' | 'cancel' | 'reprocess' | 'delete';

export interface Failure {
  number: number;
  code: string;
  family: string;
  message: string;
  advice: string;
  step: string | null;
  retryable: boolean;
}

export interface Media {
  duration: number;
  width: number;
  height: number;
  frame_rate: number;
  video_codec: string | null;
  audio_codec: string | null;
  container: string;
}

export interface Video {
  id: string;
  project_id: string;
  title: string;
  file_name: string;
  file_size: number | null;
  sha256: string | null;
  labels: string[];
  priority: number;
  status: Status;
  progress: number | null;
  rate: number | null;
  time_left: number | null;
  playable: boolean;
  generation: number;
  published_generation: number | null;
  event_number: number;
  version: number;
  media: Media | null;
  failure: Failure | null;
  ground_truth_status: string;
  created_at: string;
  updated_at: string;
  playable_at: string | null;
  completed_at: string | null;
  urls: { self: string; poster: string | null; storyboard: string | null; hls: string | null; mp4: string | null; original: string | null };
  actions: Action[];
}

/** What people can change about a video; what is left out stays. */
export interface Edit {
  title?: string;
  labels?: string[];
}

/** Addresses with which anybody can watch a video until they expire. */
export interface Playback {
  hls: string | null;
  mp4: string | null;
  poster: string | null;
  storyboard: string | null;
  expires_at: string;
}

export interface Attempt {
  number: number;
  node: string | null;
  started_at: string;
  ended_at: string | null;
  outcome: 'succeeded' | 'failed' | 'released' | 'lost' | 'cancelled' | null;
  failure: Failure | null;
  cpu: number | null;
}

export type TaskStatus = 'blocked' | 'scheduled' | 'ready' | 'running' | 'succeeded' | 'failed' | 'skipped' | 'cancelled';

export interface Task {
  step: string;
  part: number | string | null;
  status: TaskStatus;
  weight: number;
  due_at: string | null;
  attempts: Attempt[];
}

export interface Artifact {
  kind: string;
  name: string;
  generation: number;
  content_type: string;
  width: number | null;
  height: number | null;
  duration: number | null;
  bytes: number | null;
  copied: boolean;
  url: string;
}

export interface PastFailure {
  step: string | null;
  part: number | string | null;
  number: number;
  at: string | null;
  failure: Failure;
}

export interface Details extends Video {
  tasks: Task[];
  artifacts: Artifact[];
  failures: PastFailure[];
}

export interface Page {
  items: Video[];
  next: string | null;
}

export interface Count {
  total: number;
  by_status: Partial<Record<Status, number>>;
}

export interface Deletion {
  video: Video;
  undo_until: string;
}

export interface Cleared {
  items: Deletion[];
  more: boolean;
}

export interface Config {
  version: string;
  max_upload_bytes: number;
  upload_chunk_bytes: number;
  undo_seconds: number;
  projects: string[];
  user: string;
  /** The port of Socket.IO on the same host; 0 means the port of the page. */
  socket_port: number;
}

export interface UnfinishedUpload {
  id: string;
  file_name: string;
  project_id: string;
  size: number;
  offset: number;
  created_at: string;
}

export type CheckStatus = 'ok' | 'degraded' | 'down';

export interface Health {
  status: CheckStatus;
  checks: { name: string; status: CheckStatus; detail: string | null }[];
  workers: { busy: number; slots: number };
  /** The numbers of videos. */
  queue: { waiting: number; processing: number; oldest_waiting_seconds: number | null };
  failures_last_hour: number;
  completed_last_hour: number;
  disk: { free_bytes: number; total_bytes: number };
  sockets: number;
  uptime_seconds: number;
}

export interface LiveEvent {
  event_type: string;
  video_id: string;
  project_id: string;
  status: Status;
  progress: number | null;
  message: string;
  timestamp: string;
  /** Without gaps for each video; null when the event is not durable. */
  event_number: number | null;
  /** Grows across all videos; null when the event is not durable. */
  cursor: number | null;
  step: string | null;
  part: number | string | null;
  attempt: number | null;
  failure: Failure | null;
  artifact: { kind: string; name: string } | null;
  rate: number | null;
  time_left: number | null;
}

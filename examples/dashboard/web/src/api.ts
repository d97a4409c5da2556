import { learnClock } from './clock';
import type { Reach } from './reach';
import type { Session } from './session';
import type { Action, Cleared, Config, Count, Deletion, Details, Edit, Health, Page, Playback, Status, UnfinishedUpload, Video } from './types';

/** A failed call, with one sentence for people. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}

export interface Filter {
  project: string;
  text: string;
  label: string;
  statuses: ReadonlySet<Status>;
}

// A server that does not answer a question about its health in this time is considered lost.
const HEALTH_PATIENCE = 4_000;

export class Api {
  constructor(
    private readonly session: Session,
    private readonly reach: Reach,
  ) {}

  config(): Promise<Config> {
    return this.call('GET', '/api/config');
  }

  /** Sets a cookie for the requests that the browser makes by itself: posters, media, captions. */
  startSession(): Promise<void> {
    return this.call('POST', '/api/session');
  }

  videos(filter: Filter, after: string | null, limit: number, signal?: AbortSignal): Promise<Page> {
    const query = select(filter);
    if (filter.statuses.size) query.set('status', [...filter.statuses].join(','));
    if (after) query.set('after', after);
    query.set('limit', String(limit));
    return this.call('GET', `/api/videos?${query}`, signal);
  }

  count(filter: Filter, signal?: AbortSignal): Promise<Count> {
    return this.call('GET', `/api/videos/count?${select(filter)}`, signal);
  }

  video(id: string, signal?: AbortSignal): Promise<Details> {
    return this.call('GET', path(id), signal);
  }

  act(id: string, action: Exclude<Action, 'delete'> | 'restore'): Promise<Video> {
    return this.call('POST', `${path(id)}/${action}`);
  }

  /** Addresses for viewers without a token. */
  playback(id: string, seconds: number): Promise<Playback> {
    return this.call('POST', `${path(id)}/playback?seconds=${seconds}`);
  }

  edit(id: string, edit: Edit): Promise<Video> {
    return this.call('PATCH', path(id), undefined, { 'Content-Type': 'application/json' }, JSON.stringify(edit));
  }

  delete(id: string): Promise<Deletion> {
    return this.call('DELETE', path(id));
  }

  /** Deletes the videos that came to nothing, at most a thousand at a time. */
  clear(filter: Filter, statuses: readonly Status[]): Promise<Cleared> {
    const query = select(filter);
    query.set('status', statuses.join(','));
    return this.call('DELETE', `/api/videos?${query}`);
  }

  async unfinishedUploads(): Promise<UnfinishedUpload[]> {
    return (await this.call<{ items: UnfinishedUpload[] }>('GET', '/api/uploads')).items;
  }

  discardUpload(id: string): Promise<void> {
    return this.call('DELETE', `/api/uploads/${encodeURIComponent(id)}`, undefined, { 'Tus-Resumable': '1.0.0' });
  }

  health(): Promise<Health> {
    return this.call('GET', '/api/health', AbortSignal.timeout(HEALTH_PATIENCE));
  }

  /** Calls the server; a failed call is a {@link Problem}. */
  async call<T>(method: string, address: string, signal?: AbortSignal, headers: Record<string, string> = {}, body?: string): Promise<T> {
    let response: Response;
    try {
      response = await fetch(address, {
        method,
        headers: { Accept: 'application/json', Authorization: `Bearer ${this.session.token ?? ''}`, ...headers },
        ...(signal ? { signal } : {}),
        ...(body === undefined ? {} : { body }),
      });
    } catch (e) {
      if (signal?.aborted && signal.reason?.name !== 'TimeoutError') throw e;
      this.reach.silent();
      throw new Problem(0, 'unreachable', 'The server cannot be reached.');
    }
    learnClock(response.headers.get('Date'));
    this.reach.answered();
    if (!response.ok) {
      const problem = readProblem(response.status, await response.text().catch(() => ''));
      if (response.status === 401) this.session.lose(problem.message);
      throw problem;
    }
    return (response.status === 204 ? undefined : await response.json()) as T;
  }
}

/** Parses a body of application/problem+json; a proxy may have sent something else. */
export function readProblem(status: number, body: string): Problem {
  try {
    const { code, detail } = JSON.parse(body) as { code?: string; detail?: string };
    if (detail) return new Problem(status, code ?? 'unknown', detail);
  } catch {
    // not JSON
  }
  return new Problem(status, 'unknown', `The server responded with status ${status}.`);
}

/** The sentence for people; null for a call that was aborted on purpose, or refused for its token, which the form reports. */
export function sentence(error: unknown): string | null {
  if (error instanceof DOMException && error.name === 'AbortError') return null;
  if (error instanceof Problem && error.status === 401) return null;
  return error instanceof Error && error.message ? error.message : 'Something went wrong.';
}

function path(id: string): string {
  return `/api/videos/${encodeURIComponent(id)}`;
}

function select(filter: Filter): URLSearchParams {
  const query = new URLSearchParams();
  if (filter.project) query.set('project', filter.project);
  if (filter.text) query.set('text', filter.text);
  if (filter.label) query.set('label', filter.label);
  return query;
}

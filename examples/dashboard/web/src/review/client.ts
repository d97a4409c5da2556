import { Problem, readProblem } from '../api';
import type { Agreement, Change, Disagreement, Loss, News, Revision, ReviewState, WorkingCopy } from './wire';

/** The server's side of the review of one video. */
export class ReviewClient {
  private readonly path: string;

  constructor(
    id: string,
    private readonly token: () => string,
  ) {
    this.path = `/api/videos/${encodeURIComponent(id)}`;
  }

  /** The exact times of the frames in nanoseconds, or null if the server does not know them. */
  async frames(): Promise<number[] | null> {
    return (await this.call<{ nanos: number[] | null }>('GET', '/frames')).nanos;
  }

  load(): Promise<WorkingCopy> {
    return this.call('GET', '/annotations');
  }

  news(after: number): Promise<News> {
    return this.call('GET', `/annotations/changes?after=${after}`);
  }

  change(body: { request: string; version: number; changes: Change[]; resolved: string[] }, last = false): Promise<News> {
    return this.call('POST', '/annotations/changes', body, last);
  }

  rebase(): Promise<News> {
    return this.call('POST', '/annotations/rebase', {});
  }

  async revisions(): Promise<Revision[]> {
    return (await this.call<{ items: Revision[] }>('GET', '/annotations/revisions')).items;
  }

  save(version: number, state: ReviewState): Promise<{ revision: Revision; is_new: boolean }> {
    return this.call('POST', '/annotations/revisions', { version, state });
  }

  judge(revision: number, from: ReviewState, to: ReviewState): Promise<Revision> {
    return this.call('POST', `/annotations/revisions/${revision}/state`, { from, to });
  }

  async disagreements(revision: number): Promise<Disagreement[]> {
    return (await this.call<{ items: Disagreement[] }>('GET', `/annotations/disagreements?with=${revision}`)).items;
  }

  agreement(first: number, second: number): Promise<Agreement> {
    return this.call('GET', `/annotations/agreement?first=${first}&second=${second}`);
  }

  async losses(format: string, revision: number): Promise<Loss[]> {
    return (await this.call<{ items: Loss[] }>('GET', `/annotations/losses?format=${format}&revision=${revision}`)).items;
  }

  async export(format: string, revision: number): Promise<{ blob: Blob; name: string }> {
    const response = await this.fetch('GET', `/annotations/export?format=${format}&revision=${revision}`);
    const name = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1] ?? 'annotations';
    return { blob: await response.blob(), name };
  }

  async import(format: string, file: File): Promise<{ revision: Revision; is_new: boolean; losses: { items: Loss[] } }> {
    return (await this.fetch('POST', `/annotations/import?format=${format}&file_name=${encodeURIComponent(file.name)}`, file)).json();
  }

  /** @param last whether the request has to outlive the page */
  private async call<T>(method: string, rest: string, body?: unknown, last = false): Promise<T> {
    return (await this.fetch(method, rest, body === undefined ? undefined : JSON.stringify(body), last)).json() as Promise<T>;
  }

  private async fetch(method: string, rest: string, body?: BodyInit, last = false): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(this.path + rest, {
        method,
        headers: { Authorization: `Bearer ${this.token()}` },
        keepalive: last,
        ...(body === undefined ? {} : { body }),
      });
    } catch {
      throw new Problem(0, 'unreachable', 'The server cannot be reached.');
    }
    if (!response.ok) throw readProblem(response.status, await response.text().catch(() => ''));
    return response;
  }
}

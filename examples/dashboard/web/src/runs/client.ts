import type { Api } from '../api';
import type { Details } from '../types';
import type { Place } from './place';
import type { Candidate, Changed, Counted, Differences, Entry, EntryInPlace, Listed, Part, Run, Scene, Summary, Wanted } from './wire';

/** The server's side of the runs. */
export class RunClient {
  constructor(readonly api: Api) {}

  list(filter: { project?: string; video?: string }, after: string | null, limit = 50): Promise<Listed<Summary>> {
    return this.get(`/api/runs?${query({ ...filter, after, limit })}`);
  }

  run(id: string): Promise<Run> {
    return this.get(path(id));
  }

  start(wanted: Wanted): Promise<Run> {
    return this.api.call('POST', '/api/runs', undefined, { 'Content-Type': 'application/json' }, JSON.stringify(wanted));
  }

  delete(id: string): Promise<void> {
    return this.api.call('DELETE', path(id));
  }

  candidates(project: string, after: string | null): Promise<Listed<Candidate>> {
    return this.get(`/api/runs/candidates?${query({ project, after, limit: 200 })}`);
  }

  async slices(id: string): Promise<Part[]> {
    return (await this.get<{ items: Part[] }>(`${path(id)}/slices`)).items;
  }

  entries(id: string, place: Place, after: string | null, limit = 50): Promise<Counted<Entry>> {
    return this.get(`${path(id)}/ledger?${query({ ...selection(place), after, limit })}`);
  }

  entry(id: string, number: number, place: Place): Promise<EntryInPlace> {
    return this.get(`${path(id)}/ledger/${number}?${query(selection(place))}`);
  }

  scene(id: string, video: string, nanos: number): Promise<Scene> {
    return this.get(`${path(id)}/scene?${query({ video, nanos })}`);
  }

  differences(first: string, second: string): Promise<Differences> {
    return this.get(`${path(first)}/differences?${query({ with: second })}`);
  }

  changes(first: string, second: string, kind: string, label: string, after: string | null): Promise<Counted<Changed>> {
    return this.get(`${path(first)}/changes?${query({ with: second, kind, class: label, after, limit: 50 })}`);
  }

  video(id: string): Promise<Details> {
    return this.api.video(id);
  }

  private get<T>(address: string): Promise<T> {
    return this.api.call('GET', address);
  }
}

function path(id: string): string {
  return `/api/runs/${encodeURIComponent(id)}`;
}

function selection({ kind, class: label, video, sort }: Place): Record<string, string> {
  return { kind, class: label, video, sort };
}

function query(values: Record<string, string | number | null | undefined>): URLSearchParams {
  const all = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== null && value !== undefined && value !== '') all.set(name, String(value));
  return all;
}

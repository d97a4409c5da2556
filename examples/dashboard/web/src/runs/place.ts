/** Where somebody is among the runs. The address of the page says all of it, so that it can be shared and reloaded. */
export interface Place {
  run: string | null;
  /** The run that is compared with the first one. */
  with: string | null;
  /** Whether a new run is being prepared. */
  starting: boolean;
  /** The mistake that is looked at, by its number in the run. */
  mistake: number | null;
  video: string;
  kind: string;
  class: string;
  sort: string;
}

export const NOWHERE: Place = { run: null, with: null, starting: false, mistake: null, video: '', kind: 'mistakes', class: '', sort: 'time' };

/** The place that an address names, or null if it is not among the runs. */
export function parse(hash: string): Place | null {
  const query = new URLSearchParams(hash.replace(/^#/, ''));
  if (query.get('view') !== 'runs') return null;
  const mistake = query.get('mistake');
  return {
    run: query.get('run'),
    with: query.get('with'),
    starting: query.has('new'),
    mistake: mistake && /^\d+$/.test(mistake) ? Number(mistake) : null,
    video: query.get('video') ?? NOWHERE.video,
    kind: query.get('kind') ?? NOWHERE.kind,
    class: query.get('class') ?? NOWHERE.class,
    sort: query.get('sort') ?? NOWHERE.sort,
  };
}

/** The fragment of an address. */
export function hashOf(place: Partial<Place>): string {
  const query = new URLSearchParams({ view: 'runs' });
  if (place.starting) query.set('new', '1');
  for (const name of ['run', 'with'] as const) if (place[name]) query.set(name, place[name]);
  for (const name of ['kind', 'class', 'video', 'sort'] as const) if (place[name] && place[name] !== NOWHERE[name]) query.set(name, place[name]);
  if (typeof place.mistake === 'number') query.set('mistake', String(place.mistake));
  return `#${query}`;
}

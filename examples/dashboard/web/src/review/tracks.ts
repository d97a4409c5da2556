import type { FrameTimes } from './frame-times';
import { mixed } from './shapes';
import type { Store } from './store';
import type { Annotation, Change } from './wire';

/** Marks a box that was calculated between two key frames. */
const CALCULATED = 'interpolated';
const LONGEST_GAP = 3000;

interface Place {
  position: number;
  annotation: Annotation;
}

export const isCalculated = (one: Annotation): boolean => one.attributes[CALCULATED] === 'true';

/** A box that a person changed is a key frame. */
export function asKeyFrame(one: Annotation): Annotation {
  if (!isCalculated(one)) return one;
  const { [CALCULATED]: _gone, ...attributes } = one.attributes;
  return { ...one, attributes };
}

/** What can be done to the tracks of a video; each returns the changes, or a sentence why there are none. */
export class Tracks {
  constructor(private readonly store: Store) {}

  private get times(): FrameTimes {
    return this.store.times;
  }

  /** The boxes of a track, in the order of time. */
  places(track: string): Place[] {
    return this.store.positions().flatMap((position) =>
      this.store
        .on(position)
        .filter((one) => one.track === track)
        .map((annotation) => ({ position, annotation })),
    );
  }

  /** A name that no track has. */
  newName(): string {
    let most = 0;
    for (const position of this.store.positions()) for (const { track } of this.store.on(position)) if (track && /^\d+$/.test(track)) most = Math.max(most, Number(track));
    return String(most + 1);
  }

  /** Gives what follows, from a frame on, a track of its own. */
  split(track: string, from: number): Change[] | string {
    const places = this.places(track);
    const later = places.filter(({ position }) => position >= from);
    if (later.length === places.length) return 'The track begins on this frame; there is nothing to split off.';
    const name = this.newName();
    return later.map((place) => this.change(place, { ...place.annotation, track: name }));
  }

  /** Makes two tracks one. */
  join(first: string, second: string): Change[] | string {
    const taken = new Set(this.places(first).map(({ position }) => position));
    const places = this.places(second);
    const both = places.find(({ position }) => taken.has(position));
    if (both) return `Both tracks have a box at ${this.times.seconds(both.position).toFixed(3)} s, so they are two objects.`;
    return places.map((place) => this.change(place, { ...place.annotation, track: first }));
  }

  /** Confirms everything on a track as it is. */
  accept(track: string): Change[] {
    return this.places(track)
      .filter(({ annotation }) => !annotation.confirmed)
      .map((place) => this.change(place, place.annotation));
  }

  /** Fills the frames between the key frames of a track, and calculates those again that were calculated before. */
  interpolate(track: string): Change[] | string {
    if (!this.times.exact) return 'The exact times of the frames are not known, so there is nothing to calculate boxes for.';
    const places = this.places(track);
    const keys = places.filter(({ annotation }) => !isCalculated(annotation));
    const known = new Map(places.map(({ position, annotation }) => [position, annotation]));
    const changes: Change[] = [];
    for (let i = 1; i < keys.length; i++) changes.push(...this.fill(keys[i - 1]!, keys[i]!, known));
    return changes.length ? changes : 'There is no gap between two key frames of this track.';
  }

  private fill(from: Place, to: Place, known: Map<number, Annotation>): Change[] {
    if (to.position - from.position > LONGEST_GAP) return [];
    const start = this.times.seconds(from.position);
    const span = this.times.seconds(to.position) - start;
    const changes: Change[] = [];
    for (let position = from.position + 1; position < to.position; position++) {
      const before = known.get(position) ?? null;
      const { label, track, traits, attributes } = from.annotation;
      const box = mixed(from.annotation, to.annotation, (this.times.seconds(position) - start) / span);
      const after = { label, track, traits, ...box, attributes: { ...attributes, [CALCULATED]: 'true' }, area: null, score: null };
      changes.push({ frame: this.store.frame(position), before, after: this.store.stamp(before, { ...after, origin: 'person', by: '', confirmed: true, confirmed_by: null }), examined: null });
    }
    return changes;
  }

  private change({ position, annotation }: Place, after: Annotation): Change {
    return { frame: this.store.frame(position), before: annotation, after: this.store.stamp(annotation, after), examined: null };
  }
}

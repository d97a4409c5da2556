import type { Boxes } from '../boxes';
import { Signal } from '../signal';
import { Painter, type Colours } from './painter';
import { clipped, pulled, WHOLE, type Box, type Grip } from './shapes';
import type { Store } from './store';
import { asKeyFrame, Tracks } from './tracks';
import { same, textOf, type Annotation, type Change, type Frame, type Trait } from './wire';

const LEAST = 2;

/** What can be done to the boxes of the frame on the screen. */
export class Editor {
  position = 0;
  selected: Annotation | null = null;
  /** The class of the next box. */
  label = 'person';
  readonly tracks: Tracks;
  /** Another frame, or other boxes or another selection on it. */
  readonly changed = new Signal<void>();
  readonly told = new Signal<string>();
  private readonly painter = new Painter();
  private draft: Box | null = null;
  private joining: string | null = null;
  private wanted: Annotation | null = null;

  constructor(
    readonly store: Store,
    readonly media: HTMLVideoElement,
    private readonly boxes: Boxes,
    readonly width: number,
    readonly height: number,
  ) {
    this.tracks = new Tracks(store);
    boxes.setBoxes((mediaTime, context, shownWidth) => this.draw(mediaTime, context, shownWidth));
    store.changed.on(() => this.refresh());
  }

  get colours(): Colours {
    return this.painter.colours;
  }

  get annotations(): readonly Annotation[] {
    return this.store.on(this.position);
  }

  get frame(): Frame {
    return this.store.frame(this.position);
  }

  /** All classes that occur, the most frequent ones first. */
  labels(): string[] {
    const counts = new Map<string, number>();
    for (const position of this.store.positions()) for (const { label } of this.store.on(position)) counts.set(label, (counts.get(label) ?? 0) + 1);
    return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([label]) => label);
  }

  // Moving in time

  seek(position: number): void {
    this.media.pause();
    this.media.currentTime = Math.min(this.store.times.seekTime(position), Number.isFinite(this.media.duration) ? this.media.duration : Infinity);
  }

  /** Goes to a frame, and selects an annotation there once it is on the screen. */
  show(position: number, annotation: Annotation | null = null): void {
    this.wanted = annotation;
    if (position === this.position) this.refresh();
    else this.seek(position);
  }

  step(frames: number): void {
    this.seek(this.store.times.step(this.position, frames));
  }

  /** Goes to the next frame, in a direction, that fulfils a condition. */
  jump(direction: 1 | -1, fits: (position: number) => boolean = () => true): void {
    const there = this.store.positions().filter((position) => (position - this.position) * direction > 0 && fits(position));
    const next = direction > 0 ? there[0] : there.at(-1);
    if (next === undefined) this.told.emit(direction > 0 ? 'There is none after this frame.' : 'There is none before this frame.');
    else this.seek(next);
  }

  // Selecting

  select(annotation: Annotation | null): void {
    this.selected = annotation;
    if (annotation) this.label = annotation.label;
    this.refresh();
  }

  selectNext(direction: 1 | -1): void {
    const all = this.annotations;
    if (!all.length) return;
    const at = this.selected ? all.findIndex((one) => same(one, this.selected)) : direction > 0 ? -1 : 0;
    this.select(all[(at + direction + all.length) % all.length]!);
  }

  // Changing one box

  /** Shows a box that is not done yet. */
  sketch(box: Box | null): void {
    this.draft = box;
    this.boxes.redraw();
  }

  add(box: Box, track: string | null = null): void {
    this.sketch(null);
    const fitting = clipped(box, this.width, this.height);
    if (!fitting || fitting.width < LEAST || fitting.height < LEAST) return;
    const one: Annotation = { label: this.label, ...fitting, area: null, score: null, track, traits: [], attributes: {}, origin: 'person', by: '', confirmed: true, confirmed_by: null };
    this.replace(null, one);
  }

  addInTheMiddle(): void {
    const { width, height } = this;
    this.add({ x: width * 0.4, y: height * 0.4, width: width * 0.2, height: height * 0.2 });
  }

  pull(grip: Grip, dx: number, dy: number): void {
    const { selected } = this;
    this.sketch(null);
    const box = selected && clipped(pulled(selected, grip, dx, dy), this.width, this.height);
    if (!selected || !box || box.width < LEAST || box.height < LEAST) return;
    const moved = grip === WHOLE && box.width === selected.width && box.height === selected.height;
    this.replace(selected, { ...selected, ...box, area: moved ? selected.area : null });
  }

  relabel(label: string): void {
    const name = label.trim();
    if (!name) return;
    this.label = name;
    if (this.selected && this.selected.label !== name) this.replace(this.selected, { ...this.selected, label: name });
    else this.changed.emit();
  }

  toggle(trait: Trait): void {
    const one = this.requireSelected();
    if (one) this.replace(one, { ...one, traits: one.traits.includes(trait) ? one.traits.filter((each) => each !== trait) : [...one.traits, trait] });
  }

  remove(): void {
    const one = this.requireSelected();
    if (!one) return;
    this.selected = null;
    this.store.edit([{ frame: this.frame, before: one, after: null, examined: null }]);
  }

  accept(): void {
    const one = this.requireSelected();
    if (one && !one.confirmed) this.replace(one, one);
  }

  acceptAll(): void {
    const changes = this.annotations.filter(({ confirmed }) => !confirmed).map((one) => this.change(one, one));
    if (changes.length) this.store.edit(changes);
    else this.examine(true);
  }

  /** Says that everything on this frame is annotated. */
  examine(examined: boolean): void {
    if (this.store.isExamined(this.position) !== examined && !this.annotations.length) this.store.edit([{ frame: this.frame, before: null, after: null, examined }]);
  }

  /** Puts a copy of the selected box on the next frame, as part of its track. */
  repeat(): void {
    const one = this.requireSelected();
    if (!one) return;
    const track = one.track ?? this.tracks.newName();
    const next = this.store.times.step(this.position, 1);
    if (next === this.position) return;
    const tracked = one.track === null ? this.change(one, { ...one, track }) : null;
    const there = this.store.on(next).find((each) => each.track === track);
    const copy = this.store.stamp(null, asKeyFrame({ ...one, track, score: null }));
    const changes = there ? [] : [{ frame: this.store.frame(next), before: null, after: copy, examined: null }];
    this.store.edit([...(tracked ? [tracked] : []), ...changes]);
    this.show(next, there ?? copy);
  }

  // Changing tracks

  startTrack(): void {
    const one = this.requireSelected();
    if (one && one.track === null) this.replace(one, { ...one, track: this.tracks.newName() });
  }

  split(): void {
    const track = this.requireTrack();
    if (track !== null) this.run(this.tracks.split(track, this.position), 'The track was split here.');
  }

  /** The first call remembers a track, the second joins another one with it. */
  join(): void {
    const track = this.requireTrack();
    if (track === null) return;
    if (this.joining === null || this.joining === track) {
      this.joining = track;
      this.told.emit(`Select a box of the other track and join again to make it part of track ${track}.`);
    } else {
      const first = this.joining;
      this.joining = null;
      this.run(this.tracks.join(first, track), `Track ${track} is now part of track ${first}.`);
    }
  }

  interpolate(): void {
    const track = this.requireTrack();
    if (track !== null) this.run(this.tracks.interpolate(track), 'The frames between the key frames were filled.');
  }

  acceptTrack(): void {
    const track = this.requireTrack();
    if (track === null) return;
    const changes = this.tracks.accept(track);
    this.run(changes.length ? changes : 'Everything on this track is confirmed already.', `${changes.length} boxes were confirmed.`);
  }

  // Taking back

  undo(): void {
    this.after(this.store.undo(), 'There is nothing to undo.');
  }

  redo(): void {
    this.after(this.store.redo(), 'There is nothing to redo.');
  }

  /** Draws again, after something else changed. */
  refresh(): void {
    if (this.wanted) {
      const text = textOf(this.wanted);
      const there = this.annotations.find((one) => textOf(one) === text) ?? null;
      if (there) this.wanted = null;
      this.selected = there;
    } else if (this.selected) this.selected = this.kept(this.selected);
    this.boxes.redraw();
    this.changed.emit();
  }

  private after(frame: Frame | null, otherwise: string): void {
    if (frame) this.show(this.store.times.position(frame));
    else this.told.emit(otherwise);
  }

  private run(changes: Change[] | string, done: string): void {
    if (typeof changes === 'string') this.told.emit(changes);
    else {
      this.store.edit(changes);
      this.told.emit(done);
    }
  }

  private replace(before: Annotation | null, after: Annotation): void {
    const change = this.change(before, after);
    this.wanted = change.after;
    this.store.edit([change]);
  }

  private change(before: Annotation | null, after: Annotation): Change {
    return { frame: this.frame, before, after: this.store.stamp(before, asKeyFrame(after)), examined: null };
  }

  private requireSelected(): Annotation | null {
    if (!this.selected) this.told.emit('Select a box first.');
    return this.selected;
  }

  private requireTrack(): string | null {
    const one = this.requireSelected();
    if (one && one.track === null) this.told.emit('The selected box is not part of a track.');
    return one?.track ?? null;
  }

  /** The selected annotation as it is now: on another frame, the one of the same track; after its track was renamed, the one in the same place. */
  private kept(selected: Annotation): Annotation | null {
    const text = textOf(selected);
    const { x, y, width, height } = selected;
    return (
      this.annotations.find((one) => textOf(one) === text) ??
      this.annotations.find(({ track }) => track !== null && track === selected.track) ??
      this.annotations.find((one) => one.x === x && one.y === y && one.width === width && one.height === height) ??
      null
    );
  }

  private draw(mediaTime: number, context: CanvasRenderingContext2D, shownWidth: number): void {
    const position = this.store.times.at(mediaTime, this.store.times.exact ? [] : this.store.positions());
    const moved = position !== this.position;
    if (moved) {
      this.position = position;
      this.draft = null;
      if (this.wanted) {
        const text = textOf(this.wanted);
        this.selected = this.annotations.find((one) => textOf(one) === text) ?? null;
        this.wanted = null;
      } else if (this.selected) this.selected = this.kept(this.selected);
    }
    this.painter.paint(context, { annotations: this.annotations, selected: this.selected, draft: this.draft, draftLabel: this.label }, shownWidth / this.width, this.boxes.zoom.scale);
    if (moved) this.changed.emit();
  }
}

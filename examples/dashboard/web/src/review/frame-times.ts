import type { Frame } from './wire';

// Where the times of frames are unknown, two times this close are the same frame.
const CLOSE = 5_000_000;

/**
 * Maps the time of a presented picture to a frame. Positions are the numbers of frames where the exact times are
 * known, and otherwise nanoseconds, which order frames as well but do not say which ones there are.
 */
export class FrameTimes {
  readonly exact: boolean;

  /** @param nanos the times of all frames, or null */
  constructor(
    private readonly nanos: readonly number[] | null,
    private readonly frameRate: number,
  ) {
    this.exact = nanos !== null && nanos.length > 0;
  }

  /** The number of frames, or null if it is not known. */
  get count(): number | null {
    return this.exact ? this.nanos!.length : null;
  }

  /** The position of the frame on the screen. Players round the times of frames, so the closest one is meant. */
  at(mediaTime: number, known: Iterable<number> = []): number {
    const wanted = Math.round(mediaTime * 1e6) * 1e3;
    if (this.exact) return closest(this.nanos!, wanted);
    for (const position of known) if (Math.abs(position - wanted) <= CLOSE) return position;
    return wanted;
  }

  frame(position: number): Frame {
    return this.exact ? { index: position, nanos: this.nanos![position]!, estimated: false } : { index: null, nanos: position, estimated: false };
  }

  /** The position of a frame that somebody annotated; their number or time may be only nearly right. */
  position(frame: Frame): number {
    if (!this.exact) return frame.nanos;
    const { index } = frame;
    const trusted = index !== null && index < this.nanos!.length && (frame.estimated || this.nanos![index] === frame.nanos);
    return trusted ? index : closest(this.nanos!, frame.nanos);
  }

  /** A time in seconds at which a player shows the frame: in its middle, since players round. */
  seekTime(position: number): number {
    if (!this.exact) return position / 1e9 + 0.25 / (this.frameRate || 25);
    const start = this.nanos![position]!;
    const next = this.nanos![position + 1] ?? start + 1e9 / (this.frameRate || 25);
    return (start + next) / 2e9;
  }

  seconds(position: number): number {
    return this.frame(position).nanos / 1e9;
  }

  /** The position some frames on. */
  step(position: number, frames: number): number {
    if (this.exact) return Math.min(this.nanos!.length - 1, Math.max(0, position + frames));
    return Math.max(0, Math.round(position + (frames * 1e9) / (this.frameRate || 25)));
  }
}

/** The index of the number closest to another one, in sorted numbers. */
function closest(sorted: readonly number[], wanted: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low > 0 && wanted - sorted[low - 1]! < sorted[low]! - wanted ? low - 1 : low;
}

/**
 * Outlines of boxes, drawn into pixels. A browser without a GPU takes 20 milliseconds and more to stroke the paths of
 * two thousand boxes, and longer for dashes; this takes one or two, and the size of the boxes hardly matters.
 */
export class Outlines {
  private image = new ImageData(1, 1);
  private pixels = new Uint32Array(this.image.data.buffer);
  private readonly colours = new Map<string, number>();
  // The part of the image that is not empty.
  private left = 0;
  private top = 0;
  private right = 0;
  private bottom = 0;

  /** Begins an empty picture of this size. */
  begin(width: number, height: number): void {
    const { image, left, right, top, bottom } = this;
    if (image.width !== width || image.height !== height) {
      this.image = new ImageData(width, height);
      this.pixels = new Uint32Array(this.image.data.buffer);
    } else for (let y = top; y < bottom; y++) this.pixels.fill(0, y * width + left, y * width + right);
    this.left = width;
    this.top = height;
    this.right = this.bottom = 0;
  }

  /**
   * Adds a box. Everything is in pixels; the middle of the line is on the edge of the box.
   *
   * @param dashes the lengths of a dash and of a gap, or null for a whole line
   */
  add(left: number, top: number, right: number, bottom: number, colour: string, line: number, dashes: readonly [number, number] | null): void {
    const [l, t, r, b] = [Math.round(left - line / 2), Math.round(top - line / 2), Math.round(right + line / 2), Math.round(bottom + line / 2)];
    const { width, height } = this.image;
    if (r <= 0 || b <= 0 || l >= width || t >= height) return;
    this.left = Math.max(0, Math.min(this.left, l));
    this.top = Math.max(0, Math.min(this.top, t));
    this.right = Math.min(width, Math.max(this.right, r));
    this.bottom = Math.min(height, Math.max(this.bottom, b));
    const value = this.value(colour);
    const [dash, gap] = dashes ?? [Math.max(r - l, b - t), 0];
    for (let x = l; x < r; x += dash + gap) {
      const end = Math.min(x + dash, r);
      this.fill(x, t, end, Math.min(t + line, b), value);
      this.fill(x, Math.max(b - line, t), end, b, value);
    }
    for (let y = t; y < b; y += dash + gap) {
      const end = Math.min(y + dash, b);
      this.fill(l, y, Math.min(l + line, r), end, value);
      this.fill(Math.max(r - line, l), y, r, end, value);
    }
  }

  /** Replaces what is on the canvas, as far as there are outlines. */
  show(context: CanvasRenderingContext2D): void {
    const { left, top, right, bottom } = this;
    if (left < right && top < bottom) context.putImageData(this.image, 0, 0, left, top, right - left, bottom - top);
  }

  private fill(left: number, top: number, right: number, bottom: number, value: number): void {
    const { width, height } = this.image;
    const [l, t, r, b] = [left < 0 ? 0 : left, top < 0 ? 0 : top, right > width ? width : right, bottom > height ? height : bottom];
    for (let y = t; y < b; y++) for (let x = l; x < r; x++) this.pixels[y * width + x] = value;
  }

  /** A colour as #rrggbb, in the order of bytes of this machine. */
  private value(colour: string): number {
    let value = this.colours.get(colour);
    if (value === undefined) {
      const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)) as [number, number, number];
      this.colours.set(colour, (value = new Uint32Array(new Uint8Array([red, green, blue, 255]).buffer)[0]!));
    }
    return value;
  }
}

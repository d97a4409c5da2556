import type { Boxes } from '../boxes';
import type { Editor } from './editor';
import { between, boxAt, gripAt, pulled, WHOLE, type Grip } from './shapes';

const NEAR = 9;
const MOST_ZOOM = 16;

type Drag = { kind: 'draw'; x: number; y: number } | { kind: 'pull'; grip: Grip; x: number; y: number } | { kind: 'pan'; x: number; y: number };

const CURSORS: Record<string, string> = { '-1,-1': 'nwse-resize', '1,1': 'nwse-resize', '1,-1': 'nesw-resize', '-1,1': 'nesw-resize', '0,-1': 'ns-resize', '0,1': 'ns-resize', '-1,0': 'ew-resize', '1,0': 'ew-resize' };

/** Draws, moves and resizes boxes with a mouse, a pen or a finger. The wheel zooms; the middle button moves the picture. */
export class Pointer {
  private drag: Drag | null = null;

  constructor(
    private readonly surface: HTMLElement,
    private readonly editor: Editor,
    private readonly boxes: Boxes,
  ) {
    surface.addEventListener('pointerdown', (event) => this.down(event));
    surface.addEventListener('pointermove', (event) => this.move(event));
    surface.addEventListener('pointerup', (event) => this.up(event));
    surface.addEventListener('pointercancel', () => this.cancel());
    surface.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
    // A click would start the player.
    surface.addEventListener('click', (event) => event.stopPropagation(), { capture: true });
  }

  /** Zooms about the middle of the picture, or about a position on the screen. */
  zoom(factor: number, clientX?: number, clientY?: number): void {
    const { left, top, width, height } = this.surface.querySelector('canvas')!.getBoundingClientRect();
    const { scale, x, y } = this.boxes.zoom;
    const next = Math.min(MOST_ZOOM, Math.max(1, scale * factor));
    const atX = (clientX ?? left + width / 2) - left;
    const atY = (clientY ?? top + height / 2) - top;
    this.boxes.setZoom(next, atX - ((atX - x) * next) / scale, atY - ((atY - y) * next) / scale);
  }

  cancel(): void {
    this.drag = null;
    this.editor.sketch(null);
  }

  private at(event: { clientX: number; clientY: number }): { x: number; y: number } {
    const { x, y } = this.boxes.locate(event.clientX, event.clientY);
    return { x: x * this.editor.width, y: y * this.editor.height };
  }

  /** How many pixels of the picture are as wide as some pixels on the screen. */
  private near(): number {
    const { width } = this.surface.querySelector('canvas')!.getBoundingClientRect();
    return (NEAR * this.editor.width) / width / this.boxes.zoom.scale;
  }

  private down(event: PointerEvent): void {
    if (event.button > 1) return;
    event.preventDefault();
    this.surface.closest<HTMLElement>('.player')?.focus({ preventScroll: true });
    this.surface.setPointerCapture(event.pointerId);
    if (event.button === 1) {
      this.drag = { kind: 'pan', x: event.clientX, y: event.clientY };
      return;
    }
    this.editor.media.pause();
    const { x, y } = this.at(event);
    const { selected } = this.editor;
    const grip = selected && gripAt(selected, x, y, this.near());
    if (grip) {
      this.drag = { kind: 'pull', grip, x, y };
      return;
    }
    const hit = event.shiftKey ? null : boxAt(this.editor.annotations, x, y);
    this.editor.select(hit);
    this.drag = hit ? { kind: 'pull', grip: WHOLE, x, y } : { kind: 'draw', x, y };
  }

  private move(event: PointerEvent): void {
    const { drag, editor } = this;
    const { x, y } = this.at(event);
    if (!drag) {
      const grip = editor.selected && gripAt(editor.selected, x, y, this.near());
      this.surface.style.cursor = grip ? CURSORS[`${grip.dx},${grip.dy}`]! : editor.annotations.length < 500 && boxAt(editor.annotations, x, y) ? 'move' : 'crosshair';
    } else if (drag.kind === 'pan') {
      const { scale, x: left, y: top } = this.boxes.zoom;
      this.boxes.setZoom(scale, left + event.clientX - drag.x, top + event.clientY - drag.y);
      this.drag = { kind: 'pan', x: event.clientX, y: event.clientY };
    } else if (drag.kind === 'draw') editor.sketch(between(drag.x, drag.y, x, y));
    else if (editor.selected && (x !== drag.x || y !== drag.y)) editor.sketch(pulled(editor.selected, drag.grip, x - drag.x, y - drag.y));
  }

  private up(event: PointerEvent): void {
    const { drag, editor } = this;
    this.drag = null;
    if (!drag || drag.kind === 'pan') return;
    const { x, y } = this.at(event);
    if (drag.kind === 'draw') editor.add(between(drag.x, drag.y, x, y));
    else if (x !== drag.x || y !== drag.y) editor.pull(drag.grip, x - drag.x, y - drag.y);
    else editor.sketch(null);
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    this.zoom(Math.exp(-event.deltaY / 400), event.clientX, event.clientY);
  }
}

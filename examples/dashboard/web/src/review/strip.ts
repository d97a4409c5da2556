import { h } from '../dom';
import type { Editor } from './editor';

const HEIGHT = 22;

/** All frames of the video in one line: which have boxes, which have proposals, and where the selected track is. */
export class Strip {
  readonly element = h('canvas', { class: 'review-strip', height: HEIGHT, 'aria-hidden': 'true' });
  private readonly observer: ResizeObserver;
  /** What does not move while the film plays. */
  private readonly marks = h('canvas', { height: HEIGHT });
  private marked = '';
  private waiting = 0;

  constructor(private readonly editor: Editor) {
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(this.element);
    editor.store.changed.on(() => {
      this.marked = '';
      this.draw();
    });
    this.element.addEventListener('pointerdown', (event) => {
      const share = event.offsetX / this.element.clientWidth;
      if (Number.isFinite(editor.media.duration)) editor.media.currentTime = share * editor.media.duration;
    });
  }

  close(): void {
    this.observer.disconnect();
    cancelAnimationFrame(this.waiting);
  }

  draw(): void {
    this.waiting ||= requestAnimationFrame(() => {
      this.waiting = 0;
      this.paint();
    });
  }

  private paint(): void {
    const { element, editor, marks } = this;
    const { store, selected, media, position } = editor;
    const width = Math.max(1, Math.round(element.clientWidth * devicePixelRatio));
    const end = media.duration || 1;
    const marked = `${width} ${end} ${selected?.track ?? ''}`;
    if (marked !== this.marked) this.mark(width, end, selected?.track ?? null);
    this.marked = marked;
    if (element.width !== width) element.width = width;
    const context = element.getContext('2d')!;
    context.drawImage(marks, 0, 0);
    context.fillStyle = '#ff7f2a';
    context.fillRect((store.times.seconds(position) / end) * width - 1, 0, 3, HEIGHT);
  }

  private mark(width: number, end: number, selected: string | null): void {
    const { store } = this.editor;
    this.marks.width = width;
    const context = this.marks.getContext('2d')!;
    context.fillStyle = '#12151b';
    context.fillRect(0, 0, width, HEIGHT);
    for (const position of store.positions()) {
      const boxes = store.on(position);
      const at = (store.times.seconds(position) / end) * width;
      context.fillStyle = boxes.some(({ confirmed }) => !confirmed) ? '#e69f00' : boxes.length ? '#56b4e9' : '#6b7484';
      context.fillRect(at, 2, Math.max(1, devicePixelRatio), 10);
      if (selected !== null && boxes.some(({ track }) => track === selected)) {
        context.fillStyle = '#ffffff';
        context.fillRect(at, 14, Math.max(1, devicePixelRatio), 6);
      }
    }
  }
}

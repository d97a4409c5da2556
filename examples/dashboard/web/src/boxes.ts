/**
 * Draws over one frame.
 *
 * @param mediaTime the time of the frame on the screen, in seconds
 * @param context has its origin at the top left of the picture and a unit of one CSS pixel
 */
export type BoxProvider = (mediaTime: number, context: CanvasRenderingContext2D, width: number, height: number) => void;

/** A canvas exactly over the picture of a video, without its letterbox bars, that is redrawn for each presented frame. */
export class Boxes {
  private readonly context: CanvasRenderingContext2D;
  private readonly observer: ResizeObserver;
  private provider: BoxProvider | null = null;
  private mediaTime = 0;
  private callback = 0;
  private width = 0;
  private height = 0;
  private left = 0;
  private top = 0;
  private view = { scale: 1, x: 0, y: 0 };

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly canvas: HTMLCanvasElement,
  ) {
    this.context = canvas.getContext('2d')!;
    this.observer = new ResizeObserver(() => this.fit());
    this.observer.observe(video);
    // Another rung may have another shape.
    for (const event of ['loadedmetadata', 'resize'] as const) video.addEventListener(event, () => this.fit());
    this.next();
  }

  /** Sets the provider that draws over each presented frame, or null for none. */
  setBoxes(provider: BoxProvider | null): void {
    this.provider = provider;
    this.draw();
  }

  /** Draws again, for a provider that has something else to show. */
  redraw(): void {
    this.draw();
  }

  /** The enlargement, and where the upper left corner of the picture is, in CSS pixels of the canvas. */
  get zoom(): Readonly<{ scale: number; x: number; y: number }> {
    return this.view;
  }

  /** Enlarges picture and boxes; the picture always fills the canvas. */
  setZoom(scale: number, x: number, y: number): void {
    this.view = { scale, x: Math.min(0, Math.max(this.width * (1 - scale), x)), y: Math.min(0, Math.max(this.height * (1 - scale), y)) };
    this.video.style.transformOrigin = `${this.left}px ${this.top}px`;
    this.video.style.transform = scale === 1 ? '' : `translate(${this.view.x}px, ${this.view.y}px) scale(${scale})`;
    this.draw();
  }

  /** Translates a position on the screen to one on the picture, from 0 to 1 in both directions. */
  locate(clientX: number, clientY: number): { x: number; y: number } {
    const { left, top } = this.canvas.getBoundingClientRect();
    const { scale, x, y } = this.view;
    return { x: (clientX - left - x) / scale / this.width, y: (clientY - top - y) / scale / this.height };
  }

  close(): void {
    this.observer.disconnect();
    if (this.callback) this.video.cancelVideoFrameCallback(this.callback);
  }

  private next(): void {
    if (!('requestVideoFrameCallback' in this.video)) return;
    this.callback = this.video.requestVideoFrameCallback((_now, { mediaTime }) => {
      this.mediaTime = mediaTime;
      this.draw();
      this.next();
    });
  }

  private fit(): void {
    const { clientWidth, clientHeight, videoWidth, videoHeight } = this.video;
    if (!clientWidth || !videoWidth) return;
    const scale = Math.min(clientWidth / videoWidth, clientHeight / videoHeight);
    this.width = videoWidth * scale;
    this.height = videoHeight * scale;
    const { style } = this.canvas;
    this.left = (clientWidth - this.width) / 2;
    this.top = (clientHeight - this.height) / 2;
    style.left = `${this.left}px`;
    style.top = `${this.top}px`;
    style.width = `${this.width}px`;
    style.height = `${this.height}px`;
    this.canvas.width = Math.round(this.width * devicePixelRatio);
    this.canvas.height = Math.round(this.height * devicePixelRatio);
    this.setZoom(this.view.scale, this.view.x, this.view.y);
  }

  private draw(): void {
    const { context, canvas } = this;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    if (!this.provider || !this.width) return;
    context.scale(canvas.width / this.width, canvas.height / this.height);
    context.translate(this.view.x, this.view.y);
    context.scale(this.view.scale, this.view.scale);
    this.provider(this.mediaTime, context, this.width, this.height);
  }
}

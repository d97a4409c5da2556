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
    style.left = `${(clientWidth - this.width) / 2}px`;
    style.top = `${(clientHeight - this.height) / 2}px`;
    style.width = `${this.width}px`;
    style.height = `${this.height}px`;
    this.canvas.width = Math.round(this.width * devicePixelRatio);
    this.canvas.height = Math.round(this.height * devicePixelRatio);
    this.draw();
  }

  private draw(): void {
    const { context, canvas } = this;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    if (!this.provider || !this.width) return;
    context.scale(canvas.width / this.width, canvas.height / this.height);
    this.provider(this.mediaTime, context, this.width, this.height);
  }
}

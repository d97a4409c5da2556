import { Signal } from './signal';

const WIDTH = 192;
const HEIGHT = 108;
const PATIENCE = 8_000;
/** Where most films show more than a black picture. */
const AT = 1;

/** Pictures of films that are still on this machine, made by the browser, one at a time. */
export class Thumbnails {
  /** A picture was made. */
  readonly made = new Signal<File>();
  private readonly pictures = new Map<File, string | null>();
  private queue: Promise<void> = Promise.resolve();

  /** The address of a file's picture; null while there is none, or if this browser cannot play the file. */
  of(file: File): string | null {
    if (!file.size) return null;
    const known = this.pictures.get(file);
    if (known === undefined) {
      this.pictures.set(file, null);
      this.queue = this.queue.then(() => this.make(file));
    }
    return known ?? null;
  }

  forget(file: File): void {
    const address = this.pictures.get(file);
    if (address) URL.revokeObjectURL(address);
    this.pictures.delete(file);
  }

  private async make(file: File): Promise<void> {
    const picture = await draw(file).catch(() => null);
    if (!picture || !this.pictures.has(file)) return;
    this.pictures.set(file, URL.createObjectURL(picture));
    this.made.emit(file);
  }
}

async function draw(file: File): Promise<Blob | null> {
  const film = document.createElement('video');
  const address = URL.createObjectURL(file);
  const patience = AbortSignal.timeout(PATIENCE);
  try {
    film.muted = true;
    film.preload = 'auto';
    film.src = address;
    await happened(film, 'loadeddata', patience);
    if (!film.videoWidth) return null;
    film.currentTime = Math.min(AT, film.duration / 2 || 0);
    await happened(film, 'seeked', patience);
    const canvas = document.createElement('canvas');
    canvas.width = WIDTH;
    canvas.height = HEIGHT;
    // The picture fills the canvas, as posters fill their place.
    const scale = Math.max(WIDTH / film.videoWidth, HEIGHT / film.videoHeight);
    const width = film.videoWidth * scale;
    const height = film.videoHeight * scale;
    canvas.getContext('2d')!.drawImage(film, (WIDTH - width) / 2, (HEIGHT - height) / 2, width, height);
    return await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.8));
  } finally {
    film.removeAttribute('src');
    film.load();
    URL.revokeObjectURL(address);
  }
}

function happened(film: HTMLVideoElement, event: 'loadeddata' | 'seeked', patience: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    film.addEventListener(event, () => resolve(), { once: true });
    film.addEventListener('error', () => reject(new Error('The browser cannot play it.')), { once: true });
    patience.addEventListener('abort', () => reject(new Error('It took too long.')), { once: true });
  });
}

import { Upload, type DetailedError } from 'tus-js-client';
import { Problem, readProblem, type Api } from './api';
import type { Session } from './session';
import { Signal } from './signal';
import type { Config, UnfinishedUpload, Video } from './types';
import { Thumbnails } from './thumbnails';
import { fingerprint, mayPass, newItem, type Item, type UploadState } from './upload-item';
import { uploadMemory } from './upload-memory';

const ENDPOINT = '/api/uploads';
const AT_ONCE = 3;
const DELAYS = [0, 1000, 3000, 5000, 10_000];
const WAIT = 15_000;
// As the server says it.
const EMPTY = 'The file is empty; upload it again from its source.';

/** The uploads from this page: three at a time, the others wait. An earlier upload is recognised by the file's fingerprint. */
export class Uploads {
  readonly changed = new Signal<Item>();
  /** The items or the unfinished uploads changed. */
  readonly listed = new Signal<void>();
  readonly arrived = new Signal<Video>();
  /** An upload was cancelled, so its video is gone. */
  readonly discarded = new Signal<string>();
  readonly thumbnails = new Thumbnails();
  items: Item[] = [];
  unfinished: UnfinishedUpload[] = [];
  config: Pick<Config, 'max_upload_bytes' | 'upload_chunk_bytes'> = { max_upload_bytes: Infinity, upload_chunk_bytes: 8 << 20 };

  private readonly memory = uploadMemory();

  constructor(
    private readonly api: Api,
    private readonly session: Session,
  ) {}

  /** @returns the number of new uploads; files that are already being uploaded are skipped */
  add(files: File[], project: string): number {
    return files.filter((file) => this.put(file, project, null)).length;
  }

  /** Resumes an upload begun in another browser, or one that this browser forgot. */
  goOn(unfinished: UnfinishedUpload, file: File): boolean {
    if (file.name !== unfinished.file_name || file.size !== unfinished.size) return false;
    return this.put(file, unfinished.project_id, `${ENDPOINT}/${unfinished.id}`);
  }

  pause(item: Item): void {
    if (item.state === 'done' || item.state === 'failed') return;
    this.set(item, 'paused');
    item.rate.reset();
    void item.upload?.abort();
    this.next();
  }

  resume(item: Item): void {
    item.error = null;
    this.set(item, 'waiting');
    this.next();
  }

  /** Cancels an upload, here and on the server. */
  async cancel(item: Item): Promise<void> {
    this.items = this.items.filter((other) => other !== item);
    this.thumbnails.forget(item.file);
    this.listed.emit();
    this.next();
    try {
      await item.upload?.abort();
      if (item.id && item.state !== 'done') await this.remove(item.id);
    } finally {
      await this.forget(item);
      await this.loadUnfinished();
    }
  }

  /** The picture of a video whose file was uploaded from this page. */
  picture(id: string): string | null {
    const item = this.items.find((each) => each.id === id);
    return item ? this.thumbnails.of(item.file) : null;
  }

  async discard(unfinished: UnfinishedUpload): Promise<void> {
    await this.remove(unfinished.id);
    await this.loadUnfinished();
  }

  private async remove(id: string): Promise<void> {
    try {
      await this.api.discardUpload(id);
    } catch (e) {
      // It was discarded before.
      if (!(e instanceof Problem && [404, 410].includes(e.status))) throw e;
    }
    this.discarded.emit(id);
  }

  clearDone(): void {
    const active = this.active;
    for (const item of this.items) if (!active.includes(item)) this.thumbnails.forget(item.file);
    this.items = active;
    this.listed.emit();
  }

  /** Resumes interrupted uploads when the server is reachable again. */
  wake(): void {
    for (const item of this.items) if (item.state === 'interrupted') this.resume(item);
    this.next();
  }

  async loadUnfinished(): Promise<void> {
    const here = new Set(this.items.filter((item) => item.state !== 'failed').map((item) => item.id));
    this.unfinished = (await this.api.unfinishedUploads()).filter(({ id }) => !here.has(id));
    this.listed.emit();
  }

  /** Whether an unfinished upload was begun in this browser; the others may be in progress elsewhere. */
  async interruptedHere(): Promise<boolean> {
    const here = (await (await this.memory).findAllUploads()).map(({ uploadUrl }) => uploadUrl?.split('/').pop());
    return this.unfinished.some(({ id }) => here.includes(id));
  }

  get active(): Item[] {
    return this.items.filter(({ state }) => state !== 'done' && state !== 'failed');
  }

  private put(file: File, project: string, address: string | null): boolean {
    const key = fingerprint(file);
    if (this.active.some((item) => item.key === key)) return false;
    const item = newItem(key, file, project, address);
    this.items.push(item);
    this.listed.emit();
    if (!file.size) this.fail(item, EMPTY);
    else if (file.size > this.config.max_upload_bytes) this.fail(item, 'The file is larger than the server accepts.');
    else this.next();
    return true;
  }

  private next(): void {
    if (!this.session.ready) return;
    let free = AT_ONCE - this.items.filter(({ state }) => state === 'uploading').length;
    for (const item of this.items) {
      if (free <= 0) return;
      if (item.state !== 'waiting') continue;
      free--;
      this.set(item, 'uploading');
      void this.start(item);
    }
  }

  private async start(item: Item): Promise<void> {
    item.rate.reset();
    item.upload ??= await this.prepare(item);
    if (item.state === 'uploading' && this.items.includes(item)) item.upload.start();
  }

  private async prepare(item: Item): Promise<Upload> {
    const upload = new Upload(item.file, {
      endpoint: ENDPOINT,
      urlStorage: await this.memory,
      uploadUrl: item.address,
      chunkSize: this.config.upload_chunk_bytes,
      retryDelays: DELAYS,
      removeFingerprintOnSuccess: true,
      fingerprint: (file) => Promise.resolve(fingerprint(file as File)),
      metadata: { filename: item.file.name, filetype: item.file.type, project: item.project, title: item.file.name.replace(/\.[^.]+$/, '') },
      onBeforeRequest: (request) => request.setHeader('Authorization', `Bearer ${this.session.token ?? ''}`),
      // Otherwise the library would treat a 401 as an error of the upload and start over with the next token.
      onAfterResponse: (_request, response) => {
        if (response.getStatus() !== 401) return;
        this.session.lose(readProblem(401, response.getBody()).message);
        throw new Error('unauthorized');
      },
      onShouldRetry: (error) => this.session.ready && navigator.onLine && mayPass(error.originalResponse?.getStatus() ?? 0),
      onUploadUrlAvailable: () => this.named(item),
      onProgress: (sent) => {
        item.sent = sent;
        item.rate.add(sent);
        this.changed.emit(item);
      },
      onSuccess: () => void this.finish(item),
      onError: (error) => this.interrupt(item, error),
    });
    const [previous] = item.address ? [] : await upload.findPreviousUploads();
    if (previous) upload.resumeFromPreviousUpload(previous);
    item.resumed = previous !== undefined || item.address !== null;
    return upload;
  }

  private named(item: Item): void {
    item.id = item.upload?.url?.split('/').pop() ?? null;
    if (this.unfinished.some(({ id }) => id === item.id)) {
      this.unfinished = this.unfinished.filter(({ id }) => id !== item.id);
      this.listed.emit();
    }
    this.changed.emit(item);
  }

  private async finish(item: Item): Promise<void> {
    item.sent = item.file.size;
    this.set(item, 'done');
    this.next();
    if (!item.id) return;
    try {
      item.video = await this.api.video(item.id);
      this.arrived.emit(item.video);
    } catch {
      // The list will show it eventually.
    }
    this.changed.emit(item);
  }

  /** Called after the library's own retries. Temporary errors are retried later, permanent ones are reported. */
  private interrupt(item: Item, error: Error | DetailedError): void {
    if (item.state === 'paused' || !this.items.includes(item)) return;
    const response = 'originalResponse' in error ? error.originalResponse : null;
    if (!('originalRequest' in error && error.originalRequest)) {
      this.fail(item, 'The file can no longer be read. Choose it again.');
      return;
    }
    const status = response?.getStatus() ?? 0;
    const problem = readProblem(status, response?.getBody() ?? '');
    if (!mayPass(status) && status !== 429) {
      this.fail(item, problem.message);
      return;
    }
    item.error = status ? problem.message : this.session.ready ? 'The server cannot be reached.' : 'The server requires a new token.';
    this.set(item, 'interrupted');
    const seconds = Number(response?.getHeader('Retry-After') ?? NaN);
    setTimeout(() => item.state === 'interrupted' && this.session.ready && this.resume(item), Number.isFinite(seconds) ? seconds * 1000 : WAIT);
    this.next();
  }

  private fail(item: Item, sentence: string): void {
    item.error = sentence;
    item.upload = null;
    this.set(item, 'failed');
    this.next();
  }

  private async forget(item: Item): Promise<void> {
    const memory = await this.memory;
    for (const { urlStorageKey } of await memory.findUploadsByFingerprint(item.key)) await memory.removeUpload(urlStorageKey);
  }

  private set(item: Item, state: UploadState): void {
    item.state = state;
    this.changed.emit(item);
  }
}

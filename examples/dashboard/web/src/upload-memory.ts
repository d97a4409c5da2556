import { defaultOptions, type PreviousUpload, type UrlStorage } from 'tus-js-client';

type Kept = PreviousUpload & { fingerprint: string };

const STORE = 'uploads';

/**
 * Remembers where uploads were begun. Unlike local storage, which a browser writes to disk seconds later, it is on disk before the first
 * byte of a file is sent, so it is there after the browser was killed.
 */
export class UploadMemory implements UrlStorage {
  private readonly database = open();

  findAllUploads(): Promise<PreviousUpload[]> {
    return this.run('readonly', (store) => store.getAll() as IDBRequest<Kept[]>);
  }

  findUploadsByFingerprint(fingerprint: string): Promise<PreviousUpload[]> {
    return this.run('readonly', (store) => store.index('fingerprint').getAll(fingerprint) as IDBRequest<Kept[]>);
  }

  async removeUpload(urlStorageKey: string): Promise<void> {
    await this.run('readwrite', (store) => store.delete(urlStorageKey));
  }

  async addUpload(fingerprint: string, upload: PreviousUpload): Promise<string> {
    const urlStorageKey = upload.uploadUrl ?? fingerprint;
    await this.run('readwrite', (store) => store.put({ ...upload, fingerprint, urlStorageKey } satisfies Kept));
    return urlStorageKey;
  }

  private async run<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const transaction = (await this.database).transaction(STORE, mode, { durability: 'strict' });
    const request = ask(transaction.objectStore(STORE));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('The browser could not keep it.'));
    });
    return request.result;
  }
}

/** A browser that keeps nothing, such as in a private window, still uploads: then by the library's own means. */
export async function uploadMemory(): Promise<UrlStorage> {
  try {
    const memory = new UploadMemory();
    await memory.findAllUploads();
    return memory;
  } catch {
    return defaultOptions.urlStorage;
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('reelstate', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'urlStorageKey' }).createIndex('fingerprint', 'fingerprint');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('There is no database.'));
  });
}

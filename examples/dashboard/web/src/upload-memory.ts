import { defaultOptions, type PreviousUpload, type UrlStorage } from 'tus-js-client';

type Kept = PreviousUpload & { fingerprint: string };

const STORE = 'uploads';

/**
 * Remembers the URLs of uploads. Browsers write local storage to disk seconds later; this is on disk before the first
 * byte of a file is sent, so it survives if the browser is killed.
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
      transaction.onabort = () => reject(transaction.error ?? new Error('The browser could not store it.'));
    });
    return request.result;
  }
}

/** Falls back to the library's own storage if the browser stores nothing, as in a private window. */
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
    request.onerror = () => reject(request.error ?? new Error('The database could not be opened.'));
  });
}

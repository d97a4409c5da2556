import type { Change } from './wire';

/** Changes that the server has not confirmed yet. */
export interface Batch {
  request: string;
  changes: Change[];
  resolved: string[];
}

/**
 * Keeps unconfirmed changes in the browser, so that a crash of the tab loses none. Each tab has its own place and a
 * lock on it for as long as it lives; what a tab without a lock left behind is taken over by the next one.
 */
export class Drafts {
  private readonly prefix: string;
  private readonly place: string;

  constructor(video: string, user: string) {
    this.prefix = `reelstate.review.${video}.${user}.`;
    this.place = this.prefix + Math.random().toString(36).slice(2);
    void navigator.locks?.request(this.place, () => new Promise(() => undefined));
  }

  /** Takes over what tabs that no longer exist have left. */
  async adopt(): Promise<Batch[]> {
    const found: Batch[] = [];
    for (const key of Object.keys(localStorage).filter((each) => each.startsWith(this.prefix) && each !== this.place)) {
      const take = (): void => {
        found.push(...(JSON.parse(localStorage.getItem(key) ?? '[]') as Batch[]));
        localStorage.removeItem(key);
      };
      if (navigator.locks) await navigator.locks.request(key, { ifAvailable: true }, (lock) => lock && take());
      else take();
    }
    return found;
  }

  keep(batches: Batch[]): void {
    if (batches.length) localStorage.setItem(this.place, JSON.stringify(batches));
    else localStorage.removeItem(this.place);
  }
}

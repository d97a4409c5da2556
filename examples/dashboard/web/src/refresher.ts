const AT_ONCE = 4;

/** Refetches changed items: each one only once at a time and a few in parallel, however many events report them. */
export class Refresher {
  private readonly waiting = new Set<string>();
  private readonly running = new Set<string>();

  constructor(private readonly fetch: (id: string) => Promise<void>) {}

  add(id: string): void {
    this.waiting.add(id);
    this.next();
  }

  clear(): void {
    this.waiting.clear();
  }

  private next(): void {
    for (const id of this.waiting) {
      if (this.running.size >= AT_ONCE) return;
      if (this.running.has(id)) continue;
      this.waiting.delete(id);
      this.running.add(id);
      void this.fetch(id)
        // The item or the server is gone; events or the next load will tell.
        .catch(() => undefined)
        .finally(() => {
          this.running.delete(id);
          this.next();
        });
    }
  }
}

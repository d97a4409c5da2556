const WINDOW = 6_000;

/** How fast something goes on, over the last seconds. */
export class Rate {
  private samples: { at: number; amount: number }[] = [];

  add(amount: number, at = performance.now()): void {
    const last = this.samples.at(-1);
    // A step back, after a part had to be sent again, begins anew.
    if (last && amount < last.amount) this.samples = [];
    this.samples.push({ at, amount });
    while (this.samples.length > 2 && this.samples[0]!.at < at - WINDOW) this.samples.shift();
  }

  /** In a second; null while it is not known. */
  perSecond(): number | null {
    const first = this.samples[0];
    const last = this.samples.at(-1);
    if (!first || !last || last.at - first.at < 500) return null;
    return ((last.amount - first.amount) / (last.at - first.at)) * 1000;
  }

  reset(): void {
    this.samples = [];
  }
}

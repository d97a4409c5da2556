const WINDOW = 6_000;

/** Measures a rate over the last seconds. */
export class Rate {
  private samples: { at: number; amount: number }[] = [];

  add(amount: number, at = performance.now()): void {
    const last = this.samples.at(-1);
    // A step back, when a part has to be sent again, restarts the measurement.
    if (last && amount < last.amount) this.samples = [];
    this.samples.push({ at, amount });
    while (this.samples.length > 2 && this.samples[0]!.at < at - WINDOW) this.samples.shift();
  }

  /** The amount per second; null while unknown. */
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

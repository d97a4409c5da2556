import { Signal } from './signal';

/** The videos that are selected in the list, which actions then affect together. */
export class Selection {
  readonly changed = new Signal<void>();
  private readonly ids = new Set<string>();
  private anchor: string | null = null;

  get size(): number {
    return this.ids.size;
  }

  has(id: string): boolean {
    return this.ids.has(id);
  }

  toggle(id: string): void {
    if (!this.ids.delete(id)) this.ids.add(id);
    this.anchor = id;
    this.changed.emit();
  }

  /** Selects everything between the video that was last selected and this one. */
  extend(id: string, order: readonly { id: string }[]): void {
    const from = order.findIndex((each) => each.id === this.anchor);
    const to = order.findIndex((each) => each.id === id);
    if (from < 0) {
      this.toggle(id);
      return;
    }
    for (const each of order.slice(Math.min(from, to), Math.max(from, to) + 1)) this.ids.add(each.id);
    this.changed.emit();
  }

  add(ids: Iterable<string>): void {
    for (const id of ids) this.ids.add(id);
    this.changed.emit();
  }

  /** Forgets videos that are no longer there. */
  keep(isThere: (id: string) => boolean): void {
    const gone = [...this.ids].filter((id) => !isThere(id));
    for (const id of gone) this.ids.delete(id);
    if (gone.length) this.changed.emit();
  }

  clear(): void {
    if (!this.ids.size) return;
    this.ids.clear();
    this.anchor = null;
    this.changed.emit();
  }
}

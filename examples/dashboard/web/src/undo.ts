import type { Toasts } from './toasts';

const KEY = 'reelstate.undo';

/** Videos that were deleted together, and until when that can be undone, by the clock of this machine. */
interface Deletion {
  ids: string[];
  sentence: string;
  until: number;
}

/** Offers to undo deletions as long as that is possible; a reload of the page loses none. */
export class Undo {
  private readonly open = new Map<Deletion, HTMLElement>();

  constructor(
    private readonly toasts: Toasts,
    private readonly restore: (ids: string[]) => void,
  ) {}

  /** Offers the deletions of an earlier visit. */
  resume(): void {
    for (const deletion of read()) if (![...this.open.keys()].some(({ ids }) => ids.some((id) => deletion.ids.includes(id)))) this.show(deletion);
  }

  add(ids: string[], sentence: string, until: number): void {
    const deletion = { ids, sentence, until };
    write([...read(), deletion]);
    this.show(deletion);
  }

  /** A video was restored, perhaps from another page. */
  forget(id: string): void {
    for (const [deletion, toast] of this.open) {
      if (!deletion.ids.includes(id)) continue;
      deletion.ids = deletion.ids.filter((other) => other !== id);
      if (deletion.ids.length) continue;
      toast.remove();
      this.open.delete(deletion);
    }
    write(read().map((each) => ({ ...each, ids: each.ids.filter((other) => other !== id) })));
  }

  private show(deletion: Deletion): void {
    const toast = this.toasts.undo(deletion.sentence, deletion.until, () => {
      const { ids } = deletion;
      this.open.delete(deletion);
      write(read().filter((each) => !each.ids.some((id) => ids.includes(id))));
      this.restore(ids);
    });
    this.open.set(deletion, toast);
    setTimeout(() => this.open.delete(deletion), deletion.until - Date.now());
  }
}

function read(): Deletion[] {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '[]') as Deletion[];
    return kept.filter(({ ids, until }) => ids.length && until > Date.now());
  } catch {
    // Another program wrote it.
    return [];
  }
}

function write(deletions: Deletion[]): void {
  const current = deletions.filter(({ ids, until }) => ids.length && until > Date.now());
  if (current.length) localStorage.setItem(KEY, JSON.stringify(current));
  else localStorage.removeItem(KEY);
}

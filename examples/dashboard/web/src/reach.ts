import { serverNow } from './clock';
import { Signal } from './signal';

/** Whether the server answers, judged by the calls of the page. What the page shows is known up to the last answer. */
export class Reach {
  /** The server was lost or found again. */
  readonly changed = new Signal<boolean>();
  private lostAt: number | null = null;

  get lost(): boolean {
    return this.lostAt !== null;
  }

  /** The time of the server up to which the page knows what happened. */
  now(): number {
    return this.lostAt ?? serverNow();
  }

  /** Since when the server has not answered, in words. */
  since(): string {
    return new Intl.DateTimeFormat('en', { timeStyle: 'medium' }).format(this.now());
  }

  answered(): void {
    if (this.lostAt === null) return;
    this.lostAt = null;
    this.changed.emit(true);
  }

  silent(): void {
    if (this.lostAt !== null) return;
    this.lostAt = serverNow();
    this.changed.emit(false);
  }
}

import { h } from './dom';
import { icon } from './icons';

/** Short messages at the edge of the window. */
export class Toasts {
  constructor(private readonly host: HTMLElement) {}

  /** Shows one sentence about a failure; what is on the screen already, alone or as part of another message, is not said twice. */
  error(sentence: string): void {
    const errors = [...this.host.querySelectorAll<HTMLElement>('[data-testid=toast-error]')].map((toast) => ({ toast, text: toast.querySelector('.toast-text')!.textContent }));
    if (errors.some(({ text }) => text !== sentence && text.includes(sentence))) return;
    for (const { toast, text } of errors) if (sentence.includes(text)) toast.remove();
    this.show('error', sentence, 12_000);
  }

  info(sentence: string): void {
    this.show('info', sentence, 6_000);
  }

  /** Shows an action that can be undone until then. */
  undo(sentence: string, until: number, undo: () => void): HTMLElement {
    const left = h('span', { class: 'toast-left', 'aria-hidden': 'true' });
    const toast = this.show('info', sentence, until - Date.now(), h('button', { type: 'button', class: 'button small', 'data-testid': 'undo', onclick: () => (toast.remove(), undo()) }, 'Undo'), left);
    const count = (): void => {
      if (!toast.isConnected) clearInterval(timer);
      left.textContent = `${Math.max(0, Math.ceil((until - Date.now()) / 1000))} s`;
    };
    const timer = setInterval(count, 500);
    count();
    return toast;
  }

  /** Undoes the latest action that can still be undone. */
  undoLast(): void {
    [...this.host.querySelectorAll<HTMLElement>('[data-testid=undo]')].at(-1)?.click();
  }

  private show(kind: 'error' | 'info', sentence: string, milliseconds: number, ...more: HTMLElement[]): HTMLElement {
    const toast = h(
      'div',
      { class: `toast ${kind}`, role: kind === 'error' ? 'alert' : 'status', 'data-testid': `toast-${kind}` },
      icon(kind === 'error' ? 'failed' : 'completed'),
      h('span', { class: 'toast-text' }, sentence),
      ...more,
      h('button', { type: 'button', class: 'button quiet icon small', 'aria-label': 'Close message', onclick: () => toast.remove() }, icon('close')),
    );
    this.host.append(toast);
    while (this.host.children.length > 5) this.host.firstElementChild?.remove();
    setTimeout(() => toast.remove(), milliseconds);
    return toast;
  }
}

/** Announces finished videos to screen readers, rarely enough not to be annoying. */
export class Announcer {
  private readonly waiting = new Map<string, number>();
  private last = '';
  private timer = 0;

  constructor(private readonly region: HTMLElement) {}

  /** @param what a word such as "completed" */
  add(what: string, title: string): void {
    this.waiting.set(what, (this.waiting.get(what) ?? 0) + 1);
    this.last = title;
    this.timer ||= window.setTimeout(() => this.say(), 5_000);
  }

  private say(): void {
    this.timer = 0;
    const all = [...this.waiting];
    const only = all.length === 1 && all[0]![1] === 1;
    this.region.textContent = only ? `${this.last}: ${all[0]![0]}` : all.map(([what, n]) => `${n} ${n === 1 ? 'video' : 'videos'} ${what}`).join(', ');
    this.waiting.clear();
  }
}

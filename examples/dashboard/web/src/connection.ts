import { h, setAttribute, setText } from './dom';
import { setIcon } from './icons';
import type { Connection, Live } from './live';
import type { Reach } from './reach';

const WORDS: Record<Connection, string> = { connecting: 'Connecting…', live: 'Live', reconnecting: 'Reconnecting…', offline: 'Offline' };

/** Shows whether the page is up to date, and says what it knows while it is not. */
export class ConnectionSign {
  private readonly glyph = h('span', {});
  private readonly word = h('span', {});
  private readonly says = h('span', {});
  private timer = 0;

  constructor(
    private readonly host: HTMLElement,
    private readonly notice: HTMLElement,
    private readonly live: Live,
    private readonly reach: Reach,
    tryNow: () => void,
  ) {
    host.append(this.glyph, this.word);
    notice.append(this.says, h('button', { type: 'button', class: 'button small', 'data-testid': 'try-now', onclick: tryNow }, 'Try now'));
    this.draw();
    reach.changed.on(() => this.draw());
    live.connection.on((state) => {
      clearTimeout(this.timer);
      // A connection that recovers immediately is not worth a warning.
      if (state === 'reconnecting') this.timer = window.setTimeout(() => this.draw(), 1000);
      else this.draw();
    });
  }

  private draw(): void {
    const { state } = this.live;
    const { lost } = this.reach;
    this.host.dataset.state = state;
    setAttribute(this.host, 'data-lost', lost);
    setIcon(this.glyph, state === 'live' && !lost ? 'completed' : lost || state === 'offline' ? 'cancelled' : 'processing');
    setText(this.word, lost && state !== 'offline' ? 'No answer' : WORDS[state]);
    this.host.title = lost ? 'This page may be out of date.' : state === 'live' ? 'Changes appear as they happen.' : 'Changes appear every few seconds.';
    document.body.classList.toggle('lost', lost);
    this.notice.hidden = !lost;
    setText(this.says, lost ? `${state === 'offline' ? 'This device has been offline' : 'The server has not answered'} since ${this.reach.since()}. The page shows what was known then; uploads wait and resume by themselves.` : '');
  }
}

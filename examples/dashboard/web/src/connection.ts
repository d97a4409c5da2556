import { h, setText } from './dom';
import { setIcon } from './icons';
import type { Connection, Live } from './live';

const WORDS: Record<Connection, string> = { connecting: 'Connecting…', live: 'Live', reconnecting: 'Reconnecting…', offline: 'Offline' };

/** Shows whether the page is up to date. */
export class ConnectionSign {
  private readonly glyph = h('span', {});
  private readonly word = h('span', {});
  private timer = 0;

  constructor(
    private readonly host: HTMLElement,
    live: Live,
  ) {
    host.append(this.glyph, this.word);
    this.draw(live.state);
    live.connection.on((state) => {
      clearTimeout(this.timer);
      // A connection that recovers immediately is not worth a warning.
      if (state === 'reconnecting') this.timer = window.setTimeout(() => this.draw(state), 1000);
      else this.draw(state);
    });
  }

  private draw(state: Connection): void {
    this.host.dataset.state = state;
    setIcon(this.glyph, state === 'live' ? 'completed' : state === 'offline' ? 'cancelled' : 'processing');
    setText(this.word, WORDS[state]);
    this.host.title = state === 'live' ? 'Changes appear as they happen.' : 'This page may be out of date.';
  }
}

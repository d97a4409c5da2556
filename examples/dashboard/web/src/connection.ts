import { h, setText } from './dom';
import { setIcon } from './icons';
import type { Connection, Live } from './live';

const WORDS: Record<Connection, string> = { connecting: 'Connecting…', live: 'Live', reconnecting: 'Reconnecting…', offline: 'Offline' };

/** Says whether what is seen is what is. */
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
      // A connection that is back at once need not alarm anybody.
      if (state === 'reconnecting') this.timer = window.setTimeout(() => this.draw(state), 1000);
      else this.draw(state);
    });
  }

  private draw(state: Connection): void {
    this.host.dataset.state = state;
    setIcon(this.glyph, state === 'live' ? 'completed' : state === 'offline' ? 'cancelled' : 'processing');
    setText(this.word, WORDS[state]);
    this.host.title = state === 'live' ? 'Changes show as they happen.' : 'What is shown may be out of date.';
  }
}

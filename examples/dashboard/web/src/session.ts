import { Signal } from './signal';

const KEY = 'reelstate.token';

/** The session of the user: a token from the URL or the form, kept in the browser. */
export class Session {
  readonly lost = new Signal<string>();
  readonly found = new Signal<void>();
  private value: string | null;
  private asking = false;

  constructor() {
    this.value = fromAddress() ?? localStorage.getItem(KEY);
    if (this.value) localStorage.setItem(KEY, this.value);
  }

  get token(): string | null {
    return this.value;
  }

  get ready(): boolean {
    return this.value !== null && !this.asking;
  }

  set(token: string): void {
    this.value = token;
    this.asking = false;
    localStorage.setItem(KEY, token);
    this.found.emit();
  }

  /** The server rejected the token; many calls may report this at once. */
  lose(reason: string): void {
    if (this.asking) return;
    this.asking = true;
    localStorage.removeItem(KEY);
    this.lost.emit(reason);
  }
}

/** Removes the token from the URL, so that it is not copied with it. */
function fromAddress(): string | null {
  const parameters = new URLSearchParams(location.hash.slice(1));
  const token = parameters.get('token');
  if (token === null) return null;
  parameters.delete('token');
  const rest = parameters.toString();
  history.replaceState(history.state, '', location.pathname + location.search + (rest ? `#${rest}` : ''));
  return token || null;
}

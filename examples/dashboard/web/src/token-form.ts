import { h } from './dom';
import type { Session } from './session';

/** Asks for the token if it is missing or the server rejected it. */
export class TokenForm {
  private readonly input = h('input', { type: 'password', id: 'token', 'data-testid': 'token-input', autocomplete: 'current-password', required: true, spellcheck: 'false', 'aria-describedby': 'token-reason' });
  private readonly reason = h('p', { id: 'token-reason', class: 'token-reason', role: 'alert', 'data-testid': 'token-reason' });

  constructor(
    private readonly dialog: HTMLDialogElement,
    session: Session,
  ) {
    dialog.append(
      h(
        'form',
        {
          'data-testid': 'token-form',
          onsubmit: (event: Event) => {
            event.preventDefault();
            const token = this.input.value.trim();
            if (!token) return;
            dialog.close();
            session.set(token);
          },
        },
        h('h2', { id: 'token-title' }, 'Access token'),
        h('p', {}, 'The server printed a link with the token when it started. Open that link, or enter the token here.'),
        this.reason,
        h('label', { class: 'stacked', for: 'token' }, 'Token'),
        this.input,
        h('button', { type: 'submit', class: 'button primary', 'data-testid': 'token-submit' }, 'Continue'),
      ),
    );
    // Nothing works without a token, so the dialog cannot be closed.
    dialog.addEventListener('cancel', (event) => event.preventDefault());
    session.lost.on((reason) => this.ask(reason));
  }

  ask(reason = ''): void {
    this.reason.textContent = reason;
    this.input.value = '';
    if (!this.dialog.open) this.dialog.showModal();
    this.input.focus();
  }
}

import { Api, sentence } from './api';
import { App } from './app';
import { byId } from './dom';
import { Reach } from './reach';
import { Session } from './session';
import { themeButton } from './theme';
import { Toasts } from './toasts';
import { TokenForm } from './token-form';

const session = new Session();
const reach = new Reach();
const toasts = new Toasts(byId('toasts'));
const form = new TokenForm(byId<HTMLDialogElement>('token-dialog'), session);
const app = new App(new Api(session, reach), session, reach, toasts);

themeButton(byId('theme-button'));
// Report uncaught errors rather than fail silently.
addEventListener('unhandledrejection', ({ reason }) => {
  const text = sentence(reason);
  if (text) toasts.error(text);
});
session.found.on(() => void app.start());
if (session.token) void app.start();
else form.ask();

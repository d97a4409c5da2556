import { sentence, type Api } from './api';
import { h, setText } from './dom';
import { bytes, count, duration, words } from './format';
import { icon, setIcon } from './icons';
import type { Reach } from './reach';
import { CHECK_ICONS } from './status';
import type { Health } from './types';

const OPEN = 4_000;
const CLOSED = 15_000;
// While the server does not answer, or live updates are interrupted.
const DOUBTFUL = 3_000;

/** The health of the server: one word in the bar, details in a panel. */
export class HealthPanel {
  private readonly glyph = h('span', { class: 'check-icon' });
  private readonly word = h('span', {}, 'Health');
  private readonly note = h('p', { class: 'health-note', 'data-testid': 'health-note', hidden: true });
  private readonly values = h('div', {});
  private timer = 0;
  private ready = false;
  private doubtful = false;

  constructor(
    private readonly host: HTMLElement,
    private readonly button: HTMLElement,
    private readonly api: Api,
    private readonly reach: Reach,
    private readonly failed: (sentence: string) => void,
  ) {
    button.replaceChildren(this.glyph, this.word);
    host.append(this.note, this.values);
    button.addEventListener('click', () => this.toggle(this.host.hidden !== false));
    document.addEventListener('visibilitychange', () => !document.hidden && this.look());
    reach.changed.on((found) => (found ? this.look() : this.drawLost()));
  }

  start(): void {
    this.ready = true;
    this.look();
  }

  toggle(open: boolean): void {
    this.host.hidden = !open;
    this.button.setAttribute('aria-expanded', String(open));
    if (open) this.look(true);
  }

  /** Live updates were interrupted or are back: asks whether the server still answers, at once and repeatedly. */
  doubt(doubtful: boolean): void {
    if (this.doubtful === doubtful) return;
    this.doubtful = doubtful;
    this.look();
  }

  /** @param asked whether the user asked for it, and is told if it fails */
  look(asked = false): void {
    clearTimeout(this.timer);
    if (document.hidden || !this.ready) return;
    void this.api
      .health()
      .then((health) => this.draw(health))
      .catch((e: unknown) => {
        const text = sentence(e);
        if (asked && text) this.failed(text);
      })
      .finally(() => {
        clearTimeout(this.timer);
        this.timer = window.setTimeout(() => this.look(), this.doubtful || this.reach.lost ? DOUBTFUL : this.host.hidden ? CLOSED : OPEN);
      });
  }

  /** Without an answer nothing is known about the present. */
  private drawLost(): void {
    this.say('unknown', 'No answer');
    this.note.hidden = false;
    setText(this.note, `The server has not answered since ${this.reach.since()}, so its health is unknown.${this.values.firstChild ? ' These are its last values.' : ''}`);
    this.values.classList.add('outdated');
  }

  private draw(health: Health): void {
    this.say(health.status, { ok: 'Healthy', degraded: 'Degraded', down: 'Down' }[health.status]);
    this.note.hidden = true;
    this.values.classList.remove('outdated');
    if (this.host.hidden) {
      this.values.replaceChildren();
      return;
    }
    const { workers, queue, disk } = health;
    const used = disk.total_bytes ? 1 - disk.free_bytes / disk.total_bytes : 0;
    this.values.replaceChildren(
      h(
        'dl',
        { class: 'tiles' },
        tile('workers', 'Workers', `${workers.busy} of ${workers.slots} busy`, workers.slots ? workers.busy / workers.slots : 0),
        tile('queue-age', 'Oldest in queue', queue.oldest_waiting_seconds === null ? 'none waiting' : duration(queue.oldest_waiting_seconds)),
        tile('queue', 'Queue', `${count(queue.waiting)} waiting, ${count(queue.processing)} processing`),
        tile('failures', 'Failures', `${count(health.failures_last_hour)} in the last hour`),
        tile('completed', 'Completed', `${count(health.completed_last_hour)} in the last hour`),
        tile('disk', 'Disk', `${bytes(disk.free_bytes)} free of ${bytes(disk.total_bytes)}`, used, used > 0.9),
        tile('sockets', 'Pages connected', count(health.sockets)),
        tile('uptime', 'Up for', duration(health.uptime_seconds)),
      ),
      h('ul', { class: 'checks', 'aria-label': 'Checks' }, ...health.checks.map(({ name, status, detail }) => h('li', { 'data-check': status, 'data-testid': `check-${name}` }, icon(CHECK_ICONS[status] ?? 'failed'), h('span', {}, h('strong', {}, `${words(name)}: ${status}`), detail && ` – ${detail}`)))),
    );
  }

  private say(status: keyof typeof CHECK_ICONS, word: string): void {
    this.button.dataset.check = status;
    setIcon(this.glyph, CHECK_ICONS[status]);
    setText(this.word, word);
  }
}

function tile(id: string, name: string, value: string, share?: number, full = false): HTMLElement {
  const fill = h('span', {});
  if (share !== undefined) fill.style.transform = `scaleX(${Math.min(1, share)})`;
  return h('div', { class: 'tile', 'data-testid': `health-${id}` }, h('dt', {}, name), h('dd', {}, value, share !== undefined && h('span', { class: full ? 'meter full' : 'meter', 'aria-hidden': 'true' }, fill)));
}

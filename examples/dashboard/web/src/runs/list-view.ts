import { sentence } from '../api';
import { h, setAttribute, setText } from '../dom';
import { ago, date, plural } from '../format';
import { icon } from '../icons';
import { bar, figure, main, number, range } from './figures';
import { head, note, type RunsContext, type RunsView } from './page';
import { hashOf, type Place } from './place';
import { gateBadge } from './words';
import type { Summary } from './wire';

/** The kept runs, latest first. Two of them can be compared. */
export class ListView implements RunsView {
  readonly element: HTMLElement;
  private readonly rows = h('tbody', {});
  private readonly table = h('table', { class: 'runs-table', 'data-testid': 'runs-table' }, h('caption', { class: 'unseen' }, 'Runs, latest first'), h('thead', {}, h('tr', {}, ...['', 'Model', 'Gate', 'Figures', 'Truth', 'Scored'].map((name) => h('th', { scope: 'col' }, name || h('span', { class: 'unseen' }, 'Compare'))))), this.rows);
  private readonly below = h('div', { class: 'runs-below' });
  private readonly compare = h('button', { type: 'button', class: 'button', 'data-testid': 'runs-compare', disabled: true, onclick: () => this.compareChosen() }, 'Compare');
  private readonly chosen: string[] = [];
  private closed = false;

  constructor(
    private readonly context: RunsContext,
    private readonly place: Place,
  ) {
    const fresh = h('a', { class: 'button primary', href: hashOf({ starting: true, video: place.video }), 'data-testid': 'runs-new' }, 'New run');
    this.table.hidden = true;
    this.element = h('div', { class: 'runs-view' }, head({ hash: '#', name: 'Videos' }, 'Runs', this.compare, fresh), place.video ? this.narrowed() : null, h('div', { class: 'part runs-list' }, h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Table of runs' }, this.table), this.below));
    void this.load(null);
  }

  update(): void {
    // The place says no more than which runs are listed.
  }

  close(): void {
    this.closed = true;
  }

  private narrowed(): HTMLElement {
    const name = h('span', {}, 'Only runs that scored one video. ');
    const { video } = this.place;
    void this.context.client.video(video).then(
      ({ title, file_name }) => setText(name, `Only runs that scored “${title || file_name}”. `),
      () => undefined,
    );
    return h('p', { class: 'runs-note note' }, name, h('a', { href: hashOf({}), 'data-testid': 'runs-all' }, 'Show all runs'));
  }

  private async load(after: string | null): Promise<void> {
    this.below.replaceChildren(h('p', { class: 'hint' }, 'Loading…'));
    try {
      const { items, next } = await this.context.client.list({ video: this.place.video }, after);
      if (this.closed) return;
      this.rows.append(...items.map((run) => this.row(run)));
      this.table.hidden = !this.rows.hasChildNodes();
      this.below.replaceChildren(...(next ? [h('button', { type: 'button', class: 'button', 'data-testid': 'runs-more', onclick: () => void this.load(next) }, 'Show more')] : []));
      if (!this.rows.hasChildNodes() && !next) this.below.replaceChildren(this.empty());
    } catch (e) {
      this.below.replaceChildren(note(sentence(e) ?? '', 'warning'));
    }
  }

  private empty(): HTMLElement {
    return h('div', { class: 'no-film', 'data-testid': 'runs-empty' }, icon('film'), h('p', {}, this.place.video ? 'No run has scored this video yet.' : 'No model has been scored yet.'), h('p', { class: 'hint' }, 'A run holds what a detector or an imported file found against the truth that people approved.'));
  }

  private row(run: Summary): HTMLElement {
    const { model, overall, verdict } = run;
    const name = `${model.name} ${model.version}`;
    const check = h('input', { type: 'checkbox', 'aria-label': `Compare ${name}`, 'data-testid': 'run-choose' });
    check.addEventListener('change', () => this.choose(run.id, check.checked));
    const first = main(overall);
    const rest = ['precision', 'recall', 'F1'].map((each) => figure(overall, each)).filter((each) => each !== null);
    return h(
      'tr',
      { 'data-testid': 'run-row', 'data-id': run.id },
      h('td', { class: 'run-check' }, h('label', { class: 'run-choose' }, check)),
      h('th', { scope: 'row' }, h('a', { href: hashOf({ run: run.id }), 'data-testid': 'run-open', class: 'run-name' }, h('span', {}, model.name), h('span', { class: 'hint' }, model.version))),
      h('td', { class: 'run-gate' }, verdict ? gateBadge(verdict) : h('span', { class: 'hint' }, 'None')),
      h(
        'td',
        { class: 'run-figures' },
        first ? h('div', { class: 'run-main' }, h('span', { class: 'run-figure' }, h('b', {}, number(first.name, first.value)), h('span', { class: 'hint' }, first.name)), bar(first), h('span', { class: 'hint' }, range(first.name, first.low, first.high) || 'no range')) : null,
        h('div', { class: 'run-rest' }, ...rest.map((each) => h('span', {}, h('span', { class: 'hint' }, `${each.name} `), number(each.name, each.value)))),
      ),
      h('td', { class: 'number' }, plural(overall.support, 'object'), h('span', { class: 'hint run-videos' }, run.videos ? `in ${plural(run.videos, 'video')}` : '')),
      h('td', {}, h('time', { datetime: run.saved_at, title: date(run.saved_at) }, ago(run.saved_at)), h('span', { class: 'hint run-videos' }, run.by ? `by ${run.by}` : '')),
    );
  }

  private choose(id: string, on: boolean): void {
    if (on) this.chosen.push(id);
    else this.chosen.splice(this.chosen.indexOf(id), 1);
    this.compare.disabled = this.chosen.length !== 2;
    setText(this.compare, this.chosen.length ? `Compare ${this.chosen.length} of 2` : 'Compare');
    if (this.chosen.length === 2) setText(this.compare, 'Compare the two');
    for (const box of this.rows.querySelectorAll('input')) setAttribute(box, 'disabled', !box.checked && this.chosen.length === 2);
  }

  /** The earlier run comes first. */
  private compareChosen(): void {
    const ids = [...this.rows.querySelectorAll('tr')].map(({ dataset }) => dataset.id!);
    const [second, first] = ids.filter((id) => this.chosen.includes(id));
    this.context.go({ run: first ?? null, with: second ?? null });
  }
}

import { sentence } from '../api';
import { h, setText } from '../dom';
import { ago, count, plural } from '../format';
import { differenceBar, explain, inOrder, isCount, number, range, signed } from './figures';
import { filled, head, note, section, type RunsContext, type RunsView } from './page';
import { hashOf, type Place } from './place';
import { exactTime } from './words';
import type { Changed, Difference, Differences, Run } from './wire';

/** Figures of which less is better. */
const LESS = new Set(['FP', 'FN']);

/** How one run differs from another: the figures, and which objects only one of them found. */
export class CompareView implements RunsView {
  readonly element = h('div', { class: 'runs-view', 'data-testid': 'compare' });
  private closed = false;

  constructor(
    private readonly context: RunsContext,
    private readonly first: string,
    private readonly second: string,
    _place: Place,
  ) {
    this.element.append(this.head(), h('p', { class: 'hint' }, 'Comparing…'));
    void this.load();
  }

  update(): void {
    // The place says no more than which runs are compared.
  }

  close(): void {
    this.closed = true;
  }

  private head(): HTMLElement {
    return head({ hash: hashOf({ run: this.second }), name: 'Back to the run' }, 'Two runs', h('a', { class: 'button', href: hashOf({ run: this.second, with: this.first }), 'data-testid': 'compare-swap' }, 'Swap'));
  }

  private async load(): Promise<void> {
    const { client } = this.context;
    try {
      const [first, second, found] = await Promise.all([client.run(this.first), client.run(this.second), client.differences(this.first, this.second)]);
      if (!this.closed) this.draw(first, second, found);
    } catch (e) {
      if (!this.closed) this.element.replaceChildren(this.head(), note(sentence(e) ?? '', 'warning'));
    }
  }

  private draw(first: Run, second: Run, found: Differences): void {
    const { reasons, unavailable, overall, classes, fixed, broken } = found;
    this.element.replaceChildren(
      this.head(),
      h('div', { class: 'compared' }, card('First', first), h('span', { class: 'compared-arrow', 'aria-hidden': 'true' }, '→'), card('Second', second)),
      ...(reasons.length ? [note(`These runs cannot be compared. ${reasons.join(' ')}`, 'warning')] : unavailable ? [note(`${unavailable} So the differences have no ranges.`, 'warning')] : []),
      section('Figures', differenceTable(overall.figures, 'Everything'), h('p', { class: 'hint runs-explain' }, 'Both are drawn together, so a range that leaves out zero is a difference, whatever the ranges of the two runs.')),
      section('Classes', this.classes(classes)),
      ...(fixed === null || broken === null ? [] : [h('div', { class: 'changes' }, this.changes('fixed', fixed), this.changes('broken', broken))]),
    );
  }

  private classes(classes: Differences['classes']): HTMLElement {
    const host = h('div', { class: 'class-differences' });
    const select = h('select', { 'aria-label': 'Class', 'data-testid': 'compare-class', onchange: () => draw() }, ...classes.map(({ name }) => h('option', { value: name }, name)));
    const draw = (): void => {
      const one = classes.find(({ name }) => name === select.value);
      host.replaceChildren(one ? differenceTable(one.figures, one.name) : '');
    };
    draw();
    return h('div', {}, h('label', { class: 'field' }, h('span', { class: 'label' }, 'Class'), select), host);
  }

  private changes(kind: 'fixed' | 'broken', total: number): HTMLElement {
    const list = h('ol', { class: 'mistakes', 'data-testid': `changes-${kind}` });
    const more = h('div', { class: 'runs-below' });
    const title = kind === 'fixed' ? 'Fixed: found by the second run only' : 'Broken: found by the first run only';
    const load = (after: string | null): Promise<void> =>
      filled(more, async () => {
        const page = await this.context.client.changes(this.first, this.second, kind, '', after);
        list.append(...page.items.map((one) => this.change(one)));
        return page.next ? [h('button', { type: 'button', class: 'button', onclick: () => void load(page.next) }, 'Show more')] : [];
      });
    if (total) void load(null);
    return section(title, h('p', { class: 'hint', 'data-testid': `total-${kind}` }, total ? plural(total, 'object') : 'None.'), list, more);
  }

  /** Opens the object in the run that missed it. */
  private change({ kind, first, second }: Changed): HTMLElement {
    const [run, entry] = kind === 'fixed' ? [this.first, first] : [this.second, second];
    const found = kind === 'fixed' ? second : first;
    return h(
      'li',
      {},
      h(
        'a',
        { class: 'mistake-row change-row', href: hashOf({ run, mistake: entry.number, kind: 'misses' }), 'data-testid': `change-${kind}` },
        h('span', { class: 'mistake-what' }, h('b', {}, entry.label), h('span', { class: 'hint' }, found.prediction?.score == null ? '' : `found with ${found.prediction.score.toFixed(2)}`)),
        h('span', { class: 'mistake-frame number' }, entry.frame.index === null ? '' : `frame ${count(entry.frame.index)}`, h('span', { class: 'hint' }, exactTime(entry.frame.nanos))),
      ),
    );
  }
}

function card(name: string, run: Run): HTMLElement {
  const when = h('span', { class: 'hint' });
  if (run.result) setText(when, `scored ${ago(run.result.saved_at)}`);
  return h('a', { class: 'part compared-run', href: hashOf({ run: run.id }) }, h('span', { class: 'hint' }, name), h('b', {}, `${run.model.name} ${run.model.version}`), when);
}

function differenceTable(figures: Difference[], name: string): HTMLElement {
  const shares = figures.filter((one) => !isCount(one.name));
  const most = Math.max(0.05, ...shares.flatMap(({ difference, low, high }) => [difference, low, high].map((x) => Math.abs(x ?? 0))));
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': `Differences: ${name}` },
    h(
      'table',
      { class: 'parts', 'data-testid': 'differences' },
      h('thead', {}, h('tr', {}, ...['Figure', 'First', 'Second', 'Difference', 'Range'].map((title, i) => h('th', { scope: 'col', class: i ? 'number' : null }, title)))),
      h('tbody', {}, ...inOrder(figures).map((one) => row(one, most))),
    ),
  );
}

function row({ name, first, second, difference, low, high }: Difference, most: number): HTMLElement {
  const better = difference === null || difference === 0 ? 0 : difference > 0 === !LESS.has(name) ? 1 : -1;
  const sure = low !== null && high !== null && (low > 0 || high < 0);
  const word = better > 0 ? 'better' : better < 0 ? 'worse' : '';
  return h(
    'tr',
    { 'data-figure': name, 'data-better': better, 'data-sure': String(sure) },
    h('th', { scope: 'row', title: explain(name) }, name),
    h('td', { class: 'number' }, number(name, first)),
    h('td', { class: 'number' }, number(name, second)),
    h('td', { class: 'number change' }, h('span', { class: 'change-value' }, signed(name, difference)), word ? h('span', { class: 'hint change-word' }, `${better > 0 ? '▲' : '▼'} ${word}`) : null),
    h('td', { class: 'number with-bar' }, range(name, low, high, signed) || '–', isCount(name) ? null : differenceBar(difference, low, high, most)),
  );
}

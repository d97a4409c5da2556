import { h } from '../dom';
import { count } from '../format';
import { bar, explain, figure, inOrder, isCount, main, number, range } from './figures';
import type { Figure, Part } from './wire';

/** All figures of a part: shares with their ranges on one scale. */
export function figureList(part: Part): HTMLElement {
  const shares = inOrder(part.figures).filter(({ name }) => !isCount(name));
  return h('dl', { class: 'figures', 'data-testid': 'figures' }, ...shares.map((one) => figureRow(one)));
}

function figureRow(one: Figure): HTMLElement {
  const { name, value, low, high } = one;
  const says = value === null ? 'no value' : range(name, low, high) || 'no range';
  return h('div', { class: 'figure', 'data-figure': name, 'data-value': value ?? '', 'data-low': low ?? '', 'data-high': high ?? '' }, h('dt', {}, h('b', {}, name), h('span', { class: 'hint' }, explain(name))), h('dd', {}, h('span', { class: 'figure-value' }, number(name, value)), bar(one), h('span', { class: 'hint figure-range' }, says)));
}

/** Parts below each other, with the figures by which they are compared. */
export function partTable(what: string, parts: Part[], open: ((part: Part, kind: string) => void) | null): HTMLElement {
  const first = parts[0] && main(parts[0]);
  const names = [first?.name ?? 'AP', 'precision', 'recall', 'F1'];
  const head = [what, 'Objects', ...names, 'False alarms', 'Misses'];
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': what },
    h(
      'table',
      { class: 'parts', 'data-testid': `parts-${what.toLowerCase()}` },
      h('thead', {}, h('tr', {}, ...head.map((name, i) => h('th', { scope: 'col', class: i ? 'number' : null }, name)))),
      h('tbody', {}, ...parts.map((part) => partRow(part, names, open))),
    ),
  );
}

function partRow(part: Part, names: string[], open: ((part: Part, kind: string) => void) | null): HTMLElement {
  const cells = names.map((name, i) => {
    const one = figure(part, name);
    if (!one) return h('td', { class: 'number' }, '–');
    return h('td', { class: i ? 'number' : 'number with-bar', title: range(name, one.low, one.high) || null }, number(name, one.value), i ? null : bar(one));
  });
  const tally = (name: string, kind: string): HTMLElement => {
    const value = figure(part, name)?.value ?? null;
    const text = value === null ? '–' : count(value);
    return h('td', { class: 'number' }, open && value ? h('button', { type: 'button', class: 'button small quiet', 'data-testid': `show-${kind}`, 'aria-label': `Show the ${text} ${kind.replace('_', ' ')} of ${part.name}`, onclick: () => open(part, kind) }, text) : text);
  };
  return h('tr', { 'data-name': part.name }, h('th', { scope: 'row' }, part.name), h('td', { class: 'number' }, count(part.support)), ...cells, tally('FP', 'false_alarms'), tally('FN', 'misses'));
}

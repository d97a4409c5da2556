import { h } from '../dom';
import type { Rule, Summary, Wanted } from './wire';

const FIGURES = ['AP', 'AP50', 'AP75', 'mAP', 'precision', 'recall', 'F1', 'FP', 'FN'];
const CHECKS: [Rule['check'], string][] = [['at_least', 'is at least'], ['at_most', 'is at most'], ['drop_at_most', 'drops by at most'], ['rise_at_most', 'rises by at most']];
const PARTS: [string, string][] = [['', 'Everything'], ['class', 'A class'], ['slice:small', 'Small objects'], ['slice:medium', 'Medium objects'], ['slice:large', 'Large objects'], ['slice:occluded', 'Occluded objects'], ['slice:in full view', 'Objects in full view']];

/** The rules that a new run shall meet. */
export class GateForm {
  readonly element: HTMLElement;
  private readonly rules = h('ul', { class: 'gate-rules' });
  private readonly ranges = h('input', { type: 'checkbox', 'data-testid': 'gate-ranges' });
  private readonly baseline = h('select', { 'data-testid': 'gate-baseline' }, h('option', { value: '' }, 'No run'));

  constructor() {
    this.element = h(
      'div',
      { class: 'gate-form' },
      this.rules,
      h('div', { class: 'actions' }, h('button', { type: 'button', class: 'button small', 'data-testid': 'gate-add', onclick: () => this.add() }, 'Add a rule')),
      h('label', { class: 'tick' }, this.ranges, 'A rule passes only if the whole range is within its limit'),
      h('label', { class: 'field' }, h('span', { class: 'label' }, 'Drops and rises are measured from'), this.baseline),
    );
  }

  offer(runs: Summary[]): void {
    this.baseline.append(...runs.map(({ id, model }) => h('option', { value: id }, `${model.name} ${model.version}`)));
  }

  /** The gate, or null without rules. */
  get value(): Wanted['gate'] {
    const rules = [...this.rules.children].map((row) => ruleOf(row));
    return rules.length ? { rules, intervals: this.ranges.checked, baseline: this.baseline.value || null } : null;
  }

  private add(): void {
    const label = h('input', { type: 'text', name: 'label', placeholder: 'Class', 'aria-label': 'Class', hidden: true });
    const part = h('select', { name: 'part', 'aria-label': 'Part', onchange: () => (label.hidden = part.value !== 'class') }, ...PARTS.map(([value, name]) => h('option', { value }, name)));
    const row = h(
      'li',
      { 'data-testid': 'gate-rule' },
      part,
      label,
      h('select', { name: 'figure', 'aria-label': 'Figure' }, ...FIGURES.map((name) => h('option', { value: name }, name))),
      h('select', { name: 'check', 'aria-label': 'Check' }, ...CHECKS.map(([value, name]) => h('option', { value }, name))),
      h('input', { type: 'number', name: 'limit', step: 'any', required: true, 'aria-label': 'Limit', placeholder: '0.5' }),
      h('button', { type: 'button', class: 'button small quiet', onclick: () => row.remove() }, 'Remove'),
    );
    this.rules.append(row);
    part.focus();
  }
}

function ruleOf(row: Element): Rule {
  const value = (name: string): string => row.querySelector<HTMLInputElement | HTMLSelectElement>(`[name=${name}]`)!.value;
  const part = value('part');
  const scope = part === '' ? 'overall' : part === 'class' ? 'class' : 'slice';
  return { scope, name: scope === 'class' ? value('label').trim() : part.replace(/^slice:/, ''), figure: value('figure'), check: value('check') as Rule['check'], limit: Number(value('limit')) };
}

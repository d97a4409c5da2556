import type { Filter } from './api';
import { byId, h, setAttribute, setText } from './dom';
import { count } from './format';
import { icon } from './icons';
import { isOrder, ORDERS, type Order } from './order';
import { STATUS_WORDS } from './status';
import { FAILED, STATUSES, type Count, type Status } from './types';

/** The filter by project, text and statuses, kept in the URL so that a reload or a link shows the same list. */
export class Filters {
  private readonly project = byId<HTMLSelectElement>('project');
  private readonly text = byId<HTMLInputElement>('text');
  private readonly chips = new Map<Status | '', HTMLButtonElement>();
  private readonly statuses = new Set<Status>();
  private readonly clearFailed = h('button', { type: 'button', class: 'button quiet small clear-failed', 'data-testid': 'clear-failed', title: 'Delete the videos that failed, were rejected or were cancelled' });
  private readonly sort = h('select', { class: 'small', 'aria-label': 'Sort', 'data-testid': 'sort' }, ...Object.entries(ORDERS).map(([value, text]) => h('option', { value }, text)));
  private readonly label = h('button', { type: 'button', class: 'chip', 'data-testid': 'label-filter', 'aria-pressed': 'true', hidden: true, onclick: () => this.setLabel('') });
  private timer = 0;

  constructor(
    private readonly changed: (filter: Filter, order: Order) => void,
    clearFailed: () => void,
  ) {
    const query = new URLSearchParams(location.search);
    this.text.value = query.get('text') ?? '';
    this.setProjects([], query.get('project') ?? '');
    for (const status of query.get('status')?.split(',') ?? []) if (STATUSES.some((known) => known === status)) this.statuses.add(status as Status);
    for (const status of ['', ...STATUSES] as const) {
      const chip = h('button', { type: 'button', class: 'chip', 'data-status': status || 'all', 'data-testid': `status-${status || 'all'}`, onclick: () => this.toggle(status) }, status && icon(status), h('span', {}, status ? STATUS_WORDS[status] : 'All'), h('span', { class: 'chip-count' }));
      this.chips.set(status, chip);
      byId('statuses').append(chip);
    }
    this.clearFailed.addEventListener('click', clearFailed);
    byId('statuses').append(h('span', { class: 'statuses-end' }, this.label, this.clearFailed, this.sort));
    this.showLabel(query.get('label') ?? '');
    const order = query.get('sort');
    if (isOrder(order)) this.sort.value = order;
    this.sort.addEventListener('change', () => this.tell());
    this.project.addEventListener('change', () => this.tell());
    this.text.addEventListener('input', () => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.tell(), 250);
    });
    this.setCounts({ total: 0, by_status: {} });
  }

  get value(): Filter {
    return { project: this.project.value, text: this.text.value.trim(), label: this.label.dataset.label ?? '', statuses: new Set(this.statuses) };
  }

  get order(): Order {
    return isOrder(this.sort.value) ? this.sort.value : 'newest';
  }

  setOrder(order: Order): void {
    this.sort.value = order;
    this.tell();
  }

  setProjects(projects: string[], chosen = this.project.value): void {
    const all = [...new Set([...projects, chosen])].filter(Boolean).sort();
    this.project.replaceChildren(h('option', { value: '' }, 'All projects'), ...all.map((value) => h('option', { value }, value)));
    this.project.value = chosen;
  }

  /** Adds a newly seen project. */
  addProject(project: string): void {
    const known = [...this.project.options].map(({ value }) => value);
    if (project && !known.includes(project)) this.setProjects([...known, project]);
  }

  setCounts({ total, by_status }: Count): void {
    for (const [status, chip] of this.chips) {
      const number = status ? (by_status[status] ?? 0) : total;
      const pressed = status ? this.statuses.has(status) : !this.statuses.size;
      setAttribute(chip, 'aria-pressed', String(pressed));
      chip.lastElementChild!.textContent = count(number);
      // Statuses without videos are hidden unless they are selected.
      chip.hidden = status !== '' && !number && !pressed;
    }
    const failed = FAILED.reduce((sum, status) => sum + (by_status[status] ?? 0), 0);
    this.clearFailed.hidden = !failed;
    setText(this.clearFailed, `Clear failed (${count(failed)})`);
  }

  clear(): void {
    this.project.value = '';
    this.text.value = '';
    this.showLabel('');
    this.statuses.clear();
    this.tell();
  }

  /** Shows only videos with a label, or all with ''. */
  setLabel(label: string): void {
    this.showLabel(label);
    this.tell();
  }

  private showLabel(label: string): void {
    this.label.hidden = !label;
    this.label.dataset.label = label;
    this.label.replaceChildren(h('span', {}, `Label: ${label}`), icon('close'));
    this.label.setAttribute('aria-label', `Label: ${label}, press to show all`);
  }

  private toggle(status: Status | ''): void {
    if (!status) this.statuses.clear();
    else if (!this.statuses.delete(status)) this.statuses.add(status);
    this.tell();
  }

  private tell(): void {
    clearTimeout(this.timer);
    const { project, text, label, statuses } = this.value;
    const query = new URLSearchParams(Object.entries({ project, text, label, status: [...statuses].join(','), sort: this.order === 'newest' ? '' : this.order }).filter(([, value]) => value));
    history.replaceState(history.state, '', location.pathname + (query.size ? `?${query}` : '') + location.hash);
    this.changed(this.value, this.order);
  }
}

import { h, setAttribute } from './dom';
import { icon } from './icons';
import type { Order } from './order';

/** A column with the order that its heading selects, and the one that it selects when pressed again. */
const COLUMNS: readonly { name: string; key: string; orders?: readonly [Order, Order] }[] = [
  { name: 'Title', key: 'what', orders: ['title', 'title-down'] },
  { name: 'Status', key: 'status', orders: ['status', 'status'] },
  { name: 'Length', key: 'duration', orders: ['longest', 'shortest'] },
  { name: 'Picture', key: 'size' },
  { name: 'File size', key: 'bytes', orders: ['largest', 'smallest'] },
  { name: 'Project', key: 'project' },
  { name: 'Added', key: 'added', orders: ['newest', 'oldest'] },
];

const RISING: readonly Order[] = ['title', 'shortest', 'smallest', 'oldest', 'status'];

/** The headings of the list's columns on wide screens. */
export class Columns {
  readonly element: HTMLElement;
  private readonly cells: HTMLElement[];

  constructor(choose: (order: Order) => void) {
    this.cells = COLUMNS.map(({ name, key, orders }) => {
      const cell = h('span', { role: 'columnheader', class: `head-${key}` });
      if (orders) {
        const press = (): void => choose(cell.dataset.order === orders[0] ? orders[1] : orders[0]);
        cell.append(h('button', { type: 'button', class: 'head-button', 'data-testid': `sort-${key}`, onclick: press }, name, h('span', { class: 'head-icon' }, icon('up'), icon('down'))));
      } else cell.append(name);
      return cell;
    });
    this.element = h('div', { role: 'rowgroup', class: 'head-group' }, h('div', { role: 'row', class: 'head', 'data-testid': 'columns' }, h('span', { role: 'columnheader', class: 'head-first' }, h('span', { class: 'unseen' }, 'Selection and poster')), ...this.cells));
  }

  set(order: Order): void {
    COLUMNS.forEach(({ orders }, i) => {
      const chosen = orders?.includes(order) ?? false;
      setAttribute(this.cells[i]!, 'aria-sort', chosen ? (RISING.includes(order) ? 'ascending' : 'descending') : null);
      setAttribute(this.cells[i]!, 'data-order', chosen ? order : null);
    });
  }
}

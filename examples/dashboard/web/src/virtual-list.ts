const SPARE = 6;

export interface Rows {
  readonly height: number;
  /** Creates a row of the grid with its cells, which is filled many times. */
  create(): HTMLElement;
  fill(row: HTMLElement, index: number): void;
  /** The row has been visible for a while, so expensive content may be loaded. */
  settled(row: HTMLElement, index: number): void;
  open(index: number): void;
  delete(index: number): void;
  /** Selects a row in addition, or no longer; or all rows up to it. */
  select(index: number, upTo: boolean): void;
  selectAll(): void;
  /** These rows are visible. */
  visible(first: number, last: number): void;
}

/** A grid of many rows, of which only the visible ones and the focused one are in the document. */
export class VirtualList {
  /** The grid: headings of columns, and the rows, which scroll. */
  readonly grid = document.createElement('div');
  private readonly box = document.createElement('div');
  private readonly space = document.createElement('div');
  private readonly shown = new Map<number, HTMLElement>();
  private readonly spare: HTMLElement[] = [];
  private length = 0;
  private current = 0;
  private frame = 0;
  private rest = 0;

  constructor(
    parent: HTMLElement,
    label: string,
    head: HTMLElement,
    private readonly rows: Rows,
  ) {
    this.grid.className = 'grid';
    this.grid.dataset.testid = 'video-list';
    this.box.className = 'list';
    Object.entries({ role: 'grid', 'aria-label': label, 'aria-rowcount': '0', 'aria-multiselectable': 'true' }).forEach(([name, value]) => this.grid.setAttribute(name, value));
    this.space.className = 'list-space';
    this.space.setAttribute('role', 'rowgroup');
    this.box.append(this.space);
    this.grid.append(head, this.box);
    parent.append(this.grid);
    this.box.addEventListener('scroll', () => this.soon(), { passive: true });
    this.box.addEventListener('keydown', (event) => this.key(event));
    this.box.addEventListener('focusin', (event) => this.setCurrent(this.indexOf(event.target)));
    this.box.addEventListener('click', (event) => {
      const index = this.indexOf(event.target);
      if (index < 0) return;
      this.go(index);
      const box = (event.target as HTMLElement).closest('.row-check') !== null;
      if (box || event.ctrlKey || event.metaKey || event.shiftKey) this.rows.select(index, event.shiftKey);
      else this.rows.open(index);
    });
    new ResizeObserver(() => this.soon()).observe(this.box);
    new ResizeObserver(() => this.grid.style.setProperty('--scroll-bar', `${this.box.offsetWidth - this.box.clientWidth}px`)).observe(this.space);
  }

  /** Redraws after `above` rows were inserted before the first, without moving the visible ones. */
  set(length: number, above = 0): void {
    this.length = length;
    this.grid.setAttribute('aria-rowcount', String(length));
    this.space.style.height = `${length * this.rows.height}px`;
    if (above && this.box.scrollTop > 0) this.box.scrollTop += above * this.rows.height;
    const focused = this.space.contains(document.activeElement);
    this.current = Math.max(0, Math.min(this.current + above, length - 1));
    this.draw(true);
    if (focused) this.shown.get(this.current)?.focus({ preventScroll: true });
  }

  /** Updates a changed row, which costs nothing if it is not visible. */
  touch(index: number): void {
    const row = this.shown.get(index);
    if (row) this.fill(row, index);
  }

  touchAll(): void {
    for (const [index, row] of this.shown) this.fill(row, index);
  }

  focus(index = this.current): void {
    if (this.length) this.go(index);
  }

  top(): void {
    this.box.scrollTop = 0;
    this.current = 0;
  }

  private soon(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.draw(false);
    });
  }

  private draw(refill: boolean): void {
    const { height } = this.rows;
    const top = this.box.scrollTop;
    const seen = Math.floor(top / height);
    const last = Math.min(this.length - 1, Math.ceil((top + this.box.clientHeight) / height));
    const from = Math.max(0, seen - SPARE);
    const to = Math.min(this.length - 1, last + SPARE);
    for (const [index, row] of this.shown) {
      if (((index < from || index > to) && index !== this.current) || index >= this.length) {
        this.shown.delete(index);
        row.remove();
        this.spare.push(row);
      }
    }
    for (let index = from; index <= to; index++) this.row(index, refill);
    if (this.length) this.row(this.current, refill);
    this.rows.visible(Math.max(0, seen), last);
    this.settle();
  }

  /** Reports the visible rows as settled once nothing has moved for a while. */
  settle(): void {
    clearTimeout(this.rest);
    this.rest = window.setTimeout(() => this.shown.forEach((row, index) => this.rows.settled(row, index)), 90);
  }

  private row(index: number, refill: boolean): void {
    let row = this.shown.get(index);
    if (row && !refill) return;
    if (!row) {
      row = this.spare.pop() ?? this.rows.create();
      row.dataset.index = String(index);
      row.style.transform = `translateY(${index * this.rows.height}px)`;
      row.setAttribute('aria-rowindex', String(index + 1));
      // Screen readers follow the order in the document.
      let after: number | undefined;
      for (const other of this.shown.keys()) if (other > index && (after === undefined || other < after)) after = other;
      this.space.insertBefore(row, after === undefined ? null : this.shown.get(after)!);
      this.shown.set(index, row);
    }
    this.fill(row, index);
  }

  private fill(row: HTMLElement, index: number): void {
    const tabIndex = index === this.current ? 0 : -1;
    if (row.tabIndex !== tabIndex) row.tabIndex = tabIndex;
    this.rows.fill(row, index);
  }

  private setCurrent(index: number): void {
    if (index < 0 || index === this.current) return;
    const old = this.shown.get(this.current);
    if (old) old.tabIndex = -1;
    this.current = index;
    const row = this.shown.get(index);
    if (row) row.tabIndex = 0;
  }

  private go(index: number): void {
    const { height } = this.rows;
    const old = this.current;
    this.current = Math.max(0, Math.min(this.length - 1, index));
    const top = this.current * height;
    const room = this.box.clientHeight;
    if (top < this.box.scrollTop) this.box.scrollTop = top;
    else if (top + height > this.box.scrollTop + room) this.box.scrollTop = top + height - room;
    this.draw(false);
    this.touch(old);
    this.touch(this.current);
    this.shown.get(this.current)?.focus({ preventScroll: true });
  }

  private indexOf(target: EventTarget | null): number {
    const row = (target as HTMLElement | null)?.closest<HTMLElement>('[role=row]');
    return row ? Number(row.dataset.index) : -1;
  }

  private key(event: KeyboardEvent): void {
    if (event.altKey || !this.length) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key !== 'a') return;
      this.rows.selectAll();
      event.preventDefault();
      return;
    }
    const page = Math.max(1, Math.floor(this.box.clientHeight / this.rows.height) - 1);
    const moves: Record<string, number> = {
      ArrowDown: this.current + 1,
      ArrowUp: this.current - 1,
      PageDown: this.current + page,
      PageUp: this.current - page,
      Home: 0,
      End: this.length - 1,
    };
    const to = moves[event.key];
    if (to !== undefined) {
      if (event.shiftKey) this.rows.select(this.current, true);
      this.go(to);
      if (event.shiftKey) this.rows.select(this.current, true);
    } else if (event.key === 'Enter') this.rows.open(this.current);
    else if (event.key === ' ') this.rows.select(this.current, event.shiftKey);
    else if (event.key === 'Delete') this.rows.delete(this.current);
    else return;
    event.preventDefault();
  }
}

import { h } from '../dom';
import { count } from '../format';
import { filled, type RunsContext } from './page';
import { hashOf, type Place } from './place';
import { exactTime, kindBadge, verdictWord } from './words';
import type { Entry, Result } from './wire';

const KINDS: [string, string][] = [['mistakes', 'All mistakes'], ['false_alarms', 'False alarms'], ['misses', 'Misses'], ['hits', 'Hits']];
const ORDERS: [string, string][] = [['time', 'By video and time'], ['score', 'Surest first'], ['doubt', 'Doubtful truth first']];

/** The list of what a run got wrong; each entry opens the film at its frame. */
export class Mistakes {
  readonly element: HTMLElement;
  private readonly list = h('ol', { class: 'mistakes', 'data-testid': 'mistakes' });
  private readonly total = h('p', { class: 'hint', role: 'status', 'data-testid': 'mistakes-total' });
  private readonly more = h('div', { class: 'runs-below' });
  private readonly titles: Map<string, string>;
  private readonly selects: [keyof Place, HTMLSelectElement][];
  private place: Place | null = null;
  private listed = '';

  constructor(
    private readonly context: RunsContext,
    private readonly run: string,
    { classes, videos }: Result,
  ) {
    this.titles = new Map(videos.map(({ id, title }) => [id, title]));
    const select = (name: keyof Place, label: string, options: [string, string][]): HTMLElement => {
      const element = h('select', { 'data-testid': `mistakes-${name}`, onchange: () => this.context.go({ ...this.place!, [name]: element.value }, true) }, ...options.map(([value, text]) => h('option', { value }, text)));
      this.selects.push([name, element]);
      return h('label', { class: 'field stacked-field' }, h('span', { class: 'label' }, label), element);
    };
    this.selects = [];
    this.element = h(
      'div',
      { class: 'mistakes-part' },
      h('div', { class: 'mistakes-filter' }, select('kind', 'Show', KINDS), select('class', 'Class', [['', 'All classes'], ...classes.map(({ name }): [string, string] => [name, name])]), select('video', 'Video', [['', 'All videos'], ...videos.map(({ id, title }): [string, string] => [id, title])]), select('sort', 'Order', ORDERS)),
      this.total,
      this.list,
      this.more,
    );
  }

  show(place: Place): void {
    this.place = place;
    for (const [name, select] of this.selects) select.value = String(place[name]);
    const listed = `${place.kind} ${place.class} ${place.video} ${place.sort}`;
    if (listed === this.listed) return;
    this.listed = listed;
    this.list.replaceChildren();
    void this.load(null, listed);
  }

  private async load(after: string | null, listed: string): Promise<void> {
    const place = this.place!;
    await filled(this.more, async () => {
      const { items, total, next } = await this.context.client.entries(this.run, place, after);
      if (listed !== this.listed) return [];
      this.list.append(...items.map((entry) => this.item(entry)));
      this.total.textContent = total ? `${count(total)} in all` : 'There are none.';
      return next ? [h('button', { type: 'button', class: 'button', 'data-testid': 'mistakes-more', onclick: () => void this.load(next, listed) }, 'Show more')] : [];
    });
  }

  private item(entry: Entry): HTMLElement {
    const { number, kind, verdict, frame, label, score, video_id } = entry;
    const href = (): string => hashOf({ ...this.place!, mistake: number });
    return h(
      'li',
      {},
      h(
        'a',
        { class: 'mistake-row', href: href(), 'data-testid': 'mistake-row', 'data-number': number, 'data-kind': kind, 'data-nanos': frame.nanos, 'data-video': video_id },
        kindBadge(kind),
        h('span', { class: 'mistake-what' }, h('b', {}, label), h('span', { class: 'hint' }, verdictWord(verdict))),
        h('span', { class: 'mistake-score number' }, score === null ? '' : score.toFixed(2)),
        h('span', { class: 'mistake-video' }, this.titles.get(video_id) ?? ''),
        h('span', { class: 'mistake-frame number' }, frame.index === null ? '' : `frame ${count(frame.index)}`, h('span', { class: 'hint' }, exactTime(frame.nanos))),
      ),
    );
  }
}

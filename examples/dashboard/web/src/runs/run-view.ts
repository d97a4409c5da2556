import { sentence } from '../api';
import { h, setText } from '../dom';
import { ago, count, date, plural } from '../format';
import { icon } from '../icons';
import { figure } from './figures';
import { Mistakes } from './mistakes';
import { filled, head, note, section, type RunsContext, type RunsView } from './page';
import { hashOf, type Place } from './place';
import { figureList, partTable } from './tables';
import { Viewer } from './viewer';
import { gateBadge, objects, settings } from './words';
import type { Gate, Result, Run, RunVideo } from './wire';

const LOOK_AGAIN = 700;

/** One run: its figures, what the gate says, and what it got wrong. */
export class RunView implements RunsView {
  readonly element = h('div', { class: 'runs-view', 'data-testid': 'run', 'data-state': 'loading' });
  private place: Place;
  private mistakes: Mistakes | null = null;
  private viewer: Viewer | null = null;
  private closed = false;

  constructor(
    private readonly context: RunsContext,
    private readonly id: string,
    place: Place,
  ) {
    this.place = place;
    this.element.append(head({ hash: hashOf({}), name: 'Runs' }, 'A run'), h('p', { class: 'hint' }, 'Loading…'));
    void this.load();
  }

  update(place: Place): void {
    this.place = place;
    this.mistakes?.show(place);
    if (place.mistake === null) {
      const seen = this.viewer;
      this.viewer = null;
      seen?.close();
    } else if (this.viewer) void this.viewer.show(place);
    else if (this.mistakes) this.look();
  }

  close(): void {
    this.closed = true;
    this.viewer?.close();
  }

  private async load(): Promise<void> {
    try {
      const run = await this.context.client.run(this.id);
      if (this.closed) return;
      this.element.dataset.state = run.state;
      if (run.state === 'scoring') this.wait(run);
      else if (!run.result) this.say(run, note(run.reason ?? 'The run came to nothing.', 'warning'));
      else this.draw(run, run.result);
    } catch (e) {
      if (!this.closed) this.element.replaceChildren(head({ hash: hashOf({}), name: 'Runs' }, 'A run'), note(sentence(e) ?? '', 'warning'));
    }
  }

  private say(run: Run, text: HTMLElement): void {
    this.element.replaceChildren(head({ hash: hashOf({}), name: 'Runs' }, title(run)), text);
  }

  private wait(run: Run): void {
    this.say(run, note('The model is being scored…'));
    setTimeout(() => !this.closed && void this.load(), LOOK_AGAIN);
  }

  private draw(run: Run, result: Result): void {
    const others = h('select', { class: 'button', 'aria-label': 'Compare with another run', 'data-testid': 'compare-with', onchange: () => this.context.go({ run: others.value, with: this.id }) }, h('option', { value: '' }, 'Compare with…'));
    void this.offer(others, result);
    const remove = h('button', { type: 'button', class: 'button danger', 'data-testid': 'run-delete', onclick: () => void this.remove(remove) }, 'Delete');
    const { parameters, overall } = result;
    this.element.replaceChildren(
      head({ hash: hashOf({}), name: 'Runs' }, title(run), result.gate ? gateBadge(result.gate.verdict) : null, others, remove),
      h('p', { class: 'runs-meta' }, ...[`${objects(overall.support)} in ${plural(result.videos.length, 'video')}`, ...settings(parameters)].map((each) => h('span', {}, each)), h('span', { title: date(result.saved_at) }, `scored ${ago(result.saved_at)}${result.by ? ` by ${result.by}` : ''}`)),
      ...(result.unavailable ? [note(result.unavailable, 'warning')] : []),
      this.tiles(result),
      ...(result.gate ? [this.gate(result.gate)] : []),
      section('Figures', figureList(overall), h('p', { class: 'hint runs-explain' }, ranges(result))),
      section('Classes', partTable('Class', result.classes, result.unavailable ? null : (part, kind) => this.narrow({ class: part.name, kind }))),
      ...(result.unavailable ? [] : [this.slices(), this.ledger(result)]),
      section('Videos', videoTable(result.videos)),
    );
    if (this.place.mistake !== null && !result.unavailable) this.look();
  }

  private tiles({ overall, unavailable }: Result): HTMLElement {
    const tile = (name: string, figureName: string, kind: string): HTMLElement => {
      const value = figure(overall, figureName)?.value ?? null;
      const text = value === null ? '–' : count(value);
      return h('div', { class: 'tile' }, h('dt', {}, name), h('dd', {}, unavailable || !value ? text : h('button', { type: 'button', class: 'tile-button', 'data-testid': `tile-${kind}`, onclick: () => this.narrow({ kind, class: '' }) }, text)));
    };
    return h('dl', { class: 'tiles run-tiles' }, h('div', { class: 'tile' }, h('dt', {}, 'Objects of the truth'), h('dd', {}, count(overall.support))), tile('Hits', 'TP', 'hits'), tile('False alarms', 'FP', 'false_alarms'), tile('Misses', 'FN', 'misses'));
  }

  private gate(gate: Gate): HTMLElement {
    const how = gate.intervals ? 'A rule passes if the whole range is within its limit.' : 'The figures decide, whatever their ranges.';
    const baseline = gate.baseline ? h('a', { href: hashOf({ run: gate.baseline, with: this.id }) }, 'Compare with the run that it measures from') : null;
    return section('Gate', h('ul', { class: 'gate', 'data-testid': 'gate' }, ...gate.findings.map(({ verdict, reason }) => h('li', { 'data-verdict': verdict }, gateBadge(verdict), h('span', {}, reason)))), h('p', { class: 'hint runs-explain' }, `${how} `, baseline));
  }

  private slices(): HTMLElement {
    const host = h('div', { 'data-testid': 'slices' });
    void filled(host, async () => [partTable('Slice', await this.context.client.slices(this.id), null)]);
    return section('Slices', host);
  }

  private ledger(result: Result): HTMLElement {
    this.mistakes = new Mistakes(this.context, this.id, result);
    this.mistakes.show(this.place);
    const part = section('What it got wrong', this.mistakes.element);
    part.dataset.testid = 'ledger';
    return part;
  }

  private narrow(to: Partial<Place>): void {
    this.context.go({ ...this.place, ...to, mistake: null }, true);
    this.mistakes?.element.scrollIntoView({ block: 'start', behavior: 'smooth' });
    this.mistakes?.element.querySelector('select')?.focus({ preventScroll: true });
  }

  private look(): void {
    this.viewer = new Viewer(this.context.client, this.id, this.place, {
      moved: (mistake) => this.moved(mistake),
      token: () => this.context.token(),
      edit: (video, frame) => this.context.edit(video, frame),
    });
  }

  private moved(mistake: number | null): void {
    const before = this.place.mistake;
    this.context.go({ ...this.place, mistake }, true);
    if (mistake === null) this.element.querySelector<HTMLElement>(`[data-number="${before}"]`)?.focus();
  }

  /** Offers the other runs of the same project. */
  private async offer(select: HTMLSelectElement, { project }: Result): Promise<void> {
    try {
      const { items } = await this.context.client.list(project ? { project } : {}, null, 100);
      const rest = items.filter(({ id }) => id !== this.id);
      select.append(...rest.map(({ id, model, saved_at }) => h('option', { value: id }, `${model.name} ${model.version}, ${ago(saved_at)}`)));
      select.disabled = !rest.length;
    } catch (e) {
      this.context.error(sentence(e) ?? '');
    }
  }

  private async remove(button: HTMLButtonElement): Promise<void> {
    // The second press within a few seconds deletes.
    if (button.dataset.sure !== 'true') {
      button.dataset.sure = 'true';
      setText(button, 'Delete for good?');
      setTimeout(() => {
        delete button.dataset.sure;
        setText(button, 'Delete');
      }, 5000);
      return;
    }
    try {
      await this.context.client.delete(this.id);
      this.context.info('The run was deleted.');
      this.context.go({}, true);
    } catch (e) {
      this.context.error(sentence(e) ?? '');
    }
  }
}

function title({ model }: Run): HTMLElement {
  return h('span', { class: 'run-name' }, h('span', {}, model.name), h('span', { class: 'hint' }, model.version));
}

function ranges({ pieces, videos }: Result): string {
  return pieces
    ? `With ${plural(videos.length, 'video')} the ranges speak of other scenes of these videos, not of other videos: that takes at least five. They hold with a confidence of 95 %.`
    : 'The ranges speak of other videos like these, and hold with a confidence of 95 %. A figure that is the same in all samples has none.';
}

function videoTable(videos: RunVideo[]): HTMLElement {
  const revision = (number: number | null): string => (number === null ? 'gone' : `revision ${number}`);
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Videos' },
    h('table', { class: 'parts', 'data-testid': 'run-videos' }, h('thead', {}, h('tr', {}, ...['Video', 'Truth', 'Predictions'].map((name) => h('th', { scope: 'col' }, name)))), h('tbody', {}, ...videos.map(({ id, title: name, truth, predictions }) => h('tr', {}, h('th', { scope: 'row' }, truth === null && predictions === null ? name : h('a', { href: `#video=${encodeURIComponent(id)}` }, icon('film'), name)), h('td', {}, revision(truth)), h('td', {}, revision(predictions)))))),
  );
}

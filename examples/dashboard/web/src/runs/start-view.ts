import { sentence } from '../api';
import { h, setAttribute, setText } from '../dom';
import { plural } from '../format';
import { icon } from '../icons';
import { ReviewClient } from '../review/client';
import { FORMATS } from '../review/files';
import { GateForm } from './gate-form';
import { filled, head, section, type RunsContext, type RunsView } from './page';
import { hashOf, type Place } from './place';
import type { Candidate, CandidateRevision } from './wire';

/** A video in the form. */
interface Row {
  candidate: Candidate;
  take: HTMLInputElement;
  truth: HTMLSelectElement;
  predictions: HTMLSelectElement;
}

/** Prepares a new run: which model, against which truth of which videos, and how it is scored. */
export class StartView implements RunsView {
  readonly element: HTMLElement;
  private readonly project = h('select', { 'data-testid': 'start-project', onchange: () => void this.load() });
  private readonly source = h('select', { 'data-testid': 'start-source', onchange: () => this.preset() });
  private readonly format = h('select', { 'aria-label': 'Format of imported files', 'data-testid': 'start-format' }, ...FORMATS.map(([value, name]) => h('option', { value }, name)));
  private readonly name = h('input', { required: true, maxlength: 255, 'data-testid': 'start-name', autocomplete: 'off' });
  private readonly version = h('input', { required: true, maxlength: 255, 'data-testid': 'start-version', autocomplete: 'off' });
  private readonly protocol = h('select', { 'data-testid': 'start-protocol' }, h('option', { value: 'coco' }, 'COCO'), h('option', { value: 'voc' }, 'Pascal VOC'));
  private readonly overlap = h('input', { type: 'number', min: 0.01, max: 1, step: 0.01, value: 0.5, required: true, 'data-testid': 'start-overlap' });
  private readonly score = h('input', { type: 'number', step: 'any', value: 0.5, required: true, 'data-testid': 'start-score' });
  private readonly frames = h('select', { 'data-testid': 'start-frames' }, h('option', { value: 'truth' }, 'Every frame of the truth'), h('option', { value: 'both' }, 'Frames that both examined'));
  private readonly videos = h('div', {});
  private readonly gate = new GateForm();
  private readonly begin = h('button', { class: 'button primary', 'data-testid': 'start-run' }, 'Score');
  private readonly message = h('p', { class: 'runs-note warning', role: 'alert', 'data-testid': 'start-message', hidden: true });
  private rows: Row[] = [];

  constructor(
    private readonly context: RunsContext,
    private readonly place: Place,
  ) {
    const field = (label: string, input: HTMLElement, hint = ''): HTMLElement => h('label', { class: 'stacked-field' }, h('span', { class: 'label' }, label), input, hint ? h('span', { class: 'hint' }, hint) : null);
    const projects = context.projects();
    this.project.append(...projects.map((name) => h('option', { value: name }, name)));
    this.element = h(
      'form',
      { class: 'runs-view', 'data-testid': 'start', onsubmit: (event: Event) => void this.start(event) },
      head({ hash: hashOf({}), name: 'Runs' }, 'New run'),
      section('Model', h('div', { class: 'start-fields' }, projects.length > 1 ? field('Project', this.project) : null, field('Predictions saved by', this.source), field('Name', this.name), field('Version', this.version))),
      section('Videos', this.videos, h('div', { class: 'field start-import' }, h('span', { class: 'label' }, 'Format of predictions that are imported'), this.format)),
      section('Scoring', h('div', { class: 'start-fields' }, field('Figures', this.protocol), field('Least overlap of a hit', this.overlap), field('Least score that counts', this.score), field('Frames', this.frames, 'If the model says nothing about a frame, it found nothing there, unless only frames count that both examined.'))),
      section('Gate', this.gate.element),
      this.message,
      h('div', { class: 'actions start-end' }, this.begin),
    );
    void this.load();
    void context.client.list({}, null, 100).then(
      ({ items }) => this.gate.offer(items),
      () => undefined,
    );
  }

  update(): void {
    // There is one place only.
  }

  close(): void {
    // Nothing goes on.
  }

  private load(select: { video: string; revision: number } | null = null): Promise<void> {
    return filled(this.videos, async () => {
      const found: Candidate[] = [];
      for (let after: string | null = null; ; ) {
        const page: { items: Candidate[]; next: string | null } = await this.context.client.candidates(this.project.value, after);
        found.push(...page.items);
        after = page.next;
        if (!after || found.length >= 1000) break;
      }
      this.rows = found.map((candidate) => this.row(candidate));
      const sources = [...new Set(found.flatMap(({ revisions }) => revisions.filter(({ state }) => state !== 'approved').map(by)))];
      this.source.replaceChildren(...sources.map((name) => h('option', { value: name }, name)));
      this.preset();
      const row = select && this.rows.find(({ candidate }) => candidate.video_id === select.video);
      if (row && select) {
        row.predictions.value = String(select.revision);
        row.take.checked = row.truth.value !== row.predictions.value;
      }
      setAttribute(this.begin, 'disabled', !this.rows.length);
      return this.rows.length ? [this.table()] : [h('div', { class: 'no-film' }, icon('film'), h('p', {}, 'No video of this project has ground truth yet.'), h('p', { class: 'hint' }, 'Annotate a video or import annotations in its review first.'))];
    });
  }

  private table(): HTMLElement {
    return h(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Videos to score' },
      h(
        'table',
        { class: 'parts start-videos', 'data-testid': 'start-videos' },
        h('thead', {}, h('tr', {}, ...['Score', 'Video', 'Truth', 'Predictions', 'Import'].map((name) => h('th', { scope: 'col' }, name)))),
        h('tbody', {}, ...this.rows.map((row) => h('tr', { 'data-video': row.candidate.video_id }, h('td', {}, h('label', { class: 'run-choose' }, row.take)), h('th', { scope: 'row' }, row.candidate.title), h('td', { 'data-label': 'Truth' }, row.truth), h('td', { 'data-label': 'Predictions' }, row.predictions), h('td', {}, this.importer(row.candidate))))),
      ),
    );
  }

  private row(candidate: Candidate): Row {
    const { title, revisions } = candidate;
    const choice = (label: string): HTMLSelectElement => h('select', { 'aria-label': `${label} of ${title}` }, ...revisions.map((one) => h('option', { value: one.revision }, textOf(one))));
    return { candidate, take: h('input', { type: 'checkbox', 'aria-label': `Score ${title}`, 'data-testid': 'start-take' }), truth: choice('Truth'), predictions: choice('Predictions') };
  }

  private importer({ video_id, title }: Candidate): HTMLElement {
    const file = h('input', { type: 'file', hidden: true, 'data-testid': 'start-file' });
    file.addEventListener('change', () => void this.take(video_id, file));
    return h('span', {}, h('button', { type: 'button', class: 'button small', 'aria-label': `Import predictions for ${title}`, onclick: () => file.click() }, 'Import'), file);
  }

  private async take(video: string, input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    input.value = '';
    if (!file) return;
    try {
      const { revision, losses } = await new ReviewClient(video, () => this.context.token()).import(this.format.value, file);
      this.context.info(`Revision ${revision.revision} has the ${plural(revision.annotations, 'box', 'boxes')} of the file.${losses.items.length ? ` Lost on the way: ${losses.items.map(({ kind, count }) => `${kind} (${count})`).join(', ')}.` : ''}`);
      await this.load({ video, revision: revision.revision });
    } catch (e) {
      this.say(sentence(e) ?? '');
    }
  }

  /** Chooses what the source saved last, against the truth that people approved last. */
  private preset(): void {
    const source = this.source.value;
    for (const { candidate, take, truth, predictions } of this.rows) {
      const { revisions, video_id } = candidate;
      const found = revisions.find((one) => by(one) === source && one.state !== 'approved');
      const rest = revisions.filter((one) => one !== found);
      const approved = rest.find(({ state }) => state === 'approved') ?? rest.find((one) => by(one) !== source) ?? rest[0];
      if (approved) truth.value = String(approved.revision);
      if (found) predictions.value = String(found.revision);
      take.disabled = revisions.length < 2;
      take.checked = Boolean(found && approved) && (!this.place.video || this.place.video === video_id);
    }
    const [, name = source, version = ''] = /^(.*\S)\s+(\S+)$/.exec(source) ?? [];
    this.name.value = name;
    this.version.value = version || '1';
  }

  private async start(event: Event): Promise<void> {
    event.preventDefault();
    const videos = this.rows.filter(({ take }) => take.checked).map(({ candidate, truth, predictions }) => ({ video_id: candidate.video_id, truth: Number(truth.value), predictions: Number(predictions.value) }));
    if (!videos.length) {
      this.say('Choose at least one video.');
      return;
    }
    setAttribute(this.begin, 'aria-disabled', 'true');
    try {
      const run = await this.context.client.start({ model: { name: this.name.value.trim(), version: this.version.value.trim() }, videos, protocol: this.protocol.value, overlap: Number(this.overlap.value), score: Number(this.score.value), frames: this.frames.value, gate: this.gate.value });
      this.context.go({ run: run.id }, true);
    } catch (e) {
      this.say(sentence(e) ?? '');
    } finally {
      setAttribute(this.begin, 'aria-disabled', null);
    }
  }

  private say(text: string): void {
    this.message.hidden = !text;
    setText(this.message, text);
    this.message.scrollIntoView({ block: 'nearest' });
  }
}

const by = ({ saved_by }: CandidateRevision): string => saved_by ?? 'unknown';

const STATES = { draft: 'draft', in_review: 'in review', approved: 'approved' };

function textOf({ revision, state, saved_by, annotations }: CandidateRevision): string {
  return `${revision}: ${STATES[state]}, ${saved_by ?? 'unknown'}, ${plural(annotations, 'box', 'boxes')}`;
}

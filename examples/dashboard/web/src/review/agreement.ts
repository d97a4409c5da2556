import { h } from '../dom';
import type { ReviewClient } from './client';
import type { Revision } from './wire';

/** How well two annotators agree. */
export class AgreementPanel {
  readonly element: HTMLElement;
  private readonly first = h('select', { 'aria-label': 'First revision', 'data-testid': 'agreement-first' });
  private readonly second = h('select', { 'aria-label': 'Second revision', 'data-testid': 'agreement-second' });
  private readonly result = h('div', { role: 'status', 'data-testid': 'agreement' });

  constructor(private readonly client: ReviewClient) {
    this.element = h('div', { class: 'review-panel' }, h('div', { class: 'review-row' }, this.first, this.second, h('button', { type: 'button', class: 'button small', 'data-testid': 'agreement-compare', onclick: () => void this.compare() }, 'Compare')), this.result);
  }

  setRevisions(revisions: Revision[]): void {
    this.element.closest<HTMLElement>('.part')!.hidden = revisions.length < 2;
    for (const [select, otherwise] of [[this.first, 1], [this.second, 0]] as const) {
      const before = select.value;
      select.replaceChildren(...revisions.map(({ revision, saved_by }) => h('option', { value: revision }, `${revision} · ${saved_by ?? 'unknown'}`)));
      select.value = before || String(revisions[otherwise]?.revision ?? '');
    }
  }

  private async compare(): Promise<void> {
    try {
      const found = await this.client.agreement(Number(this.first.value), Number(this.second.value));
      const number = (value: number | null): string => (value === null ? 'none' : value.toFixed(3));
      const rows: [string, string][] = [
        ['Frames that both examined', String(found.frames)],
        ['Boxes of both', String(found.matched)],
        [`Only in ${found.first}`, String(found.only_first)],
        [`Only in ${found.second}`, String(found.only_second)],
        ['Mean overlap', number(found.overlap)],
        ["Cohen's kappa on classes", number(found.kappa)],
        ["Krippendorff's alpha, with boxes that one lacks", number(found.alpha_with_unmatched)],
      ];
      this.result.replaceChildren(h('dl', { class: 'review-figures' }, ...rows.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])));
    } catch (e) {
      this.result.replaceChildren(h('p', {}, e instanceof Error ? e.message : String(e)));
    }
  }
}

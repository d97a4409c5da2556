import { h } from '../dom';
import type { ReviewClient } from './client';
import type { Store } from './store';
import type { Revision, ReviewState } from './wire';

const STATES: Record<ReviewState, string> = { draft: 'Draft', in_review: 'In review', approved: 'Approved' };
const NEXT: Record<ReviewState, [ReviewState, string][]> = {
  draft: [['in_review', 'Send to review']],
  in_review: [['approved', 'Approve'], ['draft', 'Back to draft']],
  approved: [],
};

/** The revisions of a video, with who saved and reviewed them and when. */
export class RevisionsPanel {
  readonly element: HTMLElement;
  private readonly list = h('ul', { class: 'review-revisions', 'data-testid': 'review-revisions' });
  private latest = 0;

  constructor(
    private readonly client: ReviewClient,
    private readonly store: Store,
    private readonly tell: (sentence: string) => void,
    private readonly listed: (revisions: Revision[]) => void,
  ) {
    this.element = h(
      'div',
      { class: 'review-panel' },
      h('div', { class: 'review-row' }, h('button', { type: 'button', class: 'button small primary', 'data-testid': 'review-save', onclick: () => void this.save('draft') }, 'Save a revision'), h('button', { type: 'button', class: 'button small', 'data-testid': 'review-submit', onclick: () => void this.save('in_review') }, 'Save for review')),
      h('p', { class: 'hint' }, 'Changes are kept as you make them. A revision is what others review and what models are measured against; it never changes.'),
      this.list,
    );
  }

  async load(): Promise<void> {
    const revisions = await this.client.revisions();
    this.latest = revisions[0]?.revision ?? 0;
    this.listed(revisions);
    this.list.replaceChildren(...revisions.map((one) => this.item(one)));
  }

  async save(state: ReviewState): Promise<void> {
    try {
      await this.store.flush();
      if (this.latest !== this.store.base) await this.rebase();
      const { revision, is_new } = await this.client.save(this.store.version, state);
      await this.store.take(await this.client.news(this.store.version));
      this.tell(is_new ? `Revision ${revision.revision} was saved.` : `Nothing changed since revision ${revision.revision}.`);
    } catch (e) {
      this.tell(e instanceof Error ? e.message : String(e));
    }
    await this.load();
  }

  private async rebase(): Promise<void> {
    await this.load();
    if (this.latest === this.store.base) return;
    await this.client.rebase();
    await this.store.load();
  }

  private item(one: Revision): HTMLElement {
    const saved = `${one.saved_by ?? 'somebody'}, ${new Date(one.saved_at).toLocaleString()}`;
    return h(
      'li',
      { 'data-testid': 'review-revision', 'data-state': one.state },
      h('p', {}, h('strong', {}, `Revision ${one.revision}`), ` ${STATES[one.state]}`),
      h('p', { class: 'hint' }, `${one.annotations} boxes on ${one.frames} frames · saved by ${saved}`),
      ...one.reviews.map(({ to, by, at }) => h('p', { class: 'hint' }, `${STATES[to]} by ${by}, ${new Date(at).toLocaleString()}`)),
      h('div', { class: 'review-row' }, ...NEXT[one.state].map(([to, name]) => h('button', { type: 'button', class: 'button small', 'data-testid': `review-to-${to}`, onclick: () => void this.judge(one, to) }, name))),
    );
  }

  private async judge(one: Revision, to: ReviewState): Promise<void> {
    try {
      await this.client.judge(one.revision, one.state, to);
    } catch (e) {
      this.tell(e instanceof Error ? e.message : String(e));
    }
    await this.load();
  }
}

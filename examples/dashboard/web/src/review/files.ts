import { h } from '../dom';
import type { ReviewClient } from './client';
import type { Loss, Revision } from './wire';

export const FORMATS: [string, string][] = [['coco', 'COCO'], ['cvat-video', 'CVAT for video'], ['cvat-images', 'CVAT for images'], ['mot', 'MOTChallenge'], ['yolo', 'YOLO'], ['voc', 'Pascal VOC']];

/** Files of annotations in and out, with what is lost on the way. */
export class FilesPanel {
  readonly element: HTMLElement;
  private readonly format = h('select', { 'aria-label': 'Format', 'data-testid': 'files-format' }, ...FORMATS.map(([value, name]) => h('option', { value }, name)));
  private readonly revision = h('select', { 'aria-label': 'Revision', 'data-testid': 'files-revision' });
  private readonly file = h('input', { type: 'file', hidden: true, 'data-testid': 'files-input' });
  private readonly result = h('div', { role: 'status', 'data-testid': 'files-losses' });

  constructor(
    private readonly client: ReviewClient,
    private readonly read: () => Promise<void>,
  ) {
    this.file.addEventListener('change', () => void this.take());
    this.element = h(
      'div',
      { class: 'review-panel' },
      h('div', { class: 'review-row' }, this.format, this.revision),
      h('div', { class: 'review-row' }, h('button', { type: 'button', class: 'button small', 'data-testid': 'files-export', onclick: () => void this.give() }, 'Export'), h('button', { type: 'button', class: 'button small', onclick: () => this.file.click() }, 'Import a file or a ZIP'), this.file),
      this.result,
    );
  }

  setRevisions(revisions: Revision[]): void {
    this.revision.replaceChildren(...revisions.map(({ revision }) => h('option', { value: revision }, `Revision ${revision}`)));
  }

  private async give(): Promise<void> {
    await this.attempt(async () => {
      const revision = Number(this.revision.value);
      const losses = await this.client.losses(this.format.value, revision);
      const { blob, name } = await this.client.export(this.format.value, revision);
      const address = URL.createObjectURL(blob);
      h('a', { href: address, download: name }).click();
      URL.revokeObjectURL(address);
      this.show(`Revision ${revision} was written.`, losses);
    });
  }

  private async take(): Promise<void> {
    const file = this.file.files?.[0];
    this.file.value = '';
    if (!file) return;
    await this.attempt(async () => {
      const { revision, is_new, losses } = await this.client.import(this.format.value, file);
      this.show(is_new ? `Revision ${revision.revision} has the ${revision.annotations} boxes of the file.` : `Revision ${revision.revision} has the same content already.`, losses.items);
      await this.read();
    });
  }

  private async attempt(run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (e) {
      this.result.replaceChildren(h('p', {}, e instanceof Error ? e.message : String(e)));
    }
  }

  private show(sentence: string, losses: Loss[]): void {
    const list = h('ul', { class: 'review-losses' }, ...losses.map(({ kind, count, first }) => h('li', {}, `${kind}: ${count}, first: ${first}`)));
    this.result.replaceChildren(h('p', {}, `${sentence} ${losses.length ? 'Lost on the way:' : 'Nothing was lost.'}`), list);
  }
}

import { h } from './dom';
import { bytes, clock, date, duration, percent, speed, words } from './format';
import { icon } from './icons';
import { captionNames } from './languages';
import type { Artifact, Details, Failure, PastFailure } from './types';

/** The known facts about the file and its media. */
export function factList(video: Details): HTMLElement {
  const { media } = video;
  const facts: [string, string | null][] = [
    ['File', video.file_name],
    ['Size', video.file_size === null ? null : bytes(video.file_size)],
    ['Project', video.project_id],
    ['Length', media ? clock(media.duration) : null],
    ['Picture', media && media.height > 0 ? `${media.width} × ${media.height}, ${Number(media.frame_rate.toFixed(3))} frames/s` : null],
    ['Codecs', media ? [media.video_codec, media.audio_codec].filter(Boolean).join(', ') || null : null],
    ['Container', media?.container ?? null],
    ['Created', date(video.created_at)],
    ['Completed', video.completed_at ? date(video.completed_at) : null],
    ['Ground truth', video.ground_truth_status === 'none' ? null : words(video.ground_truth_status)],
    ['SHA-256', video.sha256],
    ['Id', video.id],
  ];
  return h('dl', { class: 'facts' }, ...facts.filter(([, value]) => value).map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))));
}

/** The reason for a failure, with advice. */
export function failureCard(failure: Failure, title: string): HTMLElement {
  return h(
    'div',
    { class: 'failure', 'data-testid': 'failure' },
    icon('failed'),
    h('div', {}, h('h3', {}, title), h('p', { class: 'reason', 'data-testid': 'failure-reason' }, failure.message), h('p', { 'data-testid': 'failure-advice' }, failure.advice), h('p', { class: 'hint' }, [`${failure.number} ${failure.code}`, failure.step && `in step ${words(failure.step).toLowerCase()}`].filter(Boolean).join(' · '))),
  );
}

export function failureList(failures: PastFailure[]): HTMLElement {
  return h(
    'ul',
    { class: 'failures', 'data-testid': 'failures' },
    ...failures.map(({ step, part, number, at, failure }) =>
      h(
        'li',
        {},
        h('p', {}, h('strong', {}, [step && words(step) + (typeof part === 'number' ? ` ${part + 1}` : ''), `attempt ${number}`].filter(Boolean).join(', ')), at && h('span', { class: 'hint' }, ` ${date(at)}`)),
        h('p', {}, `${failure.message} ${failure.advice}`),
        h('p', { class: 'hint' }, `${failure.number} ${failure.code}`),
      ),
    ),
  );
}

export function artifactTable(artifacts: Artifact[]): HTMLElement {
  const head = ['Kind', 'Name', 'Size', 'Picture'].map((text) => h('th', { scope: 'col' }, text));
  const captions = artifacts.filter(({ kind }) => kind === 'subtitles');
  const names = captionNames(captions.map(({ name }) => ({ label: name, language: '' })));
  const rows = artifacts.map((each) =>
    h(
      'tr',
      { 'data-kind': each.kind },
      h('th', { scope: 'row' }, words(each.kind) + (each.copied ? ' (copied)' : '')),
      h('td', {}, h('a', { href: each.url, target: '_blank', rel: 'noreferrer' }, names[captions.indexOf(each)] ?? each.name)),
      h('td', { class: 'number' }, bytes(each.bytes)),
      h('td', { class: 'number' }, [each.width && each.height ? `${each.width} × ${each.height}` : null, each.duration ? clock(each.duration) : null].filter(Boolean).join(', ')),
    ),
  );
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Outputs' }, h('table', { class: 'artifacts', 'data-testid': 'artifacts' }, h('thead', {}, h('tr', {}, ...head)), h('tbody', {}, ...rows)));
}

/** The progress in words. */
export function progressText({ progress, rate, time_left }: Pick<Details, 'progress' | 'rate' | 'time_left'>, lost: boolean): string {
  const done = percent(progress ?? 0);
  if (lost) return `${done} · last known`;
  return [done, rate === null ? null : `${speed(rate)} real time`, time_left === null ? null : `${duration(time_left)} left`].filter(Boolean).join(' · ');
}

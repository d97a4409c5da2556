import { sentence } from './api';
import { h } from './dom';
import { bytes, date } from './format';
import { icon } from './icons';
import type { Details, Playback } from './types';

export interface ShareEvents {
  info(sentence: string): void;
  error(sentence: string): void;
  /** Asks for addresses that viewers without a token can use. */
  playback(video: Details, seconds: number): Promise<Playback>;
}

// The longest time that the server signs addresses for.
const WEEK = 7 * 86_400;

/** The address of this page with a video open. */
export const pageOf = (video: Details): string => `${location.origin}${location.pathname}#video=${encodeURIComponent(video.id)}`;

/** A video as an element of another page, at signed addresses. */
export function embedCode(video: Details, urls: Playback): string {
  const { media } = video;
  const at = (address: string): string => new URL(address, location.href).href;
  const film = h('video', { controls: true, preload: 'metadata', src: at(urls.mp4 ?? ''), poster: urls.poster && at(urls.poster), title: video.title || video.file_name });
  if (media?.height) {
    film.setAttribute('width', String(media.width));
    film.setAttribute('height', String(media.height));
  }
  return film.outerHTML.replaceAll('=""', '');
}

/** Downloads, the address of the video, and the code to embed it. */
export function shareButtons(video: Details, on: ShareEvents): HTMLElement[] {
  const { mp4, original } = video.urls;
  const size = video.artifacts.find(({ url }) => url === mp4)?.bytes ?? null;
  const name = (video.title || video.file_name).replace(/\.[^.]+$/, '').replace(/[\\/:*?"<>|\p{Cc}]/gu, '_');
  const download = (address: string, file: string, text: string, testid: string): HTMLElement => h('a', { class: 'button', href: address, download: file, 'data-testid': testid, 'aria-label': `Download ${text}` }, icon('download'), text);
  return [
    ...(mp4 ? [download(mp4, `${name}.mp4`, `MP4${size === null ? '' : `, ${bytes(size)}`}`, 'download-mp4')] : []),
    ...(original ? [download(original, video.file_name, `Original${video.file_size === null ? '' : `, ${bytes(video.file_size)}`}`, 'download-original')] : []),
    h('button', { type: 'button', class: 'button', 'data-testid': 'copy-link', onclick: () => void copy(pageOf(video), 'The link was copied.', on) }, icon('link'), 'Copy link'),
    ...(mp4 ? [h('button', { type: 'button', class: 'button', 'data-testid': 'copy-embed', title: 'Copy HTML that shows the film on another page', onclick: () => void embed(video, on) }, icon('code'), 'Embed code')] : []),
  ];
}

async function embed(video: Details, on: ShareEvents): Promise<void> {
  try {
    const urls = await on.playback(video, WEEK);
    await copy(embedCode(video, urls), `The embed code was copied. Anybody can watch the film with it until ${date(urls.expires_at)}.`, on);
  } catch (e) {
    on.error(sentence(e) ?? '');
  }
}

/** Copies a text; browsers that do not let pages do that show it, selected. */
async function copy(text: string, done: string, on: ShareEvents): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    on.info(done);
  } catch {
    show(text);
  }
}

function show(text: string): void {
  const field = h('textarea', { readonly: true, rows: 4, 'aria-label': 'Text to copy', 'data-testid': 'copy-text' });
  field.value = text;
  const dialog = h('dialog', { class: 'dialog', 'aria-label': 'Copy' }, h('form', { method: 'dialog' }, h('p', {}, 'This browser lets only you copy. Copy the selected text:'), field, h('button', { class: 'button primary' }, 'Close')));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  field.select();
}

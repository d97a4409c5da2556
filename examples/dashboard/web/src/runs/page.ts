import '../styles/runs.css';
import { sentence, type Api } from '../api';
import { h } from '../dom';
import type { Details } from '../types';
import { RunClient } from './client';
import { CompareView } from './compare-view';
import { ListView } from './list-view';
import { hashOf, NOWHERE, type Place } from './place';
import { RunView } from './run-view';
import { StartView } from './start-view';
import type { Frame } from './wire';

export interface RunsEvents {
  error(sentence: string): void;
  info(sentence: string): void;
  token(): string;
  projects(): string[];
  /** Somebody wants to correct the truth of a frame. */
  edit(video: Details, frame: Frame): void;
}

/** What a view of the runs can do besides showing them. */
export interface RunsContext extends RunsEvents {
  client: RunClient;
  /** Goes somewhere else; with `replace`, the back button does not return here. */
  go(place: Partial<Place>, replace?: boolean): void;
}

/** One of the views; another place within it needs no new one. */
export interface RunsView {
  readonly element: HTMLElement;
  update(place: Place): void;
  close(): void;
}

/** The part of the page that is about runs. */
export class RunsPage {
  private readonly context: RunsContext;
  private view: RunsView | null = null;
  private viewed = '';

  constructor(
    private readonly host: HTMLElement,
    api: Api,
    events: RunsEvents,
    private readonly routed: () => void,
  ) {
    this.context = { ...events, client: new RunClient(api), go: (place, replace = false) => this.go(place, replace) };
  }

  show(place: Place): void {
    const viewed = `${place.starting} ${place.run ?? ''} ${place.with ?? ''}${place.run ? '' : ` ${place.video}`}`;
    this.host.hidden = false;
    document.title = 'Runs – Reelstate';
    if (this.view && viewed === this.viewed) {
      this.view.update(place);
      return;
    }
    this.view?.close();
    this.viewed = viewed;
    this.view = this.build(place);
    this.host.replaceChildren(this.view.element);
    this.host.scrollTop = 0;
    this.view.element.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
  }

  hide(): void {
    this.view?.close();
    this.view = null;
    this.viewed = '';
    this.host.hidden = true;
    this.host.replaceChildren();
    document.title = 'Videos – Reelstate';
  }

  private build(place: Place): RunsView {
    if (place.starting) return new StartView(this.context, place);
    if (place.run && place.with) return new CompareView(this.context, place.run, place.with, place);
    return place.run ? new RunView(this.context, place.run, place) : new ListView(this.context, place);
  }

  private go(place: Partial<Place>, replace: boolean): void {
    const hash = hashOf({ ...NOWHERE, ...place });
    if (replace) history.replaceState(history.state, '', hash);
    else history.pushState(null, '', hash);
    this.routed();
  }
}

/** The head of a view, with the way back. */
export function head(back: { hash: string; name: string } | null, title: HTMLElement | string, ...tools: (HTMLElement | null)[]): HTMLElement {
  return h(
    'div',
    { class: 'runs-head' },
    back ? h('a', { class: 'button quiet', href: back.hash, 'data-testid': 'runs-back' }, `‹ ${back.name}`) : null,
    h('h2', { tabindex: -1, 'data-testid': 'runs-title' }, title),
    h('div', { class: 'actions' }, ...tools),
  );
}

export function section(title: string, ...content: (HTMLElement | null)[]): HTMLElement {
  return h('section', { class: 'part' }, h('h3', {}, title), ...content);
}

export function note(text: string, kind: 'note' | 'warning' = 'note'): HTMLElement {
  return h('p', { class: `runs-note ${kind}`, role: 'status' }, text);
}

/** Shows that something is loaded, then what came of it, or why not. */
export async function filled(host: HTMLElement, make: () => Promise<Node[]>): Promise<void> {
  host.setAttribute('aria-busy', 'true');
  if (!host.hasChildNodes()) host.replaceChildren(h('p', { class: 'hint' }, 'Loading…'));
  try {
    host.replaceChildren(...(await make()));
  } catch (e) {
    host.replaceChildren(note(sentence(e) ?? '', 'warning'));
  } finally {
    host.removeAttribute('aria-busy');
  }
}

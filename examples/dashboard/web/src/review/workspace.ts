import '../styles/review.css';
import { h, setText, throttled } from '../dom';
import { icon } from '../icons';
import { Player } from '../player';
import type { Details } from '../types';
import { AgreementPanel } from './agreement';
import { ReviewClient } from './client';
import { ConflictsPanel } from './conflicts';
import { Editor } from './editor';
import { FilesPanel } from './files';
import { FrameTimes } from './frame-times';
import { helpPanel, press, type KeyTargets } from './keys';
import { ObjectsPanel } from './objects';
import { Pointer } from './pointer';
import { QueuePanel } from './queue';
import { RevisionsPanel } from './revisions';
import { Store, type SaveState } from './store';
import { Strip } from './strip';
import type { Frame } from './wire';

const SAVED: Record<SaveState, string> = { saved: 'All changes saved', saving: 'Saving…', unsaved: 'Not saved yet' };

/** The page on which people annotate one video. It covers everything else. */
export class Workspace {
  private readonly dialog: HTMLDialogElement;
  private readonly player: Player;
  private readonly message = h('p', { class: 'review-message', role: 'status', 'data-testid': 'review-message' });
  private readonly state = h('span', { class: 'review-state', 'data-testid': 'review-state' });
  private readonly side = h('div', { class: 'review-side' });
  private readonly stage = h('div', { class: 'review-stage' });
  private readonly help = h('dialog', { class: 'dialog review-help', 'aria-label': 'Keys' }, helpPanel(), h('form', { method: 'dialog' }, h('button', { class: 'button' }, 'Close')));
  private readonly ends: (() => void)[] = [];

  constructor(
    private readonly video: Details,
    private readonly token: () => string,
    private readonly closed: () => void,
    private readonly begin: Frame | null = null,
  ) {
    this.player = new Player(video, token, (text) => this.tell(text));
    // A poster is a frame from elsewhere in the film, on which nobody should draw.
    this.player.element.querySelector('video')!.removeAttribute('poster');
    const title = h('h2', { class: 'review-title' }, video.title || video.file_name);
    const close = h('button', { type: 'button', class: 'button quiet icon', 'aria-label': 'Close the review', 'data-testid': 'review-close', onclick: () => this.close() }, icon('close'));
    this.dialog = h('dialog', { class: 'review', 'data-testid': 'review', 'aria-label': 'Review of annotations' }, h('div', { class: 'review-head' }, close, title, this.state), h('div', { class: 'review-body' }, this.stage, this.side), this.message, this.help);
    this.stage.append(this.player.element);
    this.dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      if (event.target === this.dialog) this.close();
    });
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.player.element.focus();
    void this.start().catch((e: unknown) => this.tell(e instanceof Error ? e.message : String(e)));
  }

  close(): void {
    for (const end of this.ends.splice(0)) end();
    this.player.boxes.setBoxes(null);
    this.player.close();
    this.dialog.close();
    this.dialog.remove();
    this.closed();
  }

  private async start(): Promise<void> {
    const { video } = this;
    const client = new ReviewClient(video.id, this.token);
    const times = new FrameTimes(await client.frames(), video.media?.frame_rate ?? 25);
    const store = new Store(client, times, video.id);
    this.ends.push(() => store.close());
    store.saved.on((state) => {
      setText(this.state, SAVED[state]);
      this.state.dataset.state = state;
    });
    store.problem.on((text) => this.tell(text));
    await store.load();
    if (!this.dialog.isConnected) return;
    const media = this.player.element.querySelector('video')!;
    const editor = new Editor(store, media, this.player.boxes, video.media?.width ?? media.videoWidth, video.media?.height ?? media.videoHeight);
    editor.told.on((text) => this.tell(text));
    this.build(client, editor);
  }

  private build(client: ReviewClient, editor: Editor): void {
    const { store, media } = editor;
    const pointer = new Pointer(this.player.element.querySelector<HTMLElement>('.picture')!, editor, this.player.boxes);
    const objects = new ObjectsPanel(editor);
    const conflicts = new ConflictsPanel(editor);
    const queue = new QueuePanel(editor, client);
    const agreement = new AgreementPanel(client);
    const files = new FilesPanel(client, async () => {
      await store.take(await client.news(store.version));
      await revisions.load();
    });
    const revisions = new RevisionsPanel(client, store, (text) => this.tell(text), (all) => {
      queue.setRevisions(all);
      agreement.setRevisions(all);
      files.setRevisions(all);
    });
    const strip = new Strip(editor);
    this.ends.push(() => strip.close());
    const targets: KeyTargets = {
      editor,
      pointer,
      togglePlay: () => (media.paused ? void media.play().catch(() => undefined) : media.pause()),
      chooseClass: () => objects.focusClass(),
      nextInQueue: () => queue.next(),
      save: () => void revisions.save('draft'),
      help: () => this.help.showModal(),
    };
    // Before the player's own keys.
    this.dialog.addEventListener('keydown', (event) => this.key(event, targets), { capture: true });
    // The page behind has keys as well.
    this.dialog.addEventListener('keydown', (event) => event.stopPropagation());
    this.stage.append(strip.element, this.tools(editor, targets));
    this.side.append(conflicts.element, section('Boxes', objects.element), section('To look at', queue.element), section('Revisions', revisions.element), section('Agreement', agreement.element), section('Files', files.element));
    const soon = throttled(120, () => objects.draw());
    editor.changed.on(() => {
      this.dialog.dataset.nanos = String(editor.frame.nanos);
      if (media.paused) objects.draw();
      else soon();
      strip.draw();
    });
    store.changed.on(() => {
      objects.drawClasses();
      conflicts.draw();
    });
    for (const event of ['play', 'pause']) media.addEventListener(event, () => objects.draw());
    objects.drawClasses();
    conflicts.draw();
    objects.draw();
    this.standAt(editor);
    this.dialog.dataset.nanos = String(editor.frame.nanos);
    this.dialog.dataset.ready = 'true';
    void revisions.load();
    if (!store.times.exact) this.tell('The exact times of the frames are not known, so boxes get the times that the player says. Reprocess the video to learn them.');
  }

  /** Begins at the frame that somebody came for, or at the first one. */
  private standAt(editor: Editor): void {
    const { begin } = this;
    const { store, media } = editor;
    if (!begin) {
      if (!media.currentTime) editor.seek(store.times.at(0));
    } else if (media.readyState >= HTMLMediaElement.HAVE_METADATA) editor.seek(store.times.position(begin));
    else media.addEventListener('loadedmetadata', () => editor.seek(store.times.position(begin)), { once: true });
  }

  private tools(editor: Editor, on: KeyTargets): HTMLElement {
    const button = (name: string, id: string, run: () => void): HTMLButtonElement => h('button', { type: 'button', class: 'button small', 'data-testid': id, onclick: run }, name);
    const undo = button('Undo', 'review-undo', () => editor.undo());
    const redo = button('Redo', 'review-redo', () => editor.redo());
    const draw = (): void => {
      undo.disabled = !editor.store.canUndo;
      redo.disabled = !editor.store.canRedo;
    };
    editor.store.changed.on(draw);
    draw();
    return h(
      'div',
      { class: 'review-tools', role: 'toolbar', 'aria-label': 'Tools' },
      button('◀ Frame', 'review-back', () => editor.step(-1)),
      button('Frame ▶', 'review-next', () => editor.step(1)),
      button('New box', 'review-new', () => editor.addInTheMiddle()),
      button('Frame is done', 'review-examined', () => editor.acceptAll()),
      undo,
      redo,
      button('Zoom in', 'review-zoom-in', () => on.pointer.zoom(1.5)),
      button('Zoom out', 'review-zoom-out', () => on.pointer.zoom(1 / 1.5)),
      button('Keys', 'review-help', () => on.help()),
    );
  }

  private key(event: KeyboardEvent, on: KeyTargets): void {
    if (this.help.open || (event.target as HTMLElement).closest('.review-help')) return;
    if (event.key === 'Escape' && on.editor.selected && !(event.target as HTMLElement).matches('input')) {
      on.pointer.cancel();
      on.editor.select(null);
    } else if (!press(event, on)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  private tell(text: string): void {
    setText(this.message, text);
  }
}

function section(title: string, content: HTMLElement): HTMLElement {
  return h('section', { class: 'part' }, h('h3', {}, title), content);
}

import { h } from '../dom';
import type { Editor } from './editor';
import type { Pointer } from './pointer';
import { WHOLE, type Grip } from './shapes';

/** What the keys need besides the editor. */
export interface KeyTargets {
  editor: Editor;
  pointer: Pointer;
  togglePlay(): void;
  chooseClass(): void;
  nextInQueue(): void;
  save(): void;
  help(): void;
}

interface Key {
  /** As {@link nameOf} writes it. */
  keys: string[];
  shown: string;
  does: string;
  run(on: KeyTargets): void;
}

const FAR = 10;
const CORNER: Grip = { dx: 1, dy: 1 };
const DIRECTIONS: [string, number, number][] = [['w', 0, -1], ['a', -1, 0], ['s', 0, 1], ['d', 1, 0]];

const nudges = (prefix: string, grip: Grip, by: number, shown: string, does: string): Key[] =>
  DIRECTIONS.map(([key, dx, dy], i) => ({ keys: [prefix + key], shown: i ? '' : shown, does: i ? '' : does, run: ({ editor }) => editor.pull(grip, dx * by, dy * by) }));

export const GROUPS: { name: string; keys: Key[] }[] = [
  {
    name: 'Time',
    keys: [
      { keys: [' '], shown: 'Space', does: 'Play or pause', run: (on) => on.togglePlay() },
      { keys: ['arrowleft', ','], shown: '← or ,', does: 'Previous frame', run: ({ editor }) => editor.step(-1) },
      { keys: ['arrowright', '.'], shown: '→ or .', does: 'Next frame', run: ({ editor }) => editor.step(1) },
      { keys: ['shift+arrowleft', 'shift+arrowright'], shown: 'Shift ← →', does: 'Ten frames back or on', run: () => undefined },
      { keys: ['['], shown: '[', does: 'Previous annotated frame', run: ({ editor }) => editor.jump(-1) },
      { keys: [']'], shown: ']', does: 'Next annotated frame', run: ({ editor }) => editor.jump(1) },
    ],
  },
  {
    name: 'Box',
    keys: [
      { keys: ['n'], shown: 'N', does: 'New box in the middle', run: ({ editor }) => editor.addInTheMiddle() },
      { keys: ['k'], shown: 'K', does: 'Select the next box', run: ({ editor }) => editor.selectNext(1) },
      { keys: ['j'], shown: 'J', does: 'Select the previous box', run: ({ editor }) => editor.selectNext(-1) },
      ...nudges('', WHOLE, 1, 'W A S D', 'Move by a pixel'),
      ...nudges('shift+', WHOLE, FAR, 'Shift W A S D', 'Move by ten pixels'),
      ...nudges('alt+', CORNER, 1, 'Alt W A S D', 'Resize by a pixel'),
      ...nudges('alt+shift+', CORNER, FAR, 'Alt Shift W A S D', 'Resize by ten pixels'),
      { keys: ['delete', 'backspace'], shown: 'Delete', does: 'Delete', run: ({ editor }) => editor.remove() },
      { keys: ['c'], shown: 'C', does: 'Change the class', run: (on) => on.chooseClass() },
      { keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'], shown: '1 to 9', does: 'One of the most frequent classes', run: () => undefined },
      { keys: ['u'], shown: 'U', does: 'Difficult', run: ({ editor }) => editor.toggle('difficult') },
      { keys: ['o'], shown: 'O', does: 'Occluded', run: ({ editor }) => editor.toggle('occluded') },
      { keys: ['i'], shown: 'I', does: 'Ignore', run: ({ editor }) => editor.toggle('ignore') },
      { keys: ['g'], shown: 'G', does: 'Crowd: several objects in one box', run: ({ editor }) => editor.toggle('crowd') },
    ],
  },
  {
    name: 'Track',
    keys: [
      { keys: ['r'], shown: 'R', does: 'Repeat the box on the next frame', run: ({ editor }) => editor.repeat() },
      { keys: ['t'], shown: 'T', does: 'Start a track', run: ({ editor }) => editor.startTrack() },
      { keys: ['x'], shown: 'X', does: 'Split the track at this frame', run: ({ editor }) => editor.split() },
      { keys: ['b'], shown: 'B', does: 'Join two tracks: press on each', run: ({ editor }) => editor.join() },
      { keys: ['l'], shown: 'L', does: 'Fill the frames between key frames', run: ({ editor }) => editor.interpolate() },
    ],
  },
  {
    name: 'Review',
    keys: [
      { keys: ['q'], shown: 'Q', does: 'Look at the next in the queue', run: (on) => on.nextInQueue() },
      { keys: ['enter'], shown: 'Enter', does: 'Confirm the box', run: ({ editor }) => editor.accept() },
      { keys: ['shift+enter'], shown: 'Shift Enter', does: 'Confirm the whole track', run: ({ editor }) => editor.acceptTrack() },
      { keys: ['e'], shown: 'E', does: 'Confirm everything on the frame', run: ({ editor }) => editor.acceptAll() },
      { keys: ['ctrl+z'], shown: 'Ctrl Z', does: 'Undo', run: ({ editor }) => editor.undo() },
      { keys: ['ctrl+shift+z', 'ctrl+y'], shown: 'Ctrl Shift Z', does: 'Redo', run: ({ editor }) => editor.redo() },
      { keys: ['ctrl+s'], shown: 'Ctrl S', does: 'Save a revision', run: (on) => on.save() },
      { keys: ['+', '='], shown: '+', does: 'Zoom in', run: ({ pointer }) => pointer.zoom(1.5) },
      { keys: ['-'], shown: '−', does: 'Zoom out', run: ({ pointer }) => pointer.zoom(1 / 1.5) },
      { keys: ['0'], shown: '0', does: 'The whole picture', run: ({ pointer }) => pointer.zoom(0) },
      { keys: ['?', 'h'], shown: '?', does: 'These keys', run: (on) => on.help() },
    ],
  },
];

const BY_NAME = new Map(GROUPS.flatMap(({ keys }) => keys.flatMap((key) => key.keys.map((name) => [name, key] as const))));

/** The name of a key with its modifiers; Shift only where the key itself does not tell. */
function nameOf(event: KeyboardEvent): string {
  // With Alt, some systems type another character.
  const letter = event.altKey && /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : event.key.toLowerCase();
  const shift = event.shiftKey && (letter.length > 1 || /[a-z]/.test(letter));
  return `${event.ctrlKey || event.metaKey ? 'ctrl+' : ''}${event.altKey ? 'alt+' : ''}${shift ? 'shift+' : ''}${letter}`;
}

/** Does what a key says, and returns whether it says anything. */
export function press(event: KeyboardEvent, on: KeyTargets): boolean {
  const target = event.target as HTMLElement;
  const name = nameOf(event);
  const typing = target.matches('input:not([type=range]), textarea, select');
  if (typing && !name.startsWith('ctrl+s')) return false;
  if ((name === ' ' || name === 'enter') && target.matches('button, summary, a')) return false;
  const key = BY_NAME.get(name);
  if (!key) return false;
  if (/^[1-9]$/.test(name)) {
    const label = on.editor.labels()[Number(name) - 1];
    if (label) on.editor.relabel(label);
  } else if (name.startsWith('shift+arrow')) on.editor.step(name === 'shift+arrowleft' ? -FAR : FAR);
  else key.run(on);
  return true;
}

export function helpPanel(): HTMLElement {
  return h(
    'div',
    { class: 'review-keys', 'data-testid': 'review-keys' },
    ...GROUPS.map(({ name, keys }) => h('section', {}, h('h3', {}, name), h('dl', {}, ...keys.filter(({ shown }) => shown).flatMap(({ shown, does }) => [h('dt', {}, h('kbd', {}, shown)), h('dd', {}, does)])))),
  );
}

import { fromDrop, type Picked } from './files';

/** Accepts files dropped anywhere on the page, and shows an overlay while files are dragged over it. */
export function takeDrops(overlay: HTMLElement, take: (picked: Picked) => void, failed: (error: unknown) => void): void {
  let hide = 0;
  addEventListener('dragover', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    overlay.hidden = false;
    // dragleave is unreliable, but dragover fires about every 50 ms while something is over the page.
    clearTimeout(hide);
    hide = window.setTimeout(() => (overlay.hidden = true), 400);
  });
  addEventListener('drop', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    overlay.hidden = true;
    void fromDrop(event.dataTransfer).then(take, failed);
  });
}

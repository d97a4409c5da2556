import { fromDrop, type Picked } from './files';

/** The whole page takes files; while some are held over it, it says so. */
export function takeDrops(overlay: HTMLElement, take: (picked: Picked) => void, failed: (error: unknown) => void): void {
  let hide = 0;
  addEventListener('dragover', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    overlay.hidden = false;
    // Leaving is not told reliably, but while something is held over the page this comes every 50 ms or so.
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

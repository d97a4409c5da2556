/** Outlines on a grid of 24. Statuses differ by shape, not by colour alone. */
const PATHS = {
  uploading: 'M12 19V6m0 0-5 5m5-5 5 5M5 21h14',
  uploaded: 'M7 18a4 4 0 0 1-.600-7.950 6 6 0 0 1 11.400 1.500A3.300 3.300 0 0 1 17.500 18zM9.500 13.500l2 2 3.500-4',
  queued: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.500 2',
  processing: 'M12 3v4M12 17v4M3 12h4M17 12h4M5.600 5.600l2.900 2.900M15.500 15.500l2.900 2.900M5.600 18.400l2.900-2.900M15.500 8.500l2.900-2.900',
  completed: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM7.800 12.300l2.900 2.900 5.500-6',
  failed: 'M12 3.500 2.500 20.500h19zM12 10v5M12 17.500v.300',
  rejected: 'M8 3h8l5 5v8l-5 5H8l-5-5V8zM9 9l6 6M15 9l-6 6',
  cancelled: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM5.800 5.800l12.400 12.400',
  deleted: 'M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13',
  play: 'M7 4.500v15l12-7.500z',
  pause: 'M8 5v14M16 5v14',
  close: 'M6 6l12 12M18 6 6 18',
  sound: 'M4 9.500v5h3.500L12 18.500v-13L7.500 9.500zM15.500 9a4.200 4.200 0 0 1 0 6M18 6.500a8 8 0 0 1 0 11',
  muted: 'M4 9.500v5h3.500L12 18.500v-13L7.500 9.500zM16 9.500l5 5M21 9.500l-5 5',
  fullscreen: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
  theme: 'M20 14.500A8.300 8.300 0 0 1 9.500 4a8.300 8.300 0 1 0 10.500 10.500z',
  up: 'M6 15l6-6 6 6',
  down: 'M6 9l6 6 6-6',
  film: 'M4 5h16v14H4zM8 5v14M16 5v14M4 9.700h4M4 14.300h4M16 9.700h4M16 14.300h4',
  download: 'M12 4v11m0 0-5-5m5 5 5-5M5 20h14',
  link: 'M10 14a4 4 0 0 0 5.700 0l3-3a4 4 0 0 0-5.700-5.700l-1 1M14 10a4 4 0 0 0-5.700 0l-3 3a4 4 0 0 0 5.700 5.700l1-1',
  code: 'M8 7l-5 5 5 5M16 7l5 5-5 5',
  pen: 'M4 20l1-4L16 5l3 3L8 19zM14 7l3 3',
  back: 'M15 5l-7 7 7 7',
  runs: 'M5 20v-8M12 20V4M19 20v-5',
} as const;

export type IconName = keyof typeof PATHS;

export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', `glyph glyph-${name}`);
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}

/** Replaces the icon of an element that contains only an icon. */
export function setIcon(element: Element, name: IconName): void {
  if (!element.firstElementChild?.classList.contains(`glyph-${name}`)) element.replaceChildren(icon(name));
}

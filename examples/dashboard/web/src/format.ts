import { serverNow } from './clock';

const decimal = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const small = new Intl.NumberFormat('en', { maximumSignificantDigits: 1 });
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const dateTime = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });

export const count = (n: number): string => whole.format(n);

export function bytes(n: number | null): string {
  if (n === null) return '–';
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let unit = 0;
  while (n >= 999.5 && unit < units.length - 1) {
    n /= 1000;
    unit++;
  }
  return `${(unit > 0 && n < 99.95 ? decimal : whole).format(n)} ${units[unit]}`;
}

/** A duration: 0.4 s, 12 s, 3 min 5 s, 2 h 10 min, 3 days. */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${decimal.format(Math.max(0, seconds))} s`;
  const s = Math.round(seconds);
  if (s < 60) return `${s} s`;
  if (s < 3600) return s % 60 && s < 600 ? `${Math.floor(s / 60)} min ${s % 60} s` : `${Math.round(s / 60)} min`;
  const minutes = Math.round(s / 60);
  if (minutes < 48 * 60) return minutes % 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${minutes / 60} h`;
  return `${Math.round(minutes / 1440)} days`;
}

/** A position in a video: 0:07, 12:34, 1:02:03. */
export function clock(seconds: number): string {
  const s = Math.max(0, Math.floor(Number.isFinite(seconds) ? seconds : 0));
  const pad = (n: number): string => String(n).padStart(2, '0');
  return s < 3600 ? `${Math.floor(s / 60)}:${pad(s % 60)}` : `${Math.floor(s / 3600)}:${pad(Math.floor(s / 60) % 60)}:${pad(s % 60)}`;
}

export const percent = (fraction: number): string => `${Math.floor(Math.min(1, Math.max(0, fraction)) * 100)} %`;

/** Seconds of video per second. */
export const speed = (rate: number): string => `${(rate < 0.95 ? small : decimal).format(rate)}×`;

export const date = (iso: string): string => dateTime.format(new Date(iso));

export function ago(iso: string, now = serverNow()): string {
  const seconds = (Date.parse(iso) - now) / 1000;
  const past = Math.abs(seconds);
  if (past < 45) return seconds > 5 ? 'soon' : 'just now';
  const [amount, unit] = past < 2700 ? ([60, 'minute'] as const) : past < 79_200 ? ([3600, 'hour'] as const) : ([86_400, 'day'] as const);
  return relative.format(Math.round(seconds / amount), unit).replace('.', '');
}

/** Converts an identifier, such as storyboard_cues, to words. */
export function words(name: string): string {
  const text = name
    .replace(/[_-]+/g, ' ')
    .toLowerCase()
    .replace(/\b(hls|mp4|dash)\b/g, (short) => short.toUpperCase());
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const plural = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`;

let ahead = 0;

/** Learns how far the server's clock is ahead of ours, from the date of an answer, which is only good to a second. */
export function learnClock(date: string | null): void {
  const difference = date ? Date.parse(date) - Date.now() : NaN;
  if (Number.isFinite(difference)) ahead = Math.abs(difference) > 2000 ? difference : 0;
}

/** What the server's clock shows, which its times are to be compared with. */
export const serverNow = (): number => Date.now() + ahead;

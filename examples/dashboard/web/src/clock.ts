let ahead = 0;

/** Learns the offset of the server's clock from the date of a response, which is accurate only to a second. */
export function learnClock(date: string | null): void {
  const difference = date ? Date.parse(date) - Date.now() : NaN;
  if (Number.isFinite(difference)) ahead = Math.abs(difference) > 2000 ? difference : 0;
}

/** The current time by the server's clock, for comparison with the server's timestamps. */
export const serverNow = (): number => Date.now() + ahead;

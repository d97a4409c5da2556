const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** The name of a language, such as German for de; null if the tag names none, as und does. */
export function languageName(tag: string): string | null {
  if (!tag || /^(und|mis|mul|zxx)\b/i.test(tag)) return null;
  try {
    return names.of(tag) ?? null;
  } catch {
    // not a tag
    return null;
  }
}

/**
 * The names of captions as people know them: the given label unless it is only a number or a tag, then the language, and a
 * number for those that would otherwise be called the same.
 */
export function captionNames(tracks: { label: string; language: string }[]): string[] {
  const seen = new Map<string, number>();
  return tracks.map(({ label, language }) => {
    const tag = /^(?:\d+[\s._-]*)?([a-z]{2,3}(?:-[A-Za-z\d]+)*)?$/.exec(label.trim());
    const name = tag ? (languageName(language) ?? languageName(tag[1] ?? '') ?? 'Captions') : label.trim();
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times > 1 ? `${name} ${times}` : name;
  });
}

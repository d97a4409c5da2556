import { icon } from './icons';

const KEY = 'reelstate.theme';
const dark = matchMedia('(prefers-color-scheme: dark)');

/** Light or dark like the system, until the button overrides it. */
export function themeButton(button: HTMLElement): void {
  const isDark = (): boolean => (document.documentElement.dataset.theme ?? (dark.matches ? 'dark' : 'light')) === 'dark';
  const draw = (): void => button.setAttribute('aria-pressed', String(isDark()));
  button.append(icon('theme'));
  button.addEventListener('click', () => {
    const theme = isDark() ? 'light' : 'dark';
    document.documentElement.dataset.theme = theme;
    // A choice equal to the system's is not stored, so the page follows the system again.
    if ((theme === 'dark') === dark.matches) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
    draw();
  });
  dark.addEventListener('change', draw);
  draw();
}

import { icon } from './icons';

const KEY = 'reelstate.theme';
const dark = matchMedia('(prefers-color-scheme: dark)');

/** Light or dark as the system has it, until the button says otherwise. */
export function themeButton(button: HTMLElement): void {
  const isDark = (): boolean => (document.documentElement.dataset.theme ?? (dark.matches ? 'dark' : 'light')) === 'dark';
  const draw = (): void => button.setAttribute('aria-pressed', String(isDark()));
  button.append(icon('theme'));
  button.addEventListener('click', () => {
    const theme = isDark() ? 'light' : 'dark';
    document.documentElement.dataset.theme = theme;
    // What the system says anyway is not kept, so the page follows it again.
    if ((theme === 'dark') === dark.matches) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
    draw();
  });
  dark.addEventListener('change', draw);
  draw();
}

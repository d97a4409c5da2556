// Runs before the first paint to avoid a flash of the wrong theme: the rest of the page is a deferred module.
const chosen = localStorage.getItem('reelstate.theme');
if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;

// Before the first paint, so that a chosen theme does not flash: the rest of the page is a deferred module.
const chosen = localStorage.getItem('reelstate.theme');
if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;

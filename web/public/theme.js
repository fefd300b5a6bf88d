/* global document, localStorage */
// Runs before the first paint: a reader who chose dark sees no white flash, and the page without JavaScript does not show first.
(function () {
  const root = document.documentElement;
  root.classList.add('js');
  try {
    const stored = JSON.parse(localStorage.getItem('lorescope.settings') || '{}');
    if (stored.theme) root.dataset.theme = stored.theme;
    if (stored.size) root.dataset.size = stored.size;
  } catch {
    // Nothing stored, or storage is closed: the system's theme holds.
  }
})();

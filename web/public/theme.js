/* global document, localStorage */
// Runs before the first paint, so that a reader who chose dark never sees a white flash.
(function () {
  try {
    const stored = JSON.parse(localStorage.getItem('lorescope.settings') || '{}');
    const root = document.documentElement;
    if (stored.theme) root.dataset.theme = stored.theme;
    if (stored.size) root.dataset.size = stored.size;
  } catch {
    // Nothing stored, or storage is closed: the system's theme holds.
  }
})();

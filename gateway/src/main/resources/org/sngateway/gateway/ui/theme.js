// Runs before anything is drawn, so that the page does not flash in the wrong colours.
(function () {
  try {
    const chosen = localStorage.getItem('theme');
    if (chosen === 'dark' || chosen === 'light') document.documentElement.dataset.theme = chosen;
  } catch (storageIsOff) {
    // The system's colours are used.
  }
})();

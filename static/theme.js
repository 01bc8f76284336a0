// Runs before the first paint: puts the reader's own choice of colours back.
(function () {
  "use strict";
  try {
    var theme = localStorage.getItem("briefing-theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch (e) { /* no storage: the system's colours hold */ }
})();

// Runs before the first paint: shows what needs scripts, and puts the reader's own choice of colours back.
(function () {
  "use strict";
  document.documentElement.dataset.scripted = "";
  try {
    var theme = localStorage.getItem("briefing-theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch (e) { /* no storage: the system's colours hold */ }
})();

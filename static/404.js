// Finds out where the site lies that this page belongs to, and completes its links. A server shows the page at any depth, so
// the site is one of the folders above the missing address: the one that has the site's icon.
(function () {
  "use strict";
  var main = document.querySelector("main");
  var folders = main.dataset.folders.split(" ");
  var steps = location.pathname.split("/").slice(1, -1);
  var roots = [];
  // an address that goes through a folder of the site names the site before it
  steps.forEach(function (step, n) { if (folders.indexOf(step) >= 0) roots.push(n); });
  // else most sites are a host's first folder, or the host itself
  [1, 0].concat(steps.map(function (_, n) { return n + 2; })).forEach(function (n) {
    if (n <= steps.length && roots.indexOf(n) < 0) roots.push(n);
  });

  function tryNext() {
    if (!roots.length) return;
    var root = "/" + steps.slice(0, roots.shift()).map(function (step) { return step + "/"; }).join("");
    var icon = new Image();
    icon.onload = function () { found(root); };
    icon.onerror = tryNext;
    icon.src = root + main.dataset.icon;
  }

  function found(root) {
    var home = document.createElement("a");
    var name = document.getElementById("home");
    home.href = root;
    name.replaceWith(home);
    home.append(name);
    main.querySelectorAll("[data-path]").forEach(function (place) {
      var link = document.createElement("a");
      link.href = root + place.dataset.path;
      link.textContent = place.textContent;
      place.replaceWith(link);
    });
    main.querySelectorAll("[data-found]").forEach(function (part) { part.hidden = part.dataset.found === "no"; });
  }

  if (location.protocol !== "file:") tryNext();
})();

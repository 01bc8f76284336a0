// Small comforts; every page is whole without them.
(function () {
  "use strict";
  var root = document.documentElement;

  // Light and dark: the switch starts from what is shown and remembers what was chosen.
  var button = document.getElementById("theme-switch");
  if (button) {
    var system = window.matchMedia("(prefers-color-scheme: dark)");
    var isDark = function () { return root.dataset.theme ? root.dataset.theme === "dark" : system.matches; };
    var show = function () { button.setAttribute("aria-pressed", String(isDark())); };
    button.addEventListener("click", function () {
      root.dataset.theme = isDark() ? "light" : "dark";
      try { localStorage.setItem("briefing-theme", root.dataset.theme); } catch (e) { /* holds for this page */ }
      show();
    });
    system.addEventListener("change", show);
    show();
    button.hidden = false;
  }

  // What a device needs to keep the site beside its apps; from disk browsers refuse it.
  var own = document.currentScript && document.currentScript.src;
  if (own && /^https?:$/.test(location.protocol)) {
    var manifest = document.createElement("link");
    manifest.rel = "manifest";
    manifest.href = new URL("../manifest.webmanifest", own).href;
    document.head.appendChild(manifest);
  }

  // Copying: the citation, and the address of a paragraph.
  var copy = function (text, done) {
    if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(done, function () {});
  };
  if (navigator.clipboard && window.isSecureContext) {
    document.querySelectorAll("button[data-copy]").forEach(function (button) {
      var label = button.textContent;
      button.hidden = false;
      button.addEventListener("click", function () {
        copy(document.getElementById(button.dataset.copy).textContent, function () {
          button.textContent = "Copied";
          setTimeout(function () { button.textContent = label; }, 1600);
        });
      });
    });
    document.addEventListener("click", function (event) {
      var anchor = event.target.closest && event.target.closest("a.anchor");
      if (anchor) copy(anchor.href, function () {
        anchor.classList.add("copied");
        setTimeout(function () { anchor.classList.remove("copied"); }, 1600);
      });
    });
  }

  // "/" goes to the search box, or to the page that has it.
  document.addEventListener("keydown", function (event) {
    var target = event.target;
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
    var box = document.getElementById("q"), link = document.getElementById("to-search");
    if (box) { event.preventDefault(); box.focus(); box.select(); }
    else if (link) { event.preventDefault(); location.href = link.href; }
  });
})();

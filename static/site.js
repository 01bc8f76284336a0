// Small comforts; every page is whole without them.
(function () {
  "use strict";
  var root = document.documentElement;

  function element(name, properties) {
    var made = Object.assign(document.createElement(name), properties);
    made.append.apply(made, Array.prototype.slice.call(arguments, 2));
    return made;
  }

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

  // A box beside what it belongs to: below it, or above it where there is no room. It moves with the page.
  function place(box, beside) {
    var at = beside.getClientRects()[0] || beside.getBoundingClientRect();
    var room = document.documentElement;
    var left = Math.min(root.dir === "rtl" ? at.right - box.offsetWidth : at.left, room.clientWidth - box.offsetWidth - 8);
    var below = at.bottom + 6;
    box.style.left = Math.max(8, left) + window.scrollX + "px";
    box.style.top = window.scrollY + (below + box.offsetHeight > room.clientHeight && at.top > box.offsetHeight + 6 ? at.top - box.offsetHeight - 6 : below) + "px";
  }

  // Copying, also where a page is no secure context (a preview in the local network).
  function copy(text, done) {
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(done, function () { copyByHand(text, done); });
    } else copyByHand(text, done);
  }

  function copyByHand(text, done) {
    var area = element("textarea", { value: text, className: "sr" });
    var before = document.activeElement;
    document.body.append(area);
    area.select();
    var copied = document.execCommand("copy");
    area.remove();
    if (before && before.focus) before.focus();
    if (copied) done();
  }

  function copier(label, text) {
    var made = element("button", { type: "button", className: "copy", textContent: label });
    made.addEventListener("click", function () {
      copy(text(), function () {
        made.textContent = "Copied";
        setTimeout(function () { made.textContent = label; }, 1600);
      });
    });
    return made;
  }

  document.querySelectorAll("button[data-copy]").forEach(function (button) {
    var source = document.getElementById(button.dataset.copy);
    button.replaceWith(copier(button.textContent, function () { return source.textContent; }));
  });

  // A block's number opens what can be copied of it: its address, and what others offer who hear of it.
  var canonical = document.querySelector("link[rel=canonical]");
  var sheet = null;

  function openSheet(anchor) {
    if (sheet) sheet.remove();
    var number = anchor.dataset.n;
    var address = function () { return (canonical ? canonical.href : location.href.split("#")[0]) + anchor.hash; };
    sheet = element("div", { className: "sheet", popover: "auto" }, element("span", { className: "meta", textContent: "¶ " + number }), copier("Copy link", address));
    var offer = function (label, text) { sheet.append(copier(label, text)); };
    document.dispatchEvent(new CustomEvent("paragraph", { detail: { paragraph: number, offer: offer } }));
    sheet.setAttribute("role", "group");
    sheet.setAttribute("aria-label", anchor.getAttribute("aria-label"));
    anchor.after(sheet);
    if (!sheet.showPopover) return;
    sheet.addEventListener("toggle", function (event) { if (event.newState === "closed") this.remove(); });
    sheet.showPopover();
    place(sheet, anchor);
    sheet.querySelector("button").focus({ preventScroll: true });
  }

  document.addEventListener("click", function (event) {
    var anchor = event.target.closest && event.target.closest("a.anchor");
    // first the way to the block, then the sheet where the block has come to stand
    if (anchor && !event.ctrlKey && !event.metaKey && !event.shiftKey) setTimeout(function () { openSheet(anchor); }, 60);
  });

  // Who is this? A card on a name under the mouse or the focus, from what the page's own list of names says of it.
  var CARD_DELAY = 300, GRACE = 200;
  var KINDS = { person: "Person", organisation: "Organisation", place: "Place" };
  var about = {};
  document.querySelectorAll("a.name[data-in]").forEach(function (link) { about[link.getAttribute("href")] = link; });
  if (Object.keys(about).length && "popover" in HTMLElement.prototype) {
    var card = element("div", { id: "name-card", className: "name-card", popover: "manual" });
    var shown = null, timer = 0;
    document.body.append(card);

    var hide = function () {
      clearTimeout(timer);
      if (!shown) return;
      card.hidePopover();
      shown.removeAttribute("aria-describedby");
      shown = null;
    };
    var open = function (link) {
      var known = about[link.getAttribute("href")];
      if (!known || link === shown || !link.isConnected) return;
      hide();
      var kind = Object.keys(KINDS).filter(function (kind) { return known.classList.contains(kind); })[0];
      var count = known.parentElement.querySelector(".count");
      var here = count && root.dataset.kind === "article" ? count.title + " here · " : "";
      card.replaceChildren(
        element("p", { className: "kind " + kind, textContent: KINDS[kind] || "" }),
        element("p", { className: "card-name" }, element("a", { href: known.href, tabIndex: -1, textContent: known.textContent, dir: "auto" })),
        element("p", { className: "card-who", textContent: known.dataset.who || "", hidden: !known.dataset.who, dir: "auto" }),
        element("p", { className: "meta", textContent: here + known.dataset.in }));
      shown = link;
      card.showPopover();
      place(card, link);
      link.setAttribute("aria-describedby", card.id);
    };
    var later = function (delay, action) {
      clearTimeout(timer);
      timer = setTimeout(action, delay);
    };
    var nameAt = function (event) { return event.target.closest && event.target.closest("a.name"); };

    document.addEventListener("pointerover", function (event) {
      if (event.pointerType !== "mouse") return;
      var link = nameAt(event);
      if (link) later(CARD_DELAY, function () { open(link); });
      else if (card.contains(event.target)) clearTimeout(timer);
      else later(GRACE, hide);
    });
    document.addEventListener("focusin", function (event) {
      var link = nameAt(event);
      if (link && link.matches(":focus-visible")) later(CARD_DELAY, function () { open(link); });
      else later(GRACE, hide);
    });
    document.addEventListener("keydown", function (event) { if (event.key === "Escape") hide(); });
  }

  // "/" goes to the search box, or to the page that has it; who comes to that page so can type at once.
  var toSearch = document.getElementById("to-search");
  if (toSearch) toSearch.hash = "q";
  document.addEventListener("keydown", function (event) {
    var target = event.target;
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
    var box = document.getElementById("q");
    if (box) { event.preventDefault(); box.focus(); box.select(); }
    else if (toSearch) { event.preventDefault(); location.href = toSearch.href; }
  });
})();

// The preview's own script; it is not part of the built site.
"use strict";
(() => {
  const shown = document.currentScript.dataset.site;
  let overlay = null;

  // Asks through a script element: the pages' policy allows those of their own origin, and nothing else need be opened.
  function ask(since) {
    const script = document.createElement("script");
    script.src = "/__briefing/state.js?since=" + encodeURIComponent(since);
    script.onload = () => script.remove();
    script.onerror = () => {
      script.remove();
      setTimeout(ask, 1000, "");
    };
    document.head.append(script);
  }

  window.briefingPreview = (state) => {
    if (state.site !== shown) {
      location.reload();
      return;
    }
    show(state.problem);
    ask(state.state);
  };

  function show(problem) {
    if (overlay) overlay.remove();
    overlay = null;
    if (!problem) return;
    overlay = document.createElement("div");
    overlay.id = "briefing-problem";
    overlay.setAttribute("role", "alert");
    Object.assign(overlay.style, {
      position: "fixed", inset: "auto 0 0 0", maxHeight: "60vh", overflow: "auto", zIndex: "2147483647",
      padding: "1rem 1.5rem", background: "#2b0d0d", color: "#ffe9e6", borderTop: "4px solid #ff6b57",
    });
    const text = document.createElement("pre");
    text.textContent = problem;
    Object.assign(text.style, { margin: "0", font: "14px/1.45 ui-monospace, monospace", whiteSpace: "pre-wrap", background: "none", color: "inherit" });
    const close = document.createElement("button");
    close.textContent = "Close";
    Object.assign(close.style, { float: "right", font: "inherit", cursor: "pointer" });
    close.onclick = () => overlay.remove();
    overlay.append(close, text);
    document.body.append(overlay);
  }

  // not before the page is complete: a pending script would hold up its load event
  if (document.readyState === "complete") ask("");
  else addEventListener("load", () => ask(""));
})();

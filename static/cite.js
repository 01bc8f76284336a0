// The citation of a paragraph, and of what the reader has selected, with its paragraph, in every format that the page offers.
(function () {
  "use strict";
  var box = document.getElementById("cite"), body = document.querySelector(".body");
  var button = document.getElementById("cite-selection"), whole = document.getElementById("cite-whole");
  if (!box || !body || !button || !whole) return;
  var formats = Array.prototype.slice.call(box.querySelectorAll("pre[data-format]"));
  formats.forEach(function (format) { format.whole = format.textContent; });

  document.getElementById("cite-hint").hidden = false;

  // BibTeX counts braces whatever stands before them, so they become commands
  var LATEX = {
    "\\": "\\textbackslash{}", "{": "\\textbraceleft{}", "}": "\\textbraceright{}", "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}", "<": "\\textless{}", ">": "\\textgreater{}", "|": "\\textbar{}",
    "$": "\\$", "&": "\\&", "#": "\\#", "%": "\\%", "_": "\\_"
  };
  function latex(text) {
    return text.replace(/[\\{}~^<>|$&#%_]/g, function (c) { return LATEX[c]; });
  }

  var write = {
    bibtex: function (whole, note) {
      var known = /^ {2}note = \{(.*)\},$/m;
      if (known.test(whole)) {
        return whole.replace(known, function (_, before) { return "  note = {" + before + ". " + latex(note) + "},"; });
      }
      return whole.replace(/\}\s*$/, function () { return "  note = {" + latex(note) + "},\n}\n"; });
    },
    csl: function (whole, note) {
      var item = JSON.parse(whole);
      item.note = item.note ? item.note + ". " + note : note;
      return JSON.stringify(item, null, 2) + "\n";
    },
    ris: function (whole, note) {
      return whole.replace(/ER {2}- ?\s*$/, function (end) { return "N1  - " + note + "\n" + end; });
    },
    text: function (whole, note, words, paragraph) {
      var place = paragraph ? ", paragraph " + paragraph : "";
      // the address comes last
      return (words ? words + ", in: " : "") + whole.trim().replace(/(, https?:\/\/\S+)?$/, function (address) { return place + address; });
    }
  };

  // the sheet of a paragraph's number
  var text = document.getElementById("cite-text");
  document.addEventListener("paragraph", function (event) {
    event.detail.offer("Copy citation", function () { return write.text(text.whole, "", "", event.detail.paragraph); });
  });

  // the number of the block in which the selection begins
  function paragraph(node) {
    var blocks = Array.prototype.slice.call(body.querySelectorAll("[id]"));
    for (var at = 0; at < blocks.length; at += 1) {
      if (blocks[at].contains(node)) return at + 1;
    }
    return 0;
  }

  function selected() {
    var selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    var range = selection.getRangeAt(0);
    if (!body.contains(range.commonAncestorContainer)) return null;
    var words = selection.toString().replace(/\s+/g, " ").trim();
    return words ? { words: words, paragraph: paragraph(range.startContainer) } : null;
  }

  document.addEventListener("selectionchange", function () { button.hidden = !selected(); });

  button.addEventListener("click", function () {
    var it = selected();
    if (!it) return;
    var words = /^["“„«»‘'「『]/.test(it.words) ? it.words : "“" + it.words + "”";
    var note = (it.paragraph ? "Paragraph " + it.paragraph + ": " : "") + words;
    formats.forEach(function (format) {
      format.textContent = write[format.dataset.format](format.whole, note, words, it.paragraph);
    });
    whole.hidden = false;
    button.hidden = true;
    box.open = true;
    box.scrollIntoView();
    box.querySelector("summary").focus();
  });

  whole.addEventListener("click", function () {
    formats.forEach(function (format) { format.textContent = format.whole; });
    whole.hidden = true;
  });
})();

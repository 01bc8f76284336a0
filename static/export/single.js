// Search within this file. Without it everything can still be read, and the browser's own search finds every word.
(function () {
  "use strict";
  var MOST = 40, AROUND = 90;
  var box = document.getElementById("search"), query = document.getElementById("query");
  var count = document.getElementById("count"), found = document.getElementById("found");
  var places = null, timer = 0;

  function fold(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  // headings of chapters first, then the blocks of the articles in order
  function gather() {
    var all = [];
    document.querySelectorAll(".chapter").forEach(function (chapter) {
      var heading = chapter.querySelector("h2");
      all.push({ id: chapter.id, title: heading.textContent, text: heading.textContent, heads: true });
    });
    document.querySelectorAll(".chapter").forEach(function (chapter) {
      var title = chapter.querySelector("h2").textContent;
      chapter.querySelectorAll(".body [id]").forEach(function (block) {
        all.push({ id: block.id, title: title, text: block.textContent, heads: false });
      });
    });
    all.forEach(function (place) { place.folded = fold(place.text); });
    return all;
  }

  function snippet(place, word) {
    var at = place.text.toLowerCase().indexOf(word);
    var from = Math.max(0, (at < 0 ? 0 : at) - AROUND), to = from + 2 * AROUND + word.length;
    return (from > 0 ? "… " : "") + place.text.slice(from, to).trim() + (to < place.text.length ? " …" : "");
  }

  function show() {
    var words = fold(query.value).split(/\s+/).filter(Boolean);
    found.textContent = "";
    count.textContent = "";
    if (!words.length) return;
    places = places || gather();
    var hits = places.filter(function (place) {
      return words.every(function (word) { return place.folded.indexOf(word) >= 0; });
    });
    count.textContent = hits.length === 0 ? "Nothing found" : hits.length + (hits.length === 1 ? " place" : " places");
    hits.slice(0, MOST).forEach(function (place) {
      var item = document.createElement("li"), link = document.createElement("a"), title = document.createElement("bdi");
      link.href = "#" + place.id;
      title.textContent = place.title;
      link.appendChild(title);
      item.appendChild(link);
      if (!place.heads) {
        var text = document.createElement("span");
        text.dir = "auto";
        text.textContent = snippet(place, words[0]);
        item.appendChild(text);
      }
      found.appendChild(item);
    });
  }

  query.addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(show, 150);
  });
  box.hidden = false;
})();

/*
 * The search page. Works from disk as from a server: what it needs of the index it loads as script files while the
 * reader types (`src/emit/search/`), and nothing before. All text goes into the page as text, never as markup.
 *
 *   <form id="search-form" data-index="path of the manifest" data-root="path of the site's root">
 *   <input id="q" name="q" type="search">  <p id="search-status" role="status">  <div id="search-results">
 */
(function () {
  'use strict';

  // ---------------------------------------------------------------------------------------------------- terms
  // The rules of src/emit/search/terms.rs; tests/cases/search/terms.json holds both to the same table.

  const LONGEST_TERM = 32;
  const WORD = /[\p{Alphabetic}\p{N}]/u;
  const DROPPED = /[\p{M}\u00AD\u200B\u2060-\u2064\uFEFF\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\x80-\x84\x86-\x9F]/u;
  const UNSPACED = /[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\u{20000}-\u{3FFFF}]/u;
  const LETTERS = {
    'ß': 'ss', 'ø': 'o', 'Ø': 'o', 'đ': 'd', 'Đ': 'd', 'ð': 'd', 'Ð': 'd', 'ł': 'l', 'Ł': 'l', 'ı': 'i', 'ς': 'σ',
    'æ': 'ae', 'Æ': 'ae', 'œ': 'oe', 'Œ': 'oe', 'þ': 'th', 'Þ': 'th', '\u02BB': "'", '\u02BC': "'",
  };
  const foldedLetters = new Map();

  function foldLetter(letter) {
    let folded = foldedLetters.get(letter);
    if (folded === undefined) {
      folded = '';
      for (const part of letter.normalize('NFKD')) {
        if (LETTERS[part]) folded += LETTERS[part];
        else if (!DROPPED.test(part)) for (const low of part.toLowerCase()) folded += LETTERS[low] || low;
      }
      foldedLetters.set(letter, folded);
    }
    return folded;
  }

  /** The terms of a text with their places in it. `typing` keeps a single last letter: the beginning of a word. */
  function tokens(text, typing) {
    const letters = [], starts = [], ends = [];
    let at = 0;
    for (const letter of text) {
      for (const part of foldLetter(letter)) {
        letters.push(part);
        starts.push(at);
        ends.push(at + letter.length);
      }
      at += letter.length;
    }
    const found = [];
    const isWord = i => i < letters.length && WORD.test(letters[i]);
    const add = (from, to, term) => found.push({ term, start: starts[from], end: ends[to - 1] });
    const plain = (from, to) => {
      if (to - from > 1 || letters[from] > '\x7F') add(from, to, letters.slice(from, Math.min(to, from + LONGEST_TERM)).join(''));
    };
    for (let i = 0; i < letters.length;) {
      if (!isWord(i)) { i++; continue; }
      const start = i;
      while (isWord(i)) i++;
      if (i - start === 1 && letters[start] <= '\x7F') {
        let term = letters[start];
        while (letters[i] === '.' && /^[a-z]$/.test(letters[i + 1] || '') && !isWord(i + 2)) {
          term += letters[i + 1];
          i += 2;
        }
        if (term.length > 1 || (typing && i === letters.length)) add(start, i, term.slice(0, LONGEST_TERM));
        continue;
      }
      for (let from = start; from < i;) {
        const unspaced = UNSPACED.test(letters[from]);
        let to = from;
        while (to < i && UNSPACED.test(letters[to]) === unspaced) to++;
        if (!unspaced) plain(from, to);
        else if (to - from === 1) plain(from, to);
        else for (let n = from; n + 1 < to; n++) add(n, n + 2, letters[n] + letters[n + 1]);
        from = to;
      }
    }
    return found;
  }

  // ---------------------------------------------------------------------------------------------------- files

  const form = document.getElementById('search-form');
  const input = document.getElementById('q');
  const status = document.getElementById('search-status');
  const results = document.getElementById('search-results');

  const received = new Map();
  const requests = new Map();

  /** Every file of the index is one call of this. */
  window.briefingSearch = function (kind, number, ...data) {
    received.set(kind + number, data);
  };
  window.briefingSearch.terms = text => tokens(text).map(token => token.term);
  if (!form || !input || !status || !results || !form.dataset.index) return;

  const root = form.dataset.root || '';
  const folder = form.dataset.index.replace(/[^/]*$/, '');

  function loadScript(key, address) {
    if (!requests.has(key)) {
      requests.set(key, new Promise((resolve, reject) => {
        const script = document.createElement('script');
        script.src = address;
        script.onload = () => (received.has(key) ? resolve(received.get(key)) : reject(new Error(address)));
        script.onerror = () => {
          requests.delete(key);
          reject(new Error(address));
        };
        document.head.append(script);
      }));
    }
    return requests.get(key);
  }

  const HASH = 6;
  let manifest = null;

  async function loadManifest() {
    if (!manifest) {
      [manifest] = await loadScript('m0', form.dataset.index);
      manifest.borders = manifest.shards === '' ? [] : manifest.shards.split(' ');
    }
  }

  function loadFile(kind, hashes, number) {
    const hash = hashes.slice(number * HASH, (number + 1) * HASH);
    return loadScript(kind + number, `${folder}${kind}${number}-${hash}.js`);
  }

  const shards = new Map();

  async function loadShard(number) {
    if (!shards.has(number)) {
      const [terms, lists] = await loadFile('s', manifest.shardHashes, number);
      shards.set(number, { terms: terms.split(' '), lists });
    }
    return shards.get(number);
  }

  const loadRow = async number =>
    (await loadFile('d', manifest.rowHashes, Math.floor(number / manifest.rowChunk)))[0][number % manifest.rowChunk];
  const loadText = async number =>
    (await loadFile('t', manifest.textHashes, Math.floor(number / manifest.textChunk)))[0][number % manifest.textChunk];

  // ---------------------------------------------------------------------------------------------------- finding

  /** A beginning of a word that so many files hold continuations of is not yet worth loading them. */
  const MOST_SHARDS = 8;

  /** Number of the first item that is not below the value. */
  function lowerBound(list, value) {
    let low = 0, high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle] < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function shardOf(term) {
    const at = lowerBound(manifest.borders, term);
    return Math.max(0, manifest.borders[at] === term ? at : at - 1);
  }

  /** The documents that hold the token, or for an open one a word that begins with it, with their scores. */
  async function find(token) {
    const first = shardOf(token.term);
    let last = token.open ? shardOf(token.term + '\uFFFF') : first;
    const wide = last - first >= MOST_SHARDS;
    if (wide) last = first;
    const numbers = Array.from({ length: last - first + 1 }, (_, n) => first + n);
    const found = { token, scores: new Map(), optional: false, wide };
    for (const shard of manifest.borders.length ? await Promise.all(numbers.map(loadShard)) : []) {
      for (let n = lowerBound(shard.terms, token.term); n < shard.terms.length; n++) {
        const term = shard.terms[n], exact = term === token.term;
        if (!exact && (!token.open || wide || !term.startsWith(token.term))) break;
        collect(found, shard.lists[n], exact);
      }
    }
    return found;
  }

  function collect(found, list, exact) {
    const shortened = list[0] < 0;
    const documents = shortened ? -list[0] : list.length;
    const rarity = Math.log(1 + manifest.documents / documents) * (exact ? 1 : 0.7);
    if (shortened && exact) found.optional = true;
    let document = 0;
    for (let n = shortened ? 1 : 0; n < list.length; n++) {
      document += list[n] >> 4;
      const score = rarity * (list[n] & 15);
      if (score > (found.scores.get(document) || 0)) found.scores.set(document, score);
    }
  }

  /** Documents that hold every token, best first. Tokens too common to be listed in full only add to the score. */
  function join(parts) {
    let required = parts.filter(part => !part.optional);
    if (!required.length) required = parts;
    required.sort((a, b) => a.scores.size - b.scores.size);
    const hits = [];
    for (const document of required.length ? required[0].scores.keys() : []) {
      if (required.every(part => part.scores.has(document))) {
        const score = parts.reduce((sum, part) => sum + (part.scores.get(document) || 0), 0);
        hits.push({ document, score });
      }
    }
    return hits.sort((a, b) => b.score - a.score || a.document - b.document);
  }

  /** A known word one slip of the keyboard away from one that nothing holds; the commonest of them. */
  function nearby(term) {
    let best = null;
    for (const { terms, lists } of term.length < 4 ? [] : shards.values()) {
      terms.forEach((known, n) => {
        const weight = lists[n].length;
        if (Math.abs(known.length - term.length) <= 1 && (!best || weight > best.weight) && oneSlip(known, term)) best = { known, weight };
      });
    }
    return best && best.known;
  }

  /** Whether the texts differ by one letter more, less, other, or swapped with the next. */
  function oneSlip(a, b) {
    let i = 0;
    while (i < a.length && i < b.length && a[i] === b[i]) i++;
    const rest = (text, from) => text.slice(from);
    return rest(a, i + 1) === rest(b, i + 1) || rest(a, i + 1) === rest(b, i) || rest(a, i) === rest(b, i + 1) ||
      (a[i] === b[i + 1] && a[i + 1] === b[i] && rest(a, i + 2) === rest(b, i + 2));
  }

  // ---------------------------------------------------------------------------------------------------- showing

  const KINDS = ['Article', 'Person', 'Organisation', 'Place', 'Topic'];
  const NAMES_SHOWN = 6, ARTICLES_SHOWN = 8, MORE = 20;
  const PASSAGE_BEFORE = 70, PASSAGE = 240;

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  const matches = (token, term) => token.term === term || (token.open && term.startsWith(token.term));

  /** The words of the text that the query names. */
  function hitsIn(text, query) {
    return tokens(text).filter(({ term }) => query.some(token => matches(token, term)));
  }

  /** Appends text with the hits in <mark>. */
  function appendMarked(parent, text, hits) {
    let at = 0;
    for (const { start, end } of hits) {
      if (end <= at) continue;
      const from = Math.max(start, at);
      parent.append(text.slice(at, from), element('mark', { textContent: text.slice(from, end) }));
      at = end;
    }
    parent.append(text.slice(at));
    return parent;
  }

  function resultItem([kind, path, title, line], query) {
    const link = element('a', { href: root + path, className: 'search-link' });
    appendMarked(link, title, hitsIn(title, query));
    const item = element('li', { className: 'search-result' }, element('h3', {}, link));
    const about = [kind ? KINDS[kind] : '', line].filter(Boolean).join(' · ');
    if (about) item.append(element('p', { className: 'search-about', textContent: about }));
    return item;
  }

  /** How many words of the query a stretch of hits holds. */
  const held = (hits, query) => query.filter(token => hits.some(hit => matches(token, hit.term))).length;

  /** The stretch of the article that holds most of the query, as a link to its paragraph. */
  function passage(path, blocks, query) {
    let best = { held: 0 };
    for (let n = 0; n + 1 < blocks.length; n += 2) {
      const hits = hitsIn(blocks[n + 1], query);
      hits.slice(0, 50).forEach((first, i) => {
        const near = hits.slice(i).filter(hit => hit.end <= first.start + PASSAGE - PASSAGE_BEFORE);
        const count = held(near, query);
        if (count > best.held) best = { held: count, anchor: blocks[n], text: blocks[n + 1], hits: near };
      });
    }
    if (!best.held) return null;
    const { text, hits } = best;
    let from = Math.max(0, hits[0].start - PASSAGE_BEFORE);
    if (from > 0) from = Math.min(hits[0].start, text.indexOf(' ', from) + 1 || from);
    let to = Math.min(text.length, from + PASSAGE);
    if (to < text.length) to = Math.max(hits[0].end, text.lastIndexOf(' ', to));
    const shown = hits.filter(hit => hit.end <= to).map(hit => ({ start: hit.start - from, end: hit.end - from }));
    const link = element('a', { href: `${root}${path}#${best.anchor}`, className: 'search-passage', tabIndex: -1 });
    if (from > 0) link.append('… ');
    appendMarked(link, text.slice(from, to), shown);
    if (to < text.length) link.append(' …');
    return element('p', { className: 'search-snippet' }, link);
  }

  function count(number, one, many) {
    return `${number} ${number === 1 ? one : many}`;
  }

  async function group(heading, hits, limit, query) {
    const list = element('ol', { className: 'search-list' });
    const shown = hits.slice(0, limit);
    const rows = await Promise.all(shown.map(hit => loadRow(hit.document)));
    const items = rows.map(row => resultItem(row, query));
    list.append(...items);
    const section = element('section', { className: 'search-group' }, element('h2', { textContent: heading }), list);
    return { section, items, rows, shown };
  }

  async function addPassages({ items, rows, shown }, query, isCurrent) {
    await Promise.all(shown.map(async ({ document }, n) => {
      const blocks = await loadText(document);
      const found = isCurrent() && passage(rows[n][1], blocks, query);
      if (found) items[n].append(found);
    }));
  }

  // ---------------------------------------------------------------------------------------------------- the page

  let turn = 0;
  let timer = 0;
  let limits = { names: NAMES_SHOWN, articles: ARTICLES_SHOWN };

  function say(text) {
    if (status.textContent !== text) status.textContent = text;
  }

  function parse(text) {
    const query = tokens(text, true);
    query.forEach(token => { token.open = token.end === text.length; });
    return query;
  }

  async function search() {
    const mine = ++turn;
    const isCurrent = () => mine === turn;
    const text = input.value.trimStart();
    const query = parse(text);
    if (!query.length) {
      results.replaceChildren();
      say('');
      return remember(text);
    }
    try {
      await loadManifest();
      const parts = await Promise.all(query.map(find));
      if (!isCurrent()) return;
      const hits = join(parts);
      const names = hits.filter(hit => hit.document >= manifest.articles);
      const articles = hits.filter(hit => hit.document < manifest.articles);
      const groups = [];
      if (names.length) groups.push(await group('People, organisations, places, topics', names, limits.names, query));
      const found = articles.length ? await group('Articles', articles, limits.articles, query) : null;
      if (found) groups.push(found);
      if (!isCurrent()) return;
      results.replaceChildren(...groups.map(made => made.section));
      addMore(names.length, articles.length);
      if (hits.length) {
        const counts = [names.length && count(names.length, 'name', 'names'), articles.length && count(articles.length, 'article', 'articles')];
        say(`${counts.filter(Boolean).join(' and ')} for “${text.trim()}”`);
      } else {
        sayNothingFound(text.trim(), parts);
      }
      // what takes longer waits until the reader does
      await new Promise(resolve => setTimeout(resolve, 200));
      if (!isCurrent()) return;
      remember(text.trim());
      if (found) await addPassages(found, query, isCurrent);
    } catch (error) {
      if (isCurrent()) say(`A part of the search index could not be loaded: ${error.message}`);
    }
  }

  function sayNothingFound(text, parts) {
    if (parts.some(part => part.wide && !part.scores.size)) return say('Type another letter.');
    say(`Nothing found for “${text}”.`);
    const advice = element('p', { className: 'search-nothing' });
    const missing = parts.find(part => !part.scores.size);
    const better = missing && nearby(missing.token.term);
    if (better) {
      const corrected = text.slice(0, missing.token.start) + better + text.slice(missing.token.end);
      const link = element('a', { href: `?q=${encodeURIComponent(corrected)}`, textContent: corrected });
      advice.append('Did you mean ', link, '? ');
    }
    if (parts.length > 1) advice.append('Every word must occur; try fewer. ');
    advice.append('Or look through ', element('a', { href: `${root}articles/index.html`, textContent: 'all articles' }), '.');
    results.replaceChildren(advice);
  }

  function addMore(names, articles) {
    if (names <= limits.names && articles <= limits.articles) return;
    const button = element('button', { type: 'button', className: 'search-more', textContent: 'Show more' });
    button.addEventListener('click', () => {
      limits = { names: limits.names + MORE, articles: limits.articles + MORE };
      search();
    });
    results.append(button);
  }

  /** Keeps the query in the address, so that it can be sent on and the way back leads to it. */
  function remember(text) {
    try {
      history.replaceState(null, '', text ? `?q=${encodeURIComponent(text)}` : location.pathname);
    } catch {
      // some browsers refuse it for pages from disk; nothing depends on it
    }
  }

  function changed() {
    limits = { names: NAMES_SHOWN, articles: ARTICLES_SHOWN };
    clearTimeout(timer);
    timer = setTimeout(search, 60);
  }

  const links = () => [...results.querySelectorAll('.search-link')];

  input.addEventListener('input', changed);

  form.addEventListener('submit', event => {
    event.preventDefault();
    const [first] = links();
    if (first) first.click();
  });

  document.addEventListener('keydown', event => {
    const among = links();
    const here = among.indexOf(document.activeElement);
    if (document.activeElement !== input && here < 0) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const next = here + (event.key === 'ArrowDown' ? 1 : -1);
      if (next < -1 || next >= among.length) return;
      event.preventDefault();
      (among[next] || input).focus();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (here < 0) {
        input.value = '';
        changed();
      }
      input.focus();
    }
  });

  const asked = new URLSearchParams(location.search).get('q');
  if (asked && !input.value) input.value = asked;
  if (input.value) search();
})();

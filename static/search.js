/*
 * The search page, and the filters of the index of articles. All text goes into the page as text, never as markup.
 *
 *   <form id="search-form" data-index="path of the manifest" data-root="path of the site's root">
 *     input[name=q], on the search page only; select and input elements named as the filters
 *   <p id="search-status" role="status">  <div id="search-results">  [data-unfiltered]: gives way to results
 */
(function () {
  'use strict';

  const form = document.getElementById('search-form');
  const status = document.getElementById('search-status');
  const results = document.getElementById('search-results');
  if (!form || !status || !results || !form.dataset.index) return;

  const { open, tokens, matches, phraseIn } = window.briefingSearch;
  const index = open(form.dataset.index);
  const root = form.dataset.root || '';
  const input = form.querySelector('input[type=search]');
  const fields = [...form.elements].filter(field => field.name && field !== input);
  const filterBox = form.querySelector('details');
  const clear = form.querySelector('[type=reset]');

  const KINDS = ['Article', 'Person', 'Organisation', 'Place', 'Topic'];
  const SHAPES = ['', 'person', 'organisation', 'place', ''];
  const NAMES_SHOWN = 6, ARTICLES_SHOWN = 8, LISTED = 50, MORE = 20;
  const PASSAGE_BEFORE = 70, PASSAGE = 240;
  const PAUSE = 200, ROUNDS = 3;

  // a project's own `theme.js` may not know of it
  document.documentElement.dataset.scripted = '';

  // ---------------------------------------------------------------------------------------------------- showing

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  /** The words of the text that the query names. */
  const hitsIn = (text, query) => tokens(text).filter(({ term }) => query.some(token => matches(token, term)));

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
    const link = element('a', { href: root + path, className: 'search-link', dir: 'auto' });
    appendMarked(link, title, hitsIn(title, query));
    const item = element('li', { className: 'search-result' }, element('h3', {}, link));
    const about = element('p', { className: `search-about kind ${SHAPES[kind]}` });
    if (kind) about.append(`${KINDS[kind]} · `);
    about.append(line);
    if (line || kind) item.append(about);
    return item;
  }

  /** How many words of the query a stretch of hits holds. */
  const held = (hits, query) => query.filter(token => hits.some(hit => matches(token, hit.term))).length;

  /** The stretch of the article that holds most of the query, a phrase before all, with the anchor of its block. */
  function bestStretch(blocks, query) {
    let best = { held: 0 };
    // the title, which comes first, stands above the passage already
    for (let n = 2; n + 1 < blocks.length; n += 2) {
      const words = tokens(blocks[n + 1]);
      for (const phrase of query.phrases) {
        const at = phraseIn(words, phrase);
        if (at) return { held: 1, anchor: blocks[n], text: blocks[n + 1], hits: words.filter(word => word.start >= at[0].start && word.end <= at[1].end) };
      }
      const hits = words.filter(({ term }) => query.some(token => matches(token, term)));
      hits.slice(0, 50).forEach((first, i) => {
        const near = hits.slice(i).filter(hit => hit.end <= first.start + PASSAGE - PASSAGE_BEFORE);
        const count = held(near, query);
        if (count > best.held) best = { held: count, anchor: blocks[n], text: blocks[n + 1], hits: near };
      });
    }
    return best;
  }

  /** That stretch as a link to its paragraph. */
  function passage(path, blocks, query) {
    const { text, hits, anchor, held } = bestStretch(blocks, query);
    if (!held) return null;
    let from = Math.max(0, hits[0].start - PASSAGE_BEFORE);
    if (from > 0) from = Math.min(hits[0].start, text.indexOf(' ', from) + 1 || from);
    let to = Math.min(text.length, from + PASSAGE);
    if (to < text.length) to = Math.max(hits[0].end, text.lastIndexOf(' ', to));
    const shown = hits.filter(hit => hit.end <= to).map(hit => ({ start: hit.start - from, end: hit.end - from }));
    const link = element('a', { href: `${root}${path}#${anchor}`, className: 'search-passage', tabIndex: -1, dir: 'auto' });
    if (from > 0) link.append('… ');
    appendMarked(link, text.slice(from, to), shown);
    if (to < text.length) link.append(' …');
    return element('p', { className: 'search-snippet' }, link);
  }

  const count = (number, one, many) => `${number.toLocaleString('en')} ${number === 1 ? one : many}`;

  async function group(heading, hits, limit, query) {
    const shown = hits.slice(0, limit);
    const rows = await Promise.all(shown.map(hit => index.row(hit.document)));
    const items = rows.map(row => resultItem(row, query));
    const list = element('ol', { className: 'search-list' }, ...items);
    const section = element('section', { className: 'search-group' }, element('h2', { textContent: heading }), list);
    return { section, items, rows, shown };
  }

  /** Shows under each article where it says what was asked for. Where it uses another name of what was meant (the article has
   *  Pedram, the reader asked for Pedrum), that name is marked. */
  async function addPassages({ items, rows, shown }, query, names, isCurrent) {
    const known = names.flatMap(row => tokens(row[2])).map(({ term }) => ({ term, stems: [], open: false }));
    const alias = Object.assign(known, { phrases: [] });
    await Promise.all(shown.map(async ({ document }, n) => {
      const blocks = await index.text(document);
      if (!isCurrent()) return;
      const found = passage(rows[n][1], blocks, query) || (alias.length && passage(rows[n][1], blocks, alias));
      if (found) items[n].append(found);
    }));
  }

  // ---------------------------------------------------------------------------------------------------- the page

  let turn = 0;
  let limits = {};

  function say(text) {
    if (status.textContent !== text) status.textContent = text;
  }

  const filters = () => Object.fromEntries(fields.filter(field => field.value).map(field => [field.name, field.value]));

  function showUnfiltered(shown) {
    document.querySelectorAll('[data-unfiltered]').forEach(part => { part.hidden = !shown; });
  }

  async function search() {
    const mine = ++turn;
    const isCurrent = () => mine === turn;
    const text = input ? input.value.trim() : '';
    const chosen = filters();
    const active = Object.keys(chosen).length;
    if (clear) clear.hidden = !active;
    const isTooShort = !tokens(text, true).some(({ term }) => term.length > 1 || term > '\x7F');
    if (isTooShort && !active) {
      results.replaceChildren();
      say('');
      showUnfiltered(true);
      return remember(text, chosen);
    }
    try {
      const found = await index.find(input ? input.value.trimStart() : '', chosen);
      const limit = found.query.length ? limits.articles : limits.listed;
      const { query, names, articles } = found;
      if (found.unverified.length) {
        // reading articles for a phrase waits until it is written: its closing mark says so, or a pause
        if (query.some(token => token.literal && token.open)) await new Promise(resolve => setTimeout(resolve, PAUSE));
        if (!isCurrent()) return;
        await index.verify(found, limit, limits.rounds);
      }
      if (!isCurrent()) return;
      const groups = [];
      if (names.length) groups.push(await group('People, organisations, places, topics', names, limits.names, query));
      const nameRows = groups.length ? groups[0].rows.slice(0, 3) : [];
      const listed = articles.length ? await group('Articles', articles, limit, query) : null;
      if (listed) groups.push(listed);
      if (!isCurrent()) return;
      results.replaceChildren(...groups.map(made => made.section));
      showUnfiltered(!!input);
      if (groups.length) say(summary(found, text));
      else if (found.unverified.length) say('Not in the likeliest articles.');
      else sayNothingFound(text, found, active);
      if (names.length > limits.names || articles.length > limit || found.unverified.length) addMore();
      // what takes longer waits until the reader does
      await new Promise(resolve => setTimeout(resolve, PAUSE));
      if (!isCurrent()) return;
      remember(text, chosen);
      if (listed && query.length) await addPassages(listed, query, nameRows, isCurrent);
    } catch (error) {
      if (isCurrent()) say(`A part of the search index could not be loaded: ${error.message}`);
    }
  }

  function summary({ names, articles, unverified, parts }, text) {
    // of the commonest words the index has not all articles
    const most = parts.some(part => part.cut) ? 'over ' : '';
    const more = unverified.length ? ', perhaps more' : '';
    const counts = [names.length && count(names.length, 'name', 'names'), articles.length && most + count(articles.length, 'article', 'articles') + more];
    return counts.filter(Boolean).join(' and ') + (text ? ` for “${text.replace(/["“”„«»]/g, '')}”` : '');
  }

  function sayNothingFound(text, { parts, query }, active) {
    if (parts.some(part => part.wide && !part.scores.size)) return say('Type another letter.');
    say(text ? `Nothing found for “${text.replace(/["“”„«»]/g, '')}”.` : 'No article fits.');
    const advice = element('p', { className: 'search-nothing' });
    const missing = parts.find(part => !part.scores.size);
    const better = missing && index.nearby(missing.token.term);
    if (better) {
      const corrected = text.slice(0, missing.token.start) + better + text.slice(missing.token.end);
      advice.append('Did you mean ', element('a', { href: `?q=${encodeURIComponent(corrected)}`, textContent: corrected }), '? ');
    }
    if (query.phrases.length) advice.append('Words in quotation marks must stand together; try without. ');
    else if (parts.length > 1) advice.append('Every word must occur; try fewer. ');
    if (active) advice.append('Filters are set; clear them to look everywhere. ');
    if (input) advice.append('Or look through ', element('a', { href: `${root}articles/index.html`, textContent: 'all articles' }), '.');
    results.replaceChildren(advice);
  }

  function addMore() {
    const button = element('button', { type: 'button', className: 'search-more', textContent: 'Show more' });
    button.addEventListener('click', () => {
      limits = { names: limits.names + MORE, articles: limits.articles + MORE, listed: limits.listed + LISTED, rounds: limits.rounds + ROUNDS };
      search();
    });
    results.append(button);
  }

  /** Keeps the query in the address, so that it can be sent on and the way back leads to it. */
  function remember(text, chosen) {
    try {
      const query = new URLSearchParams(text ? { q: text, ...chosen } : chosen).toString();
      history.replaceState(null, '', query ? `?${query}` : location.pathname);
    } catch {
      // some browsers refuse it for pages from disk; nothing depends on it
    }
  }

  function changed() {
    limits = { names: NAMES_SHOWN, articles: ARTICLES_SHOWN, listed: LISTED, rounds: ROUNDS };
    search();
  }

  // who follows a result comes back to it, however quick
  results.addEventListener('click', () => remember(input ? input.value.trim() : '', filters()));

  const links = () => [...results.querySelectorAll('.search-link')];

  form.addEventListener('input', changed);
  form.addEventListener('reset', () => {
    // the words stay: the button is about the filters
    const text = input ? input.value : '';
    setTimeout(() => {
      if (input) input.value = text;
      changed();
    });
  });
  form.addEventListener('submit', event => {
    event.preventDefault();
    const [first] = links();
    if (first && document.activeElement === input) first.click();
  });

  document.addEventListener('keydown', event => {
    const among = links();
    const here = among.indexOf(document.activeElement);
    if (!input || (document.activeElement !== input && here < 0)) return;
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

  const asked = new URLSearchParams(location.search);
  if (input && asked.get('q') && !input.value) input.value = asked.get('q');
  for (const field of fields) if (asked.get(field.name)) field.value = asked.get(field.name);
  const isFiltered = Object.keys(filters()).length > 0;
  if (filterBox && isFiltered) filterBox.open = true;
  if ((input && input.value) || isFiltered) changed();
  else if (input && location.hash === '#q') input.focus();
})();

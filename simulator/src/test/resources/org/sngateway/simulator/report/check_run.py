"""Reads a run's JSON and series with nothing of ours: Python's standard library and HdrHistogram's published format (V2).

Prints the percentiles that it computes from each histogram, one "name percentile nanoseconds" a line, then "rows N".
"""
import base64, csv, gzip, io, json, math, os, struct, sys, zlib


def counts(text):
    octets = base64.b64decode(text, validate=True)
    cookie, length = struct.unpack_from(">ii", octets)
    assert cookie == 0x1C849314, hex(cookie)
    assert length == len(octets) - 8
    body = zlib.decompress(octets[8:])
    cookie, length, offset, digits, lowest, highest, ratio = struct.unpack_from(">iiiiqqd", body)
    assert cookie == 0x1C849313, hex(cookie)
    assert offset == 0 and ratio == 1.0 and length == len(body) - 40
    index, at = 0, 40
    while at < len(body):
        value, shift = 0, 0
        while True:
            octet = body[at]
            at += 1
            if shift == 56:  # the ninth octet is taken whole
                value |= octet << shift
                break
            value |= (octet & 0x7F) << shift
            shift += 7
            if not octet & 0x80:
                break
        number = (value >> 1) ^ -(value & 1)
        if number < 0:
            index -= number
        else:
            if number:
                yield highest_equivalent(index, digits, lowest), number
            index += 1


def highest_equivalent(index, digits, lowest):
    magnitude = math.ceil(math.log2(2 * 10**digits))
    half = 1 << (magnitude - 1)
    unit = int(math.floor(math.log2(lowest)))
    bucket, sub = (index >> (magnitude - 1)) - 1, (index & (half - 1)) + half
    if bucket < 0:
        bucket, sub = 0, sub - half
    return (sub << (bucket + unit)) + (1 << (bucket + unit)) - 1


def percentile(pairs, wanted):
    total = sum(count for _, count in pairs)
    need, seen = max(1, math.ceil(wanted / 100 * total)), 0
    for value, count in pairs:
        seen += count
        if seen >= need:
            return value


path = sys.argv[1]
with open(path, encoding="utf-8") as file:
    run = json.load(file)
for name, text in sorted(run["histograms"].items()):
    pairs = list(counts(text))
    for wanted in (50, 90, 99):
        print(name, wanted, percentile(pairs, wanted))
with gzip.open(os.path.join(os.path.dirname(path), run["series"]), "rt", encoding="utf-8", newline="") as file:
    table = list(csv.reader(io.StringIO(file.read())))
assert table[0][0] == "second" and all(len(row) == len(table[0]) for row in table)
print("rows", len(table) - 1)

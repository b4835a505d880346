#!/usr/bin/env python3
"""bombs.py FOLDER [quick]: pictures made to exhaust, confuse or break who decodes them.

Each file is named after what is wrong with it; the first word says what must come of it: "refused" or "printed", or "any" where
both are sound; with "quick" without those that take a second and more.  All are made here, byte by byte; what is well-formed in them is borrowed from the pictures beside this script.
"""
import functools
import os
import struct
import sys
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))


def sample(name):
    with open(os.path.join(HERE, name), "rb") as file:
        return file.read()


# ---- PNG

PNG = b"\x89PNG\r\n\x1a\n"


def chunk(kind, data=b""):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def ihdr(width, height, depth=8, colour=2, interlace=0):
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace))


@functools.lru_cache(None)
def zeros(count):
    """So many zero bytes, deflated, without ever holding them."""
    squeeze = zlib.compressobj(1)
    out = []
    block = bytes(1 << 20)
    while count > 0:
        out.append(squeeze.compress(block[: min(count, len(block))]))
        count -= len(block)
    out.append(squeeze.flush())
    return b"".join(out)


def png(width, height, depth=8, colour=2, interlace=0, before=b"", data=None):
    bands = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    line = 1 + (width * bands * depth + 7) // 8
    data = zeros(line * height) if data is None else data
    return PNG + ihdr(width, height, depth, colour, interlace) + before + chunk(b"IDAT", data) + chunk(b"IEND")


def apng(frames):
    good = sample("clear.png")
    head, rest = good[:33], good[33:]
    control = chunk(b"acTL", struct.pack(">II", frames, 0))
    frame = chunk(b"fcTL", struct.pack(">IIIIIHHBB", 0, 64, 48, 0, 0, 1, 100, 0, 0))
    more = b"".join(
        chunk(b"fcTL", struct.pack(">IIIIIHHBB", 2 * i + 1, 64, 48, 0, 0, 1, 100, 0, 0))
        + chunk(b"fdAT", struct.pack(">I", 2 * i + 2) + zlib.compress(bytes(48 * (1 + 64 * 4))))
        for i in range(frames - 1)
    )
    return head + control + frame + rest[:-12] + more + rest[-12:]


# ---- JPEG


def segments(jpeg):
    """The pieces up to the first scan's data, and the rest."""
    at, out = 2, []
    while True:
        size = struct.unpack(">H", jpeg[at + 2 : at + 4])[0] + 2
        out.append(jpeg[at : at + size])
        at += size
        if out[-1][1] == 0xDA:
            return out, jpeg[at:]


def marker(kind, data):
    return struct.pack(">BBH", 0xFF, kind, len(data) + 2) + data


def exif(body):
    good = sample("corners.jpg")
    return good[:2] + marker(0xE1, b"Exif\0\0" + body) + good[2:]


def jpeg_scans(count):
    """A progressive picture whose last scan comes again and again."""
    good = sample("progressive.jpg")
    at = good.rindex(b"\xff\xda")
    last = good[at:-2]
    return good[:-2] + last * count + good[-2:]


def jpeg_sized(width, height, name):
    parts, rest = segments(sample(name))
    out = b"\xff\xd8"
    for part in parts:
        if part[1] in (0xC0, 0xC2):
            part = part[:5] + struct.pack(">HH", height, width) + part[9:]
        out += part
    return out + rest


def jpeg_segments(count):
    good = sample("corners.jpg")
    return good[:2] + marker(0xE1, b"Exif\0\0" + bytes(65000)) * count + good[2:]


# ---- GIF


def gif(width, height, frames, screen=None):
    screen = screen or (width, height)
    out = b"GIF89a" + struct.pack("<HHBBB", screen[0], screen[1], 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02\x02\x44\x01\x00"
    return out + frame * frames + b";"


# ---- WebP


def riff(*pieces):
    body = b"".join(k + struct.pack("<I", len(d)) + d + bytes(len(d) % 2) for k, d in pieces)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def pieces(webp):
    at, out = 12, []
    while at + 8 <= len(webp):
        size = struct.unpack("<I", webp[at + 4 : at + 8])[0]
        out.append((webp[at : at + 4], webp[at + 8 : at + 8 + size]))
        at += 8 + size + size % 2
    return out


def u24(value):
    return struct.pack("<I", value)[:3]


def vp8l(width, height):
    """A lossless picture of one colour: five codes of one symbol each, and no data."""
    bits, value, count = [], 0, 0

    def put(number, size):
        nonlocal value, count
        value |= number << count
        count += size

    put(0x2F, 8)
    put(width - 1, 14)
    put(height - 1, 14)
    put(0, 1)
    put(0, 3)
    put(0, 1)  # no transform
    put(0, 1)  # no cache of colours
    put(0, 1)  # one group of codes
    for _ in range(5):
        put(1, 1)  # simple code
        put(0, 1)  # one symbol
        put(0, 1)  # of one bit
        put(0, 1)
    return value.to_bytes((count + 7) // 8 + 8, "little")


def webp_sized(width, height):
    """A lossy picture that says it is larger than its data."""
    kind, data = pieces(sample("plain.webp"))[0]
    assert kind == b"VP8 "
    return riff((kind, data[:6] + struct.pack("<HH", width, height) + data[10:]))


def webp_frames(count, width=64, height=48):
    still = pieces(sample("corners.webp"))[0]
    inner = still[0] + struct.pack("<I", len(still[1])) + still[1] + bytes(len(still[1]) % 2)
    frame = (b"ANMF", u24(0) + u24(0) + u24(63) + u24(47) + u24(10) + b"\0" + inner)
    head = (b"VP8X", b"\x02\0\0\0" + u24(width - 1) + u24(height - 1))
    return riff(head, (b"ANIM", bytes(6)), *([frame] * count))


# ---- AVIF: sizes are kept in "ispe" boxes


def avif_sized(width, height):
    good = sample("plain.avif")
    at = good.index(b"ispe")
    return good[: at + 8] + struct.pack(">II", width, height) + good[at + 16 :]


def avif_patched(word, *patch):
    good = bytearray(sample("plain.avif"))
    at = good.index(word)
    for offset, data in patch:
        good[at + offset : at + offset + len(data)] = data
    return bytes(good)


def avif_grid(rows, columns, width, height):
    """Many tiles that are all the same item, as a picture of its own."""
    tile = sample("corners.avif")
    data = tile[tile.index(b"mdat") + 4 :]
    config = tile[tile.index(b"av1C") - 4 :]
    config = config[: struct.unpack(">I", config[:4])[0]]
    ftyp = tile[: struct.unpack(">I", tile[:4])[0]]

    def box(kind, body):
        return struct.pack(">I", len(body) + 8) + kind + body

    def full(kind, version, body, flags=0):
        return box(kind, struct.pack(">I", version << 24 | flags) + body)

    grid = struct.pack(">BBBBII", 0, 1, rows - 1, columns - 1, width, height)
    infe = full(b"infe", 2, struct.pack(">HH", 1, 0) + b"grid\0") + full(b"infe", 2, struct.pack(">HH", 2, 0) + b"av01\0")
    tiles = struct.pack(">HH", 1, rows * columns) + struct.pack(">H", 2) * (rows * columns)
    properties = (
        full(b"ispe", 0, struct.pack(">II", width, height)) + full(b"ispe", 0, struct.pack(">II", 64, 48)) + config
    )
    links = struct.pack(">IHB", 2, 1, 1) + b"\x01" + struct.pack(">HB", 2, 2) + b"\x02\x83"
    hdlr = full(b"hdlr", 0, bytes(4) + b"pict" + bytes(13))

    def meta(start):
        iloc = struct.pack(">BBH", 0x44, 0, 2)
        iloc += struct.pack(">HHHII", 1, 0, 1, start, len(grid))
        iloc += struct.pack(">HHHII", 2, 0, 1, start + len(grid), len(data))
        return full(
            b"meta",
            0,
            hdlr
            + full(b"pitm", 0, struct.pack(">H", 1))
            + full(b"iloc", 0, iloc)
            + full(b"iinf", 0, struct.pack(">H", 2) + infe)
            + full(b"iref", 0, box(b"dimg", tiles))
            + box(b"iprp", box(b"ipco", properties) + full(b"ipma", 0, links)),
        )

    start = len(ftyp) + len(meta(0)) + 8
    return ftyp + meta(start) + box(b"mdat", grid + data)


def ifd(count, entries, following):
    return b"II*\0\x08\0\0\0" + struct.pack("<H", count) + entries + struct.pack("<I", following)


def entry(tag, kind, count, value):
    return struct.pack("<HHII", tag, kind, count, value)


def polyglot():
    """A GIF of one pixel that is also a script, by the old trick of a height that opens a comment."""
    head = b"GIF89a/*" + b"\x01\x00\x80\0\0" + b"\0\0\0\xff\xff\xff"
    return head + b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0;*/=1;alert(document.domain)//"


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><image href="file:///etc/passwd"/></svg>'
PAGE = b"<!DOCTYPE html><title>a</title><script>fetch('/api/')</script>"

BOMBS = {
    "refused png of 30000 by 30000": lambda: png(30000, 30000, 1, 0),
    "refused png of 0x7fffffff by 0x7fffffff": lambda: png(0x7FFFFFFF, 0x7FFFFFFF, data=zeros(1 << 20)),
    "refused png of 0 by 0": lambda: png(0, 0, data=zeros(16)),
    "printed png of 50 million pixels": lambda: png(10000, 5000),
    "refused png of 50010000 pixels": lambda: png(10002, 5000, 8, 0),
    "refused png interlaced, 50 million pixels, 16 bits": lambda: png(7071, 7071, 16, 6, 1, data=zeros(7071 * (1 + 7071 * 8) + 60000)),
    "any png with a profile of 100 MB": lambda: png(64, 48, before=chunk(b"iCCP", b"a\0\0" + zeros(100 << 20))),
    "any png with a comment of 100 MB": lambda: png(64, 48, before=chunk(b"zTXt", b"a\0\0" + zeros(100 << 20))),
    "any png with 100000 comments": lambda: png(64, 48, before=chunk(b"tEXt", b"a\0b") * 100000),
    "any png with an endless picture": lambda: png(64, 48, data=zeros(100 << 20)),
    "any png with a text that fills it": lambda: png(64, 48, before=chunk(b"tEXt", b"a\0" + bytes(15 << 20))),
    "printed apng of 2000 frames": lambda: apng(2000),
    "any jpeg of 10000 scans": lambda: jpeg_scans(10000),
    "refused jpeg of 65500 by 65500": lambda: jpeg_sized(65500, 65500, "plain.jpg"),
    "any jpeg of 7000 by 7000, progressive, without data": lambda: jpeg_sized(7000, 7000, "progressive.jpg"),
    "printed jpeg with 19 MB of headers": lambda: jpeg_segments(300),
    "printed jpeg whose exif leads to itself": lambda: exif(ifd(1, entry(0x8769, 4, 1, 8), 8)),
    "printed jpeg whose exif counts 4 billion": lambda: exif(
        ifd(2, entry(0x010F, 2, 0xFFFFFFFF, 26) + entry(0x8825, 4, 0xFFFFFFFF, 0xFFFFFFF0), 0xFFFFFFFE)
    ),
    "printed jpeg whose exif has 65535 entries, which lead to it again": lambda: exif(ifd(65535, entry(0x8769, 4, 1, 8) * 5000, 8)),
    "any gif of 65535 frames": lambda: gif(1, 1, 65535),
    "any gif of 65535 frames on a screen of 49 million pixels": lambda: gif(1, 1, 65535, (7000, 7000)),
    "refused gif of 65535 by 65535": lambda: gif(65535, 65535, 1),
    "any gif that is a script": polyglot,
    "refused webp of 16383 by 16383": lambda: riff((b"VP8L", vp8l(16383, 16383))),
    "any webp of 49 million pixels without data": lambda: riff((b"VP8L", vp8l(7000, 7000))),
    "any webp that says it is larger": lambda: webp_sized(7000, 7000),
    "printed webp of 5000 frames": lambda: webp_frames(5000),
    "any webp of 2 frames on a screen of 16777216 by 2": lambda: webp_frames(2, 1 << 24, 2),
    "refused avif of 10000 by 5000, with the data of 120 by 80": lambda: avif_sized(10000, 5000),
    "refused avif of 0x7fffffff by 0x7fffffff": lambda: avif_sized(0x7FFFFFFF, 0x7FFFFFFF),
    "refused avif without an item": lambda: avif_patched(b"infe", (0, b"inf0")),
    "refused avif of another codec": lambda: avif_patched(b"av01", (0, b"hvc1")),
    "any avif that is its own alpha": lambda: avif_patched(b"pitm", (4, b"\0\0\0\xff\xff")),
    "any avif of 255 by 255 tiles": lambda: avif_grid(255, 255, 7000, 7000),
    "any avif of 40 by 40 tiles of its size": lambda: avif_grid(40, 40, 2560, 1920),
    "refused svg": lambda: SVG,
    "refused web page": lambda: PAGE,
    "refused svg behind the first bytes of a png": lambda: PNG + SVG,
    "refused page behind the first bytes of a jpeg": lambda: b"\xff\xd8\xff\xe0" + PAGE * 100,
    "refused nothing but the first bytes": lambda: b"GIF89a",
}


SLOW = ("40 by 40 tiles", "of 50 million pixels", "49 million pixels without")


def main():
    folder, quick = sys.argv[1], sys.argv[2:] == ["quick"]
    os.makedirs(folder, exist_ok=True)
    for name, make in BOMBS.items():
        if quick and any(words in name for words in SLOW):
            continue
        with open(os.path.join(folder, name), "wb") as file:
            file.write(make())


if __name__ == "__main__":
    main()

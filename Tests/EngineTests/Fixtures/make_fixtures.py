"""Makes the files beside this script (png/, jpeg/, npy/, npz/, gzip/) for the tests of Engine/Data.

Run with NumPy and Pillow: python3 make_fixtures.py. The expected pixels come from the samples by the formula
round(value * 255 / maximum), not from a decoder; where Pillow reads a PNG to 8 bits, it is checked to agree.
"""

import gzip
import io
import struct
import zipfile
import zlib
from pathlib import Path

import numpy as np
from PIL import Image

HERE = Path(__file__).parent
GREY, RGB, PALETTE, GREY_ALPHA, RGBA = 0, 2, 3, 4, 6
SAMPLES = {GREY: 1, RGB: 3, PALETTE: 1, GREY_ALPHA: 2, RGBA: 4}
ADAM7 = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def packed_rows(samples, depth):
    """Each row [W, C] as bytes, samples of `depth` bits from the high end."""
    for row in samples.reshape(samples.shape[0], -1):
        if depth == 16:
            yield row.astype(">u2").tobytes()
        elif depth == 8:
            yield row.astype("u1").tobytes()
        else:
            bits = ((row[:, None] >> np.arange(depth - 1, -1, -1)) & 1).astype("u1")
            yield np.packbits(bits.reshape(-1)).tobytes()


def paeth(a, b, c):
    p = a + b - c
    return min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]


def filtered(samples, depth):
    """Rows with a filter byte; all five filters take turns."""
    step = max(1, samples.shape[2] * depth // 8)
    above, result = None, b""
    for number, row in enumerate(packed_rows(samples, depth)):
        above = above or bytes(len(row))
        kind = number % 5
        result += bytes([kind])
        for i, value in enumerate(row):
            a = row[i - step] if i >= step else 0
            b = above[i]
            c = above[i - step] if i >= step else 0
            result += bytes([(value - [0, a, b, (a + b) // 2, paeth(a, b, c)][kind]) & 255])
        above = row
    return result


def png(samples, color, depth, interlaced=False, before_data=b""):
    height, width = samples.shape[:2]
    header = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, int(interlaced))
    if interlaced:
        passes = [samples[y::dy, x::dx] for y, x, dy, dx in ADAM7]
        data = b"".join(filtered(part, depth) for part in passes if part.size)
    else:
        data = filtered(samples, depth)
    data = zlib.compress(data, 9)
    half = len(data) // 2
    body = chunk(b"IDAT", data[:half]) + chunk(b"IDAT", data[half:])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + before_data + body + chunk(b"IEND", b"")


def to_8_bits(samples, depth):
    maximum = 2**depth - 1
    return ((samples.astype("i8") * 510 + maximum) // (2 * maximum)).astype("u1")


def png_kinds(random, shape=(11, 13)):
    """name -> (samples, colour type, depth, chunks before the data, expected pixels [H, W, C])"""
    kinds = {}

    def samples(count, depth):
        return random.integers(0, 2**depth, (*shape, count))

    for depth in (1, 2, 4, 8, 16):
        grey = samples(1, depth)
        kinds[f"grey{depth}"] = grey, GREY, depth, b"", to_8_bits(grey, depth)
        key = int(grey[5, 5, 0])
        opaque = np.where(grey == key, 0, 255).astype("u1")
        expected = np.concatenate([to_8_bits(grey, depth).repeat(3, 2), opaque], 2)
        kinds[f"grey{depth}-key"] = grey, GREY, depth, chunk(b"tRNS", struct.pack(">H", key)), expected
    for depth in (8, 16):
        rgb, rgba, grey_alpha = samples(3, depth), samples(4, depth), samples(2, depth)
        kinds[f"rgb{depth}"] = rgb, RGB, depth, b"", to_8_bits(rgb, depth)
        key = rgb[4, 7]
        opaque = np.where((rgb == key).all(2, keepdims=True), 0, 255).astype("u1")
        expected = np.concatenate([to_8_bits(rgb, depth), opaque], 2)
        kinds[f"rgb{depth}-key"] = rgb, RGB, depth, chunk(b"tRNS", struct.pack(">3H", *key.tolist())), expected
        kinds[f"rgba{depth}"] = rgba, RGBA, depth, b"", to_8_bits(rgba, depth)
        expected = to_8_bits(grey_alpha, depth)[:, :, [0, 0, 0, 1]]
        kinds[f"grey-alpha{depth}"] = grey_alpha, GREY_ALPHA, depth, b"", expected
    for depth in (1, 2, 4, 8):
        colours = random.integers(0, 256, (2**depth, 3)).astype("u1")
        opacity = random.integers(0, 256, 2**depth - 1).astype("u1")
        index = samples(1, depth)
        palette = chunk(b"PLTE", colours.tobytes())
        kinds[f"palette{depth}"] = index, PALETTE, depth, palette, colours[index[:, :, 0]]
        # The last colour has no entry in tRNS: it is opaque.
        full = np.concatenate([colours, np.append(opacity, 255)[:, None]], 1).astype("u1")
        with_opacity = palette + chunk(b"tRNS", opacity.tobytes())
        kinds[f"palette{depth}-opacity"] = index, PALETTE, depth, with_opacity, full[index[:, :, 0]]
    return kinds


def agree_with_pillow(name, data, expected):
    # Pillow cuts 16 bits off instead of rounding, and does not scale the transparent grey of 2 and 4 bits.
    if "16" in name or name in ("grey2-key", "grey4-key"):
        return
    mode = {1: "L", 3: "RGB", 4: "RGBA"}[expected.shape[2]]
    image = Image.open(io.BytesIO(data))
    seen = np.asarray(image.convert(mode)).reshape(expected.shape)
    assert (seen == expected).all(), name


def make_pngs(random):
    expected = {}
    for name, (samples, color, depth, chunks, pixels) in png_kinds(random).items():
        expected[name] = pixels
        for interlaced in (False, True):
            data = png(samples, color, depth, interlaced, chunks)
            agree_with_pillow(name, data, pixels)
            write(f"png/{name}{'-interlaced' if interlaced else ''}.png", data)
    tiny = random.integers(0, 256, (2, 3, 3))
    expected["tiny"] = tiny.astype("u1")
    write("png/tiny-interlaced.png", png(tiny, RGB, 8, True))
    every = np.arange(65536).reshape(256, 256, 1)
    expected["grey16-every-value"] = to_8_bits(every, 16)
    write("png/grey16-every-value.png", png(every, GREY, 16))
    header = struct.pack(">IIBBBBB", 2**31 - 1, 2**31 - 1, 16, RGBA, 0, 0, 0)
    empty = chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    write("png/bomb-overflow.png", b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + empty)
    header = struct.pack(">IIBBBBB", 20000, 20000, 8, RGB, 0, 0, 0)
    write("png/bomb-promise.png", b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + empty)
    np.savez_compressed(HERE / "png/expected.npz", **expected)


def make_jpegs():
    y, x = np.mgrid[0:19, 0:26]
    rgb = np.stack([x * 9, y * 13, 255 - x * 4 - y * 6], 2).astype("u1")
    picture = Image.fromarray(rgb)
    expected = {"original": rgb}

    def save(name, image, **options):
        stream = io.BytesIO()
        image.save(stream, "JPEG", quality=95, **options)
        write(f"jpeg/{name}.jpg", stream.getvalue())
        expected[name] = np.atleast_3d(np.asarray(Image.open(stream)))

    save("rgb", picture, subsampling=0)
    save("rgb-420", picture, subsampling=2)
    save("progressive", picture, subsampling=0, progressive=True)
    save("grey", picture.convert("L"))
    save("cmyk", picture.convert("CMYK"))
    data = (HERE / "jpeg/rgb.jpg").read_bytes()
    assert data.endswith(b"\xff\xd9")
    write("jpeg/padded.jpg", data[:-2] + bytes(40) + b"\xff\xd9")
    del expected["cmyk"]
    np.savez_compressed(HERE / "jpeg/expected.npz", **expected)


def make_npys():
    """Element k of each array is k, or k % 2 for booleans."""

    def save(name, array, **options):
        stream = io.BytesIO()
        if options:
            np.lib.format.write_array(stream, array, **options)
        else:
            np.save(stream, array)
        write(f"npy/{name}.npy", stream.getvalue())

    base = np.arange(24).reshape(2, 3, 4)
    for code in "b1 i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8".split():
        array = (base % 2 if code == "b1" else base).astype("<" + code)
        save(code, array)
        save(f"{code}-fortran", np.asfortranarray(array))
        if array.itemsize > 1:
            save(f"{code}-big", array.astype(">" + code))
            save(f"{code}-big-fortran", np.asfortranarray(array.astype(">" + code)))
    save("version2", base.astype("<f4"), version=(2, 0))
    save("version3", base.astype("<f4"), version=(3, 0))
    save("number", np.float64(0.1))
    save("vector", np.arange(1000, dtype="<i2"))
    save("empty", np.zeros((0, 3), "<f4"))
    save("rank6-fortran", np.asfortranarray(np.arange(64, dtype="<i2").reshape((2,) * 6)))
    save("rank7", np.zeros((1,) * 7, "<f4"))
    save("refused-complex", np.zeros(3, "<c8"))
    save("refused-object", np.array([1, "two", None], dtype=object))
    save("refused-text", np.array(["one", "two"]))
    save("refused-bytes", np.array([b"one", b"two"]))
    save("refused-date", np.zeros(3, "<M8[s]"))
    save("refused-record", np.zeros(3, [("x", "<f4"), ("y", "<i2")]))
    save("refused-longdouble", np.zeros(3, np.longdouble))


def make_npzs():
    a, b = np.arange(6, dtype="<f4").reshape(2, 3), np.zeros((40, 50), "u1")
    np.savez(HERE / "npz/savez.npz", a=a, b=b)
    np.savez_compressed(HERE / "npz/compressed.npz", a=a, b=b)
    with zipfile.ZipFile(HERE / "npz/dated-1980.npz", "w") as archive:
        for name, array in {"a": a, "grösse": b}.items():
            stream = io.BytesIO()
            np.save(stream, array)
            info = zipfile.ZipInfo(name + ".npy")
            info.external_attr = 0o600 << 16
            archive.writestr(info, stream.getvalue())
    with zipfile.ZipFile(HERE / "npz/no-arrays.zip", "w") as archive:
        archive.writestr("readme.txt", "nothing here")
    with zipfile.ZipFile(HERE / "npz/bzip2.npz", "w", zipfile.ZIP_BZIP2) as archive:
        stream = io.BytesIO()
        np.save(stream, a)
        archive.writestr("a.npy", stream.getvalue())


def make_gzips():
    write("gzip/two-members.gz", gzip.compress(b"first, ", mtime=0) + gzip.compress(b"second", mtime=0))
    write("gzip/zeros-10MB.gz", gzip.compress(bytes(10_000_000), mtime=0))


def write(name, data):
    path = HERE / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)


if __name__ == "__main__":
    for folder in ("png", "jpeg", "npy", "npz", "gzip"):
        (HERE / folder).mkdir(exist_ok=True)
    make_pngs(np.random.default_rng(1))
    make_jpegs()
    make_npys()
    make_npzs()
    make_gzips()

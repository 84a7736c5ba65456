"""Makes the files beside this script (png/, jpeg/, npy/, npz/, gzip/, safetensors/, sgf/, foreign/) for the tests of Engine/Data.

Run with NumPy, Pillow and PyTorch: python3 make_fixtures.py. The expected pixels come from the samples by the formula
round(value * 255 / maximum), not from a decoder; where Pillow reads a PNG to 8 bits, it is checked to agree.
"""

import gzip
import io
import json
import pickle
import struct
import zipfile
import zlib
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageOps

HERE = Path(__file__).parent
REPORTS = "../../reports"
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


def at_16_bits(name, samples):
    """The samples as they are; grey becomes colour and a key opacity, as in 8 bits."""
    if name.endswith("-key"):
        key = samples[5, 5] if samples.shape[2] == 1 else samples[4, 7]
        opaque = np.where((samples == key).all(2, keepdims=True), 65535, 0) ^ 65535
        return np.concatenate([samples.repeat(3 // samples.shape[2], 2), opaque], 2).astype("<u2")
    return (samples[:, :, [0, 0, 0, 1]] if samples.shape[2] == 2 else samples).astype("<u2")


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
        if depth == 16:
            expected[name + "-fine"] = at_16_bits(name, samples)
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
    # A 16-bit grey picture as Pillow writes it: Pillow reads the same numbers.
    shades = (np.arange(35).reshape(5, 7) * 1801 + 13).astype("u2")
    stream = io.BytesIO()
    Image.fromarray(shades).save(stream, "PNG")
    assert (np.asarray(Image.open(stream)) == shades).all()
    write("png/grey16-pillow.png", stream.getvalue())
    expected["grey16-pillow"] = shades.astype("<u2")
    # The camera's mark in a PNG: turned by a quarter, to be turned clockwise.
    stream = io.BytesIO()
    turned = Image.fromarray(np.arange(12, dtype="u1").reshape(3, 4))
    turned.save(stream, "PNG", exif=exif(6))
    write("png/orientation6.png", stream.getvalue())
    expected["orientation6"] = np.asarray(ImageOps.exif_transpose(Image.open(stream)))
    np.savez_compressed(HERE / "png/expected.npz", **expected)


def exif(orientation):
    tags = Image.Exif()
    tags[0x0112] = orientation
    return tags.tobytes()


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
    # Eight ways to hold a camera; what is expected is Pillow's upright picture.
    for orientation in range(1, 9):
        stream = io.BytesIO()
        picture.save(stream, "JPEG", quality=95, subsampling=0, exif=exif(orientation))
        write(f"jpeg/orientation{orientation}.jpg", stream.getvalue())
        expected[f"orientation{orientation}"] = np.asarray(ImageOps.exif_transpose(Image.open(stream)))
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
    stream = io.BytesIO()
    np.save(stream, base.astype("<f4"))
    np.save(stream, np.arange(3))
    write("npy/two-arrays.npy", stream.getvalue())
    save("u8-above-int64", np.array([1, 2**63 - 1, 2**63, 2**64 - 1], "<u8"))
    save("u8-up-to-int64", np.array([0, 2**63 - 1], "<u8"))
    save("i8-exact", np.array([2**53 + 1, -(2**63), 2**63 - 1, 16777217], "<i8"))
    save("u4-exact", np.array([0, 2**32 - 1], "<u4"))
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


    np.savez(HERE / "npz/pickled-member.npz", a=a, b=np.array([1, "two"], dtype=object), c=np.array([7, 8]))
    with zipfile.ZipFile(HERE / "npz/with-text.npz", "w") as archive:
        stream = io.BytesIO()
        np.save(stream, a)
        archive.writestr("a.npy", stream.getvalue())
        archive.writestr("readme.txt", "made by hand")
    write("npz/zip64.npz", zip64({"a": a, "b": np.array([7, 8])}))


def zip64(arrays):
    """Small members whose sizes and places stand in zip64's fields, and a zip64 end record, as for archives of any size."""
    body, directory = b"", b""
    for name, array in arrays.items():
        stream = io.BytesIO()
        np.save(stream, array)
        data, name = stream.getvalue(), (name + ".npy").encode()
        shared = struct.pack("<HHHHHLLLHH", 45, 0, 0, 0, 0x21, zlib.crc32(data), 2**32 - 1, 2**32 - 1, len(name), 20)
        sizes = struct.pack("<HHQQ", 1, 16, len(data), len(data))
        wide = struct.pack("<HHQQQ", 1, 24, len(data), len(data), len(body))
        central = shared[:-2] + struct.pack("<H", len(wide))
        directory += b"PK\1\2" + struct.pack("<H", 45) + central + struct.pack("<HHHLL", 0, 0, 0, 0, 2**32 - 1)
        directory += name + wide
        body += b"PK\3\4" + shared + name + sizes + data
    count = len(arrays)
    record = b"PK\6\6" + struct.pack("<QHHLLQQQQ", 44, 45, 45, 0, 0, count, count, len(directory), len(body))
    locator = b"PK\6\7" + struct.pack("<LQL", 0, len(body) + len(directory), 1)
    end = b"PK\5\6" + struct.pack("<HHHHLLH", 2**16 - 1, 2**16 - 1, 2**16 - 1, 2**16 - 1, 2**32 - 1, 2**32 - 1, 0)
    data = body + directory + record + locator + end
    # Python's own zip reader and NumPy agree that it is one.
    with np.load(io.BytesIO(data)) as read:
        assert all((read[name] == array).all() for name, array in arrays.items())
    return data


def make_safetensors():
    header = json.dumps({
        "a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8], "note": {"by": "hand"}},
        "truth": {"dtype": "BOOL", "shape": [3], "data_offsets": [8, 11]},
    }).encode()
    data = struct.pack("<2f", 1.5, -2) + bytes([0, 1, 255])
    write("safetensors/extra-key.safetensors", struct.pack("<Q", len(header)) + header + data)


def make_sgfs():
    """Moves behind texts whose characters have `\\` or `]` as their second byte; each is the whole file's encoding."""
    texts = {
        # The word of the first is written with 0x5C second, that of the second with 0x5D.
        "shift_jis": "代表、能、テゾ、ミソ", "gbk": "昞俊、埈奭", "big5": "本因坊、功、許", "gb18030": "昞俊㐁",
        "euc_kr": "이세돌", "euc_jp": "本因坊秀策", "iso2022_jp": "本因坊秀策", "utf-8": "本因坊秀策", "latin-1": "René Müller",
    }
    for name, text in texts.items():
        for declared in (True, False):
            mark = f"CA[{name}]" if declared else ""
            game = f"(;SZ[9]{mark}PB[{text}];B[aa]C[{text}];W[bb];B[cc]C[ok];W[dd])"
            write(f"sgf/{name}{'' if declared else '-unsaid'}.sgf", game.encode(name))
    # A writer that escapes bytes, not characters.
    escaped = texts["big5"].encode("big5").replace(b"\\", b"\\\\").replace(b"]", b"\\]")
    write("sgf/big5-escaped.sgf", b"(;SZ[9]CA[Big5]PB[" + escaped + b"];B[aa];W[bb];B[cc];W[dd])")
    write("sgf/utf-16.sgf", "(;SZ[9]PB[本];B[aa];W[bb];B[cc];W[dd])".encode("utf-16"))


def make_foreign():
    """What people try to load, as the programs write it that make it."""
    picture = Image.fromarray((np.arange(48).reshape(4, 4, 3) * 5).astype("u1"))
    for ending, kind in {"bmp": "BMP", "gif": "GIF", "webp": "WEBP", "tiff": "TIFF"}.items():
        stream = io.BytesIO()
        picture.save(stream, kind)
        write(f"foreign/x.{ending}", stream.getvalue())
    torch.save({"w": torch.ones(2)}, HERE / "foreign/new.pt")
    torch.save({"w": torch.ones(2)}, HERE / "foreign/old.pth", _use_new_zipfile_serialization=False)
    write("foreign/x.pkl", pickle.dumps({"w": [1, 2]}))


def make_several():
    """Several pictures in one file, as Pillow writes them, and one that is packed."""
    grey = [Image.new("L", (3, 2), value) for value in (10, 20, 30)]
    grey[0].save(HERE / "png/animated.png", save_all=True, append_images=grey[1:])
    grey[0].save(HERE / "png/animated-apart.png", save_all=True, append_images=grey[1:], default_image=True)
    grey[0].save(HERE / "jpeg/two.mpo", "MPO", save_all=True, append_images=grey[1:2])
    stream = io.BytesIO()
    grey[0].save(stream, "PNG")
    write("png/packed.png.gz", gzip.compress(stream.getvalue(), mtime=0))


def make_gzips():
    write("gzip/two-members.gz", gzip.compress(b"first, ", mtime=0) + gzip.compress(b"second", mtime=0))
    array = io.BytesIO()
    np.save(array, np.array([1, 2, 3], "<f4"))
    write("gzip/twice.npy.gz", gzip.compress(gzip.compress(array.getvalue(), mtime=0), mtime=0))
    write("gzip/zeros-10MB.gz", gzip.compress(bytes(10_000_000), mtime=0))


def make_reports():
    """What the cases of Tests/reports read that are about these readers."""
    for name in ("big5", "big5-escaped", "gbk-unsaid"):
        write(f"{REPORTS}/go/{name}.sgf", (HERE / f"sgf/{name}.sgf").read_bytes())
    write(f"{REPORTS}/go/shift-jis.sgf", (HERE / "sgf/shift_jis.sgf").read_bytes())
    write(f"{REPORTS}/go/shift-jis-unsaid.sgf", (HERE / "sgf/shift_jis-unsaid.sgf").read_bytes())
    colours = np.array([[[0, 1, 2], [65535, 256, 12345]]])
    write(f"{REPORTS}/pictures/sixteen-bits-of-colour.png", png(colours, RGB, 16))
    write(f"{REPORTS}/pictures/turned-by-the-camera.png", (HERE / "png/orientation6.png").read_bytes())
    write(f"{REPORTS}/pictures/several-in-one-file.pgm", b"P5 2 1 255\n\7\x08P5 2 1 255\n\1\2")
    stream = io.BytesIO()
    np.savez(stream, **{"conv1.weight": np.ones((2, 2), "<f4"), "conv1.bias": np.arange(6, dtype="<f4")})
    write(f"{REPORTS}/archives/names-with-dots.npz", stream.getvalue())
    stream = io.BytesIO()
    np.save(stream, np.array([1, 2**64 - 1], "<u8"))
    write(f"{REPORTS}/archives/integers-beyond-int64.npy", stream.getvalue())


def write(name, data):
    path = HERE / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)


if __name__ == "__main__":
    for folder in ("png", "jpeg", "npy", "npz", "gzip", "sgf", "safetensors", "foreign"):
        (HERE / folder).mkdir(exist_ok=True)
    make_pngs(np.random.default_rng(1))
    make_jpegs()
    make_npys()
    make_npzs()
    make_several()
    make_gzips()
    make_safetensors()
    make_sgfs()
    make_foreign()
    make_reports()

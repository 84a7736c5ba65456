"""Makes the files that the cases beside this script read, and prints the numbers that other programs give for them.

python3 make_reports.py [AREA …]

Needs the packages torch, numpy, pillow and safetensors. A line `pooling/ceil-small: [1, 2; 3, 4]` stands for what the
case `pooling/ceil-small.fov` promises; what a case promises without a line here is worked out in the case itself.
"""

import gzip
import io
import json
import math
import struct
import sys
import zipfile
import zlib
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from safetensors.numpy import save
from safetensors.torch import save as save_torch

HERE = Path(__file__).parent
NAN, INF = math.nan, math.inf


def t(*values):
    return torch.tensor(values[0] if len(values) == 1 else list(values), dtype=torch.float32)


def count(*shape):
    """1, 2, 3 … in a shape."""
    return torch.arange(1, math.prod(shape) + 1, dtype=torch.float32).reshape(shape)


def picture(values):
    """A matrix as PyTorch wants pictures."""
    return (values if isinstance(values, torch.Tensor) else t(values))[None, None]


def gradient(function, *operands):
    """Of the sum of a function's result, by its operands."""
    operands = [operand.clone().requires_grad_() for operand in operands]
    function(*operands).sum().backward()
    return [operand.grad for operand in operands]


def text(value):
    """As promises are written: 6 digits, rows between semicolons."""
    value = np.asarray(value.detach() if isinstance(value, torch.Tensor) else value)
    if value.ndim == 0 and value.dtype.kind in "iu":
        return str(int(value))
    if value.ndim == 0:
        number = f"{float(value):.6g}".replace("e+0", "e").replace("e+", "e").replace("e-0", "e-")
        return "0" if number == "-0" else number
    parts = [text(part) for part in value]
    if value.ndim == 2 and len(parts) > 1:
        return "[" + "; ".join(part[1:-1] for part in parts) + "]"
    return "[" + ", ".join(parts) + "]"


NUMBERS = {}


def case(name):
    """The function below gives the numbers of a case, in the order of its promises."""

    def keep(function):
        NUMBERS[name] = function
        return function

    return keep


def one(*values):
    return [value[0, 0] if value.ndim == 4 else value for value in values]


# MARK: Pooling


@case("pooling/window-outside")
def _():
    x = picture(count(6, 7))
    return one(F.max_pool2d(x, 1, 2, ceil_mode=True))


@case("pooling/ceil-and-padding-counted")
def _():
    options = dict(stride=2, padding=1, ceil_mode=True)
    x = picture(count(4, 4))
    return one(F.avg_pool2d(x, 3, **options), F.avg_pool2d(x, 3, count_include_pad=False, **options))


@case("pooling/last-window-shorter")
def _():
    x = t([2.0903, 4.6493, 1.6320, -3.2051, 4.6975, 4.7296, 3.3653, -1.5815, -2.3832],
          [0.9628, -1.5899, -2.6820, 5.7529, 7.7346, -0.8910, -2.0151, 0.1313, -0.5374])
    return [F.avg_pool1d(x, 7, 3, 3, ceil_mode=True, count_include_pad=True)[:, None]]


@case("pooling/ceil-without-padding")
def _():
    return one(F.avg_pool2d(picture(count(7, 7) - 1), 2, 3, ceil_mode=True))


@case("pooling/ceil-and-padding")
def _():
    return one(F.max_pool2d(picture(count(6, 5)), 3, padding=1, ceil_mode=True))


@case("pooling/dilation-and-padding")
def _():
    x = picture(t([1, 9, 2, 8, 3, 7, 4, 6, 5])[None])
    y = picture(t([5, 1, 8, 2], [9, 3, 7, 4], [6, 0, 2, 1], [3, 8, 4, 9]))
    return one(F.max_pool2d(x, (1, 2), 1, (0, 1), (1, 2)), F.max_pool2d(y, 2, 1, 1, 2))


@case("pooling/nan-in-window")
def _():
    x = picture(t([1, NAN, 3, 4], [5, 6, NAN, 8]))
    return one(F.max_pool2d(x, 2))


@case("pooling/overlapping-gradient")
def _():
    x = count(4, 6)
    x[1, 1] = 88
    return gradient(lambda x: F.max_pool2d(x[None, None], 3, 2, 1), x)


@case("pooling/ties")
def _():
    x = t([1, 2], [2, 2])
    return gradient(lambda x: F.max_pool2d(x[None, None], 2), x) + gradient(torch.max, x)


@case("pooling/nothing-but-minus-infinity")
def _():
    x = torch.full((2, 2), -INF)
    return one(F.max_pool2d(picture(x), 2)) + gradient(lambda x: F.max_pool2d(x[None, None], 2), x)


# MARK: Sampling


@case("sampling/nearest-ties")
def _():
    grid = t([[-0.5, -0.5], [0.5, -0.5], [-0.75, 0.0]])[None, None]
    return one(F.grid_sample(picture(count(2, 4)), grid, mode="nearest", align_corners=False)[0])


@case("sampling/whole-points")
def _():
    x, line = picture(torch.arange(8.0)[None]), torch.arange(8.0)
    corners, edges = line * 2 / 7 - 1, (line + 0.5) * 2 / 8 - 1
    grids = [torch.stack([where, torch.zeros(8)], -1)[None, None] for where in (corners, edges)]
    return [F.grid_sample(x, grids[0], align_corners=True)[0, 0].round(decimals=5),
            F.grid_sample(x, grids[1], align_corners=False)[0, 0].round(decimals=5)]


@case("sampling/gradient-at-the-border")
def _():
    x = torch.arange(5.0).expand(1, 1, 5, 5)
    grid = F.affine_grid(t([[1, 0, 0], [0, 1, 0]])[None], (1, 1, 5, 5), align_corners=True)
    found = []
    for mode in ("border", "reflection"):
        g, = gradient(lambda g: F.grid_sample(x, g, padding_mode=mode, align_corners=True), grid)
        found += [g[0, :, :, 0]]
    return found


@case("sampling/grid-of-an-upsampled-picture")
def _():
    x = picture(t([1, 2], [3, 5]))
    grid = F.affine_grid(t([[1, 0, 0], [0, 1, 0]])[None], (1, 1, 4, 4), align_corners=False)
    return one(F.grid_sample(x, grid, padding_mode="border", align_corners=False))


@case("sampling/reflected-twice")
def _():
    x = picture(count(1, 4))
    grid = t([[-3.5, 0], [0.5, 0], [3.25, 0]])[None, None]
    return [F.grid_sample(x, grid, padding_mode="reflection", align_corners=flag)[0, 0] for flag in (True, False)]


@case("sampling/affine-grid-of-one-pixel")
def _():
    theta = t([[1, 0, 0.25], [0, 1, -0.5]])[None]
    return [F.affine_grid(theta, (1, 1, 1, 3), align_corners=flag)[0] for flag in (True, False)]


# MARK: Resizing


@case("resizing/scale-close-to-one")
def _():
    x = torch.arange(1.0, 6)[None, None]
    return [F.interpolate(x, scale_factor=1.21, mode=mode)[0] for mode in ("nearest", "nearest-exact")]


@case("resizing/scale-that-is-no-fraction")
def _():
    return one(F.interpolate(picture(count(4, 2)), scale_factor=(2.05, 3.15), mode="nearest"))


@case("resizing/exact-nearest")
def _():
    return [F.interpolate(torch.arange(32.0)[None, None], 10, mode="nearest-exact")[0]]


@case("resizing/two-by-two")
def _():
    x = picture(t([1, 2], [3, 4]))
    return one(*(F.interpolate(x, (4, 4), mode="bilinear", align_corners=flag) for flag in (False, True)))


@case("resizing/to-one-pixel")
def _():
    x = picture(count(3, 4))
    return one(*(F.interpolate(x, (1, 1), mode="bilinear", align_corners=flag) for flag in (True, False)))


# MARK: Convolution


@case("convolution/groups")
def _():
    x = torch.zeros(1, 4, 1, 1)
    x[0, 3] = 1
    return [F.conv2d(x, torch.ones(16, 2, 1, 1), groups=2)[0, :, 0, 0]]


@case("convolution/depthwise")
def _():
    x = (count(2, 3, 4) ** 2)[None]
    kernel = (t([-1, 0, 1], [-2, 0, 2], [-1, 0, 1.0]) * 0.125).expand(2, 1, 3, 3)
    return [F.conv2d(x, kernel, groups=2)[0]]


@case("convolution/same-with-an-even-kernel")
def _():
    x, w = picture(count(1, 5)), picture(t([[1, 10, 100, 1000]]))
    return one(F.conv2d(x, w, padding="same"), F.conv2d(x, w[..., :2], padding="same", dilation=(1, 3)))


@case("convolution/gradient-with-a-rest")
def _():
    g = gradient(lambda x, w: F.conv2d(x, w, stride=3, padding=1), torch.ones(1, 9, 32, 32), torch.ones(3, 9, 5, 5))
    return [g[0][0, 0, :3, 28:32], g[0].sum(), g[1][0, 0]]


# MARK: Losses


def loss(x, target, **options):
    """Classes count from 1 here; what is ignored does not."""
    target = torch.tensor([c if c < 0 or c > 99 else c - 1 for c in target])
    return F.cross_entropy(x, target, **options)


@case("losses/everything-ignored")
def _():
    x = t([1, 2, 3], [4, 5, 6])
    return [loss(x, [-100, -100], reduction=reduction) for reduction in ("mean", "sum", "none")]


@case("losses/smoothing-with-ignored-cases")
def _():
    x = t([1, 2, 3], [0, -1, 4], [2, 2, 0.5])
    return [loss(x, [1, -100, 3], label_smoothing=0.2, reduction=reduction) for reduction in ("mean", "sum")]


EDGE = [[0.1735, 0.2191], [-0.1377, 0.3467], [-0.2162, 0.2021], [-0.1177, 0.2157], [-0.1232, 0.2620],
        [-0.1578, 0.4038], [-0.0209, 0.3298], [-0.0639, 0.2317], [-0.3914, 0.2106], [-0.4211, 0.3420]]


@case("losses/smoothing-weights-and-ignored-cases")
def _():
    target = [1, -1, 1, 1, 1, 1, 1, 1, -1, 1]
    return [loss(t(*EDGE), target, weight=t([1, 16]), ignore_index=-1, label_smoothing=0.1),
            loss(t([1, 2], [3, 0.4]), [-100, 2], weight=t([0.2, 0.3]), label_smoothing=0.1)]


@case("losses/an-ignored-class-still-counts-below")
def _():
    rows = [[1, 1, 1], [0, 1, 1], [-INF, 1, 1]]
    return [F.cross_entropy(t(row, row), torch.tensor([1, 2]), ignore_index=0) for row in rows]


@case("losses/ignored-number-above-the-classes")
def _():
    x = t([1, 2, 3], [0, 0, 0], [5, 1, 1], [2, 4, 8])
    return [F.cross_entropy(x, torch.tensor([0, 1, 255, 2]), ignore_index=255, reduction="none")]


@case("losses/large-scores")
def _():
    x = t([-431, 279, 427])[None]
    return [F.cross_entropy(torch.full((1, 2), 1e8), torch.tensor([1])),
            F.cross_entropy(t([-30, 30])[None], torch.tensor([0])), F.cross_entropy(x, torch.tensor([0])),
            gradient(lambda x: F.cross_entropy(x, torch.tensor([0])), x)[0][0]]


# MARK: Normalization


@case("normalization/softmax-of-infinities")
def _():
    return [F.softmax(t(row), 0) for row in ([0, -INF], [0, INF], [-INF, 0, -INF])] + [
        F.log_softmax(t([0, -INF]), 0), F.softmax(t([-INF] * 3), 0)]


@case("normalization/log-softmax-of-a-spoilt-row")
def _():
    return [F.log_softmax(t([NAN, INF, -INF], [-0.06634701, 0.1321141, -0.0410135]), 1)]


@case("normalization/running-variance")
def _():
    x, mean, variance = t([1, 10], [3, 14], [8, 0]), torch.zeros(2), torch.ones(2)
    y = F.batch_norm(x, mean, variance, training=True, momentum=0.1)
    return [y, mean, variance]


@case("normalization/deviation-of-equal-numbers")
def _():
    return gradient(torch.std, t([2, 2, 2]))


# MARK: Elements


@case("elements/power-of-zero")
def _():
    x = t([0, 1])
    return gradient(lambda x: x**0, x) + [gradient(lambda a, b: a**b, t([0, 2]), t([1, 1]))[1]]


@case("elements/rounding-halves")
def _():
    return [np.round(np.array([0.9, 2.5, 2.3, 1.5, -4.5, 0.5, 3.5, 6.5], np.float32))]


@case("elements/sign-of-a-remainder")
def _():
    a, b = np.float32([-7, 7, -7, 5.5, -57.0625]), np.float32([3, -3, -3, -2, 1.2339])
    return [np.remainder(a, b), 1 / np.remainder(np.float32([-1, 2]), np.float32([1, -1]))]


# MARK: NumPy's files


def npy(array, version=(1, 0)):
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, array, version)
    return buffer.getvalue()


def raw_npy(header, data, version=1, pad=True):
    header = header.encode()
    if pad:
        header += b" " * (-(len(header) + 11 + 2 * (version > 1)) % 64)
    length = struct.pack("<H" if version == 1 else "<I", len(header) + 1)
    return b"\x93NUMPY" + bytes([version, 0]) + length + header + b"\n" + data


def numpy_files():
    matrix = np.array([[11, 12, 13], [21, 22, 23]], np.float32)
    yield "fortran.npy", npy(np.asfortranarray(matrix))
    yield "big-endian.npy", npy(matrix.astype(">f4"))
    yield "scalar.npy", npy(np.array(5.0))
    yield "version-2.npy", npy(matrix, (2, 0))
    yield "version-3.npy", npy(matrix, (3, 0))
    yield "unpadded.npy", raw_npy("{'descr': '<f8', 'fortran_order': True, 'shape': (2,3,), }",
                                  matrix.astype(np.float64).tobytes("F"), 2, pad=False)
    yield "no-tuple.npy", raw_npy("{'descr': '<f8', 'fortran_order': True, 'shape': (3), }", bytes(24))
    yield "python-2.npy", raw_npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2L, 3L), }", matrix.tobytes())
    yield "records.npy", npy(np.array([(1, 3.14), (2, 2.72)], [("i", "<i8"), ("k", "<f8")]))
    yield "nothing.npy", npy(np.zeros((0, 3), np.float32))
    compressed = io.BytesIO()
    np.savez_compressed(compressed, a=matrix, b=np.arange(3))
    yield "compressed.npz", compressed.getvalue()
    streamed = io.BytesIO()
    with zipfile.ZipFile(streamed, "w") as archive:
        with archive.open(zipfile.ZipInfo("a.npy"), "w", force_zip64=True) as member:
            member.write(npy(matrix))
    yield "zip64.npz", streamed.getvalue()


# MARK: Pictures


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(rows, depth, color, *chunks, interlace=0):
    """A PNG of rows of packed bytes, without filters; interlaced ones come as the rows of their passes."""
    height, width = rows["size"]
    data = b"".join(b"\0" + bytes(row) for row in rows["rows"])
    head = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, interlace)
    parts = [chunk(b"IHDR", head), *chunks, chunk(b"IDAT", zlib.compress(data, 9)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def passes(matrix):
    """The rows of Adam7's seven passes, one byte to a pixel."""
    found = []
    for top, left, down, right in ((0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2),
                                   (1, 0, 2, 1)):
        part = matrix[top::down, left::right]
        if part.size:
            found += [row.tobytes() for row in part]
    return found


def picture_files():
    yield "one-bit.png", png(dict(size=(2, 4), rows=[[0b01100000], [0b10010000]]), 1, 0)
    yield "two-bits.png", png(dict(size=(1, 4), rows=[[0b00011011]]), 2, 0)
    yield "four-bits.png", png(dict(size=(1, 4), rows=[[0x05, 0xAF]]), 4, 0)
    palette = chunk(b"PLTE", bytes([255, 0, 0, 0, 255, 0, 0, 0, 255]))
    yield "palette.png", png(dict(size=(1, 4), rows=[[0b00011000]]), 2, 3, palette)
    yield "palette-with-opacity.png", png(dict(size=(1, 3), rows=[[0, 1, 2]]), 8, 3, palette, chunk(b"tRNS", bytes([0, 128])))
    yield "gray-with-a-hole.png", png(dict(size=(1, 3), rows=[[0, 7, 255]]), 8, 0, chunk(b"tRNS", struct.pack(">H", 7)))
    yield "rgb-with-a-hole.png", png(dict(size=(1, 2), rows=[[1, 2, 3, 4, 5, 6]]), 8, 2, chunk(b"tRNS", struct.pack(">HHH", 1, 2, 3)))
    for side in (1, 2, 3, 5, 9):
        matrix = np.arange(side * side, dtype=np.uint8).reshape(side, side)
        yield f"interlaced-{side}.png", png(dict(size=(side, side), rows=passes(matrix)), 8, 0, interlace=1)
    yield "maxval-11.pgm", b"P5\n5 1\n11\n" + bytes([0, 3, 7, 11, 5])
    yield "maxval-1000.pgm", b"P2\n3 1\n1000\n0 500 1000\n"
    yield "maxval-0.pgm", b"P5 1 1 0 \0"
    yield "one-line.ppm", b"P6 2 1 255 " + bytes([255, 0, 0, 0, 51, 255])
    yield "comments.ppm", b"P6 # colours\n2 # wide\n1\n# high\n255\n" + bytes([255, 0, 0, 0, 51, 255])
    yield "plain.ppm", b"P3\n2 # the image width\n1 # the image height\n# A comment\n1023\n1023 0 0\n0 341 1023\n"
    yield "plain-long.pgm", b"P2\n300 15\n255\n" + b"\n".join(str(200 + i % 56).encode() for i in range(4500)) + b"\n"
    yield "comment-first.pgm", b"#comments\nP2\n1 1\n255\n97\n"
    cmyk = io.BytesIO()
    Image.new("CMYK", (8, 8), (0, 255, 255, 0)).save(cmyk, "JPEG", quality=100)
    yield "cmyk.jpg", cmyk.getvalue()


@case("pictures/long-plain-text")
def _():
    with Image.open(HERE / "pictures/plain-long.pgm") as image:
        return [np.asarray(image).astype(np.float64).sum(), np.asarray(image)[13, 190:200]]


@case("pictures/largest-gray-11")
def _():
    with Image.open(HERE / "pictures/maxval-11.pgm") as image:
        return [np.asarray(image)]


# MARK: Other files


def safetensors(header, data):
    header = json.dumps(header).encode() if isinstance(header, dict) else header
    return struct.pack("<Q", len(header)) + header + data


def archive_files():
    entry = b'{"dtype":"F32","shape":[2],"data_offsets":[0,8]}'
    yield "twice.safetensors", safetensors(b'{"a":' + entry + b',"a":' + entry + b"}", struct.pack("<2f", 1, 2))
    yield "trailing.safetensors", safetensors(b'{"a":' + entry + b"}", struct.pack("<3f", 1, 2, 3))
    yield "header-too-large.safetensors", struct.pack("<Q", 1 << 40) + b'{"a":' + entry + b"}"
    yield "types-not-read.safetensors", save_torch(
        {"a": torch.ones(2), "b": torch.ones(3).to(torch.float8_e4m3fn), "c": torch.tensor([1 + 2j])})
    yield "empty.safetensors", save({"a": np.zeros((0, 2), np.float32), "b": np.float32([3])})
    yield "not-there.idx3-ubyte.gz", b"<!DOCTYPE html><html><body>404</body></html>\n"
    images = struct.pack(">BBBBIII", 0, 0, 8, 3, 2, 2, 2) + bytes(range(8))
    packed = gzip.compress(images, 9, mtime=0)
    yield "images-idx3-ubyte.gz", packed
    yield "two-members.gz", gzip.compress(images[:18], 9, mtime=0) + gzip.compress(images[18:], 9, mtime=0)
    yield "cut.gz", packed[:-6]
    damaged = bytearray(packed)
    damaged[-8] ^= 1
    yield "damaged.gz", bytes(damaged)
    yield "cut-idx3-ubyte", images[:-3]


# 2^53 + 1 and 2^53 + 3 are no doubles, and neither are the ends of int64 but for the lower one.
LARGE = np.array([[2**53 + 1, 2], [3, 2**53 + 3]])
LARGEST = np.array([2**63 - 1, -(2**63), 2**53 + 1, -(2**53 + 1)])


def number_files():
    yield "int64.npy", npy(np.array([16777217, 16777219]))
    yield "large.npy", npy(LARGE)
    yield "largest.npy", npy(LARGEST)
    yield "weights.npy", npy(np.array([[1, 0], [2, 1]]))


@case("numbers/large-whole-numbers")
def _():
    yield (LARGE == 9007199254740993).astype(int)
    changed = LARGE.copy()
    changed[0, 0] = 9007199254740995
    yield changed
    yield np.argmax([1, 2]) + 9007199254740993
    yield np.clip(LARGEST[2], None, 9007199254740993)
    yield (LARGEST == 9223372036854775807).astype(int)
    yield (LARGEST < 9223372036854775807).astype(int)
    # As Python compares an int with a float: NumPy rounds the int first.
    yield np.array([int(int(number) == float(2**63)) for number in LARGEST])
    yield (LARGEST > -9007199254740993).astype(int)
    yield np.array(int(np.allclose(LARGEST, LARGEST)))


@case("numbers/int64-that-is-chosen-from")
def _():
    large = torch.from_numpy(LARGE)
    yield F.max_pool2d(large[None], 2)[0]
    yield F.linear(large, torch.tensor([[1, 0], [2, 1]]), torch.tensor([0, 1]))
    yield torch.full((2,), LARGE[0, 0].item())
    yield F.max_pool2d(torch.tensor([[[1, 2]]]), (1, 2), 1, (0, 1), (1, 3))[0]


FILES = {"numbers": number_files, "numpy": numpy_files, "pictures": picture_files, "archives": archive_files}


def main():
    areas = sys.argv[1:]
    for area, files in FILES.items():
        if not areas or area in areas:
            for name, content in files():
                (HERE / area).mkdir(exist_ok=True)
                (HERE / area / name).write_bytes(content)
    for name, numbers in NUMBERS.items():
        if not areas or name.split("/")[0] in areas:
            for number in numbers():
                print(f"{name}: {text(number)}")


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()

"""What is timed: each case with the options that both workers read, and what it costs."""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Case:
    name: str
    """`family/shape/pass`, without spaces, so that a shell's patterns choose among them."""
    kind: str
    """What the workers call it."""
    options: dict = field(default_factory=dict)
    group: str = ""
    """Which of the targets are for it."""
    operations: float | None = None
    """Floating-point operations, products with padding counted too, where it is arithmetic that takes the time."""
    copied: int | None = None
    """Bytes of a copy that takes as long as reading and writing all its tensors, where it is memory that does."""
    is_large: bool = False
    layouts: tuple = ("nchw", "channels_last")
    has_optimizer: bool = False
    tolerance: float = 1e-4
    """The largest difference of results, relative to the largest element, that still counts as the same."""
    threads: tuple = (1, 2)


# N x C x H x W, then o(filters) k(kernel) p(padding) s(stride).
CONVOLUTIONS = """
1x3x512x512 o16 k3 p1 s1
64x1x28x28 o8 k3 p1 s1
64x1x28x28 o6 k5 p2 s1
64x6x14x14 o16 k5 p0 s1
32x16x32x32 o32 k3 p1 s1
32x64x28x28 o64 k3 p1 s1
8x64x56x56 o64 k3 p1 s1
8x128x28x28 o128 k3 p1 s2
1x1x1024x1024 o1 k3 p1 s1
16x48x19x19 o48 k3 p1 s1
"""
LINEAR = ((64, 784, 256), (64, 256, 10), (256, 1024, 1024))
AFFINE = ("64x1x28x28 28x28", "64x1x42x42 28x28", "1x3x512x512 512x512")
MATRICES = (256, 512, 1024)
PASSES = ("forward", "both")


def picture(text):
    return dict(zip("nchw", map(int, text.split("x"))))


def tiny():
    small = dict(n=1, c=1, h=8, w=8)
    one_thread = dict(layouts=("nchw",), threads=(1,))
    forward = dict(small, **{"pass": "forward"})
    filters = dict(o=1, k=3)
    yield Case("tiny/conv", "conv", dict(forward, **filters, p=0, s=1, bias=0), "tiny", **one_thread)
    yield Case("tiny/max_pool", "max_pool", dict(forward, k=2), "tiny", **one_thread)
    yield Case("tiny/relu", "relu", forward, "tiny", **one_thread)
    for mode in ("bilinear", "nearest"):
        options = dict(forward, oh=8, ow=8, mode=mode)
        yield Case(f"tiny/affine-{mode}", "affine", options, "tiny", **one_thread)
    yield Case("tiny/sum_conv/both", "sum_conv", dict(small, **filters), "tiny both", **one_thread)
    yield Case("tiny/matmul", "matmul", dict(n=3), "tiny", **one_thread)
    yield Case("tiny/add", "add", dict(n=3), "tiny", **one_thread)


def conv_group(channels, is_wide, which):
    if channels >= 16:
        return f"conv 16+ {which}"
    if channels == 1 and is_wide and which == "forward":
        return "conv 1 wide forward"
    return f"conv {channels} {which}"


def convolutions():
    for line in CONVOLUTIONS.split("\n"):
        if not line:
            continue
        size, *words = line.split()
        shape = dict(picture(size), **{word[0]: int(word[1:]) for word in words})
        n, c, o, k = (shape[name] for name in "ncok")
        height, width = ((shape[side] + 2 * shape["p"] - k) // shape["s"] + 1 for side in "hw")
        forward = 2 * n * c * o * k * k * height * width
        is_wide = shape["h"] >= 1024
        for which in PASSES:
            group = conv_group(c, is_wide, which)
            yield Case(
                f"conv/{line.replace(' ', '-')}/{which}", "conv", dict(shape, bias=1, **{"pass": which}), group,
                operations=forward * (1 if which == "forward" else 3),
                copied=4 * n * c * shape["h"] * shape["w"] if group == "conv 1 wide forward" else None,
                is_large=forward > 1e9)


def pooling():
    shape = dict(picture("64x16x28x28"), k=2)
    for kind in ("max_pool", "avg_pool"):
        for which in PASSES:
            yield Case(
                f"pool/{kind}-64x16x28x28-k2/{which}", kind, dict(shape, **{"pass": which}), f"{kind} {which}")


def linear():
    for rows, inputs, outputs in LINEAR:
        forward = 2 * rows * inputs * outputs
        for which in PASSES:
            yield Case(
                f"linear/{rows}x{inputs}-{outputs}/{which}", "linear",
                {"n": rows, "in": inputs, "out": outputs, "pass": which}, f"linear {inputs}-{outputs} {which}",
                operations=forward * (1 if which == "forward" else 3), is_large=forward > 1e8, layouts=("nchw",))


def matrices():
    for size in MATRICES:
        yield Case(
            f"matmul/{size}", "matmul", dict(n=size), "matmul", operations=2 * size**3, is_large=size >= 512,
            layouts=("nchw",))


def affine():
    for line in AFFINE:
        size, output = line.split()
        height, width = output.split("x")
        for which in PASSES:
            options = dict(picture(size), oh=height, ow=width, mode="bilinear", **{"pass": which})
            # A coordinate near 512 has a grain of 3e-5, over which a random picture may change by as much as its
            # largest element.
            yield Case(
                f"affine/{size}-{output}/{which}", "affine", options, f"affine {which}", tolerance=5e-4)


def training():
    # Where two elements of a window are equal but for rounding, one library may find the other maximum. A single such
    # place shows in a filter's gradient as some thousandths.
    for network, batch in (("lenet5", 64), ("lenet5", 128), ("stcnn", 64)):
        yield Case(
            f"train/{network}-b{batch}", network, dict(n=batch), f"{network} {batch}", has_optimizer=True,
            tolerance=1e-2)


def numeric():
    yield Case(
        "numgrad/16x16-k3-float64", "central_differences", dict(h=16, k=3), "numgrad", layouts=("nchw",),
        tolerance=1e-6, threads=(1,))


def chosen(pattern):
    """All cases whose names match the shell pattern, or one of several joined by commas."""
    everything = [
        case for family in (tiny, convolutions, matrices, pooling, linear, affine, training, numeric)
        for case in family()
    ]
    return [case for case in everything if matches(case.name, pattern)]


def matches(name, pattern):
    return any(fnmatch.fnmatchcase(name, part) for part in pattern.split(","))

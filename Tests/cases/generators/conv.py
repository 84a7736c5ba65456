import torch
import torch.nn.functional as F

from generators.pictures import batched, eighths
from generators.rows import doubles


def operands(row, random):
    return [eighths(row.shape(name), random) for name in ("x", "w", "b") if row.given(name)]


def mask(row, w):
    """Of the kernel's size or of the whole shape of the weights, whichever has as many numbers."""
    numbers = row.numbers("mask")
    shape = w.shape if len(numbers) == w.numel() else w.shape[-2:]
    return doubles(numbers, shape)


def evaluate(row, operands):
    x, w = operands[:2]
    if row.given("mask"):
        w = torch.where(mask(row, w) != 0, w, torch.zeros((), dtype=w.dtype))
    b = operands[2] if row.given("b") else None
    groups = row.integer("groups", 1)
    # A matrix slides over each group's channel.
    kernel = w.expand(groups, 1, *w.shape) if w.dim() == 2 else w
    padding = row["padding"] if row["padding"] in ("same", "valid") else row.pair("padding", 0)
    y = F.conv2d(batched(x), kernel, b, row.pair("stride", 1), padding, row.pair("dilation", 1), groups)
    if x.dim() == 4:
        return y
    return y[0, 0] if x.dim() == 2 and w.dim() == 2 else y[0]

import torch.nn.functional as F

from generators.pictures import batched, eighths


def operands(row, random):
    return [eighths(row.shape(name), random) for name in ("x", "w", "b") if row.given(name)]


def evaluate(row, operands):
    x, w = operands[:2]
    b = operands[2] if row.given("b") else None
    groups = row.integer("groups", 1)
    # A matrix spreads each group's channel.
    kernel = w.expand(groups, 1, *w.shape) if w.dim() == 2 else w
    y = F.conv_transpose2d(
        batched(x), kernel, b, row.pair("stride", 1), row.pair("padding", 0), row.pair("output_padding", 0), groups,
        row.pair("dilation", 1))
    if x.dim() == 4:
        return y
    return y[0, 0] if x.dim() == 2 and w.dim() == 2 else y[0]

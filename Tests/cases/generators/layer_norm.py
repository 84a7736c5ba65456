"""layer_norm over the last dimensions, as many as `normalized` has."""

import torch.nn.functional as F

from .rows import doubles, drawn


def operands(row, random):
    inner = row.shape("normalized")
    found = [drawn(row, "values", row.shape("shape"), random)]
    for column in ("weight", "bias"):
        if row.given(column):
            found.append(doubles(random.uniform(0.3, 2, inner), inner))
    return found


def evaluate(row, operands):
    x, *rest = operands
    weight = rest.pop(0) if row.given("weight") else None
    bias = rest.pop(0) if row.given("bias") else None
    return F.layer_norm(x, row.shape("normalized"), weight, bias, row.number("eps", 1e-5))

"""linear: y = x · wᵀ + b."""

import torch.nn.functional as F

from .rows import drawn


def operands(row, random):
    columns = ["x", "weight"] + (["bias"] if row.given("bias") else [])
    return [drawn(row, f"{column}_values", row.shape(column), random) for column in columns]


def evaluate(row, operands):
    return F.linear(*operands)

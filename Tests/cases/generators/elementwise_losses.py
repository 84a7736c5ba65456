"""Losses that compare element by element; `loss` names the function. `probability` draws x from 0 to 1, `labels` zeros and ones."""

import torch
import torch.nn.functional as F

from .rows import doubles, drawn


def values(row, column, shape, random):
    match row[column]:
        case "probability":
            return doubles(random.uniform(0.02, 0.98, shape), shape)
        case "labels":
            return doubles(random.integers(0, 2, shape), shape)
    return drawn(row, column, shape, random)


def operands(row, random):
    return [values(row, "values", row.shape("shape"), random), values(row, "target", row.shape("target_shape"), random)]


def evaluate(row, operands):
    x, target = torch.broadcast_tensors(*operands)
    options = {name: row.number(name) for name in ("delta", "beta") if row.given(name)}
    reduction = row["reduction"] if row.given("reduction") else "mean"
    if row["loss"] == "binary_cross_entropy" and row["smooth"] == "0":
        # Where x is 0 or 1, PyTorch's gradient by the target is infinite; that of the clamped logarithms is not.
        plain = F.binary_cross_entropy(x, target.detach(), reduction="none")
        logarithm = torch.log(x.detach()).clamp(min=-100)
        counterpart = torch.log1p(-x.detach()).clamp(min=-100)
        moved = (counterpart - logarithm) * (target - target.detach())
        each = plain + moved
        return each if reduction == "none" else each.sum() if reduction == "sum" else each.mean()
    return getattr(F, row["loss"])(x, target, reduction=reduction, **options)

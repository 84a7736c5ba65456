"""sum, mean, max, min, argmax, argmin, var, std. `dim` is `-` for all axes, or axes joined by blanks; `max` and `min` along one axis are
torch.max(x, dim), which picks one of equals, else torch.max(x) or torch.amax, which share the gradient.
"""

import torch

from .rows import drawn


def operands(row, random):
    x = drawn(row, "values", row.shape("shape"), random)
    return [x.long()] if row["dtype"] == "int64" else [x]


def evaluate(row, operands):
    x, operation, keep = operands[0], row["operation"], row.flag("keepdim")
    axes = [int(axis) for axis in row["dim"].split()] if row.given("dim") else []
    if operation in ("argmax", "argmin"):
        return getattr(torch, operation)(x, dim=axes[0] if axes else None, keepdim=keep)
    if operation in ("max", "min"):
        if len(axes) == 1:
            return getattr(torch, operation)(x, dim=axes[0], keepdim=keep).values
        if not axes and not keep:
            return getattr(torch, operation)(x)
        return getattr(torch, "a" + operation)(x, dim=axes or list(range(x.dim())), keepdim=keep)
    if operation in ("sum", "mean"):
        return getattr(torch, operation)(x, dim=axes or None, keepdim=keep)
    return getattr(torch, operation)(
        x, dim=axes or None, correction=row.integer("correction", 1), keepdim=keep)

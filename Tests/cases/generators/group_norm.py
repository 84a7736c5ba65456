"""group_norm. A shape of one or three axes is a single row or picture: PyTorch gets it as a batch of one."""

import torch.nn.functional as F

from .rows import doubles, drawn


def operands(row, random):
    shape = row.shape("shape")
    count = shape[0] if len(shape) in (1, 3) else shape[1]
    found = [drawn(row, "values", shape, random)]
    for column in ("weight", "bias"):
        if row.given(column):
            found.append(doubles(random.uniform(0.3, 2, count), count))
    return found


def evaluate(row, operands):
    x, *rest = operands
    weight = rest.pop(0) if row.given("weight") else None
    bias = rest.pop(0) if row.given("bias") else None
    batch = x.unsqueeze(0) if x.dim() in (1, 3) else x
    return F.group_norm(batch, row.integer("groups"), weight, bias, row.number("eps", 1e-5)).reshape(x.shape)

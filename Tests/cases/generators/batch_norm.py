"""batch_norm. A shape of one or three axes is a single row or picture: PyTorch gets it as a batch of one.

`running` and `weight` are `drawn` or not there; `bias` goes with a weight. `result` is `y`, or the running statistic that PyTorch leaves
behind: `running_mean` or `running_var`.
"""

import torch
import torch.nn.functional as F

from .rows import doubles, drawn


def operands(row, random):
    shape = row.shape("shape")
    count = shape[0] if len(shape) in (1, 3) else shape[1]
    found = [drawn(row, "values", shape, random)]
    if row.given("running"):
        found += [doubles(random.standard_normal(count), count), doubles(random.uniform(0.3, 2, count), count)]
    for column in ("weight", "bias"):
        if row.given(column):
            found.append(doubles(random.uniform(0.3, 2, count), count))
    return found


def evaluate(row, operands):
    x, *rest = operands
    running = [rest.pop(0), rest.pop(0)] if row.given("running") else [None, None]
    weight = rest.pop(0) if row.given("weight") else None
    bias = rest.pop(0) if row.given("bias") else None
    trains, epsilon, momentum = row.flag("training"), row.number("eps", 1e-5), row.number("momentum", 0.1)
    batch = x.unsqueeze(0) if x.dim() in (1, 3) else x
    if row["result"] != "y":
        left = [statistic.detach().clone() for statistic in running]
        F.batch_norm(batch, *left, weight, bias, trains, momentum, epsilon)
        return left[("running_mean", "running_var").index(row["result"])]
    if trains:
        return F.batch_norm(batch, None, None, weight, bias, True, momentum, epsilon).reshape(x.shape)
    # PyTorch's function has no gradient by the running statistics: the formula has.
    shape = [-1] + [1] * (batch.dim() - 2)
    result = (batch - running[0].reshape(shape)) / torch.sqrt(running[1] + epsilon).reshape(shape)
    result = result if weight is None else result * weight.reshape(shape)
    result = result if bias is None else result + bias.reshape(shape)
    plain = F.batch_norm(batch, *[statistic.detach() for statistic in running], weight, bias, False, momentum, epsilon)
    torch.testing.assert_close(result, plain, equal_nan=True)
    return result.reshape(x.shape)

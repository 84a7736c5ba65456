import torch
import torch.nn.functional as F

from generators.pictures import as_given, batched, distinct
from generators.rows import doubles


def operands(row, random):
    shape = row.shape("x")
    match row["values"]:
        case "distinct":
            return [distinct(shape, random)]
        case "ties":
            return [doubles(random.integers(-1, 2, shape), shape)]
        case "equal":
            return [torch.ones(shape, dtype=torch.float64)]
        case "negative":
            return [doubles(-1 - random.integers(0, 4, shape), shape)]
        case "infinities":
            return [doubles(random.choice([-float("inf"), 0.5, float("inf")], shape), shape)]


def evaluate(row, operands):
    [x] = operands
    y = F.max_pool2d(
        batched(x), row.pair("kernel_size"), row.pair("stride"), row.pair("padding", 0),
        row.pair("dilation", 1), row.flag("ceil_mode"))
    return as_given(y, x)

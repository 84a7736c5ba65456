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


def evaluate(row, operands):
    [x] = operands
    return as_given(F.adaptive_max_pool2d(batched(x), row.pair("size")), x)

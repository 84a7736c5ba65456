import torch.nn.functional as F

from generators.pictures import eighths
from generators.rows import doubles


def operands(row, random):
    shape = row.shape("theta")
    if row["values"] == "identity":
        return [doubles([[1, 0, 0], [0, 1, 0]], shape)]
    numbers = row.numbers("values")
    return [eighths(shape, random) if numbers is None else doubles(numbers, shape)]


def evaluate(row, operands):
    [theta] = operands
    thetas = theta if theta.dim() == 3 else theta[None]
    height, width = row.shape("size")[-2:]
    if thetas.shape[0] == 0:
        # PyTorch refuses an empty batch; its points are none.
        return thetas[:, None, None, :, 0].expand(0, height, width, 2)
    points = F.affine_grid(thetas, [thetas.shape[0], 1, height, width], row.flag("align_corners"))
    return points if theta.dim() == 3 else points[0]

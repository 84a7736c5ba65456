import numpy as np
import torch.nn.functional as F

from generators.pictures import as_given, batched, eighths
from generators.rows import doubles


def operands(row, random):
    size = row.shape("x")[-2:]
    return [eighths(row.shape("x"), random), grid(row, random, size, row.flag("align_corners"))]


def grid(row, random, size, align_corners):
    shape = row.shape("grid")
    numbers = row.numbers("points")
    if numbers is not None:
        return doubles(numbers, shape)
    height, width = size
    match row["points"]:
        case "scattered" | "wide" as way:
            rows = pixels(random, height, shape[:-1], 2 if way == "wide" else 0.35)
            columns = pixels(random, width, shape[:-1], 2 if way == "wide" else 0.35)
        case "on-pixels" | "between-pixels" as way:
            shift = 0.5 if way == "between-pixels" else 0
            rows, columns = np.meshgrid(
                np.arange(-1, height + 1) + shift, np.arange(-1, width + 1) + shift, indexing="ij")
    points = np.stack([unit(columns, width, align_corners), unit(rows, height, align_corners)], -1)
    return doubles(points, shape)


def pixels(random, count, shape, beyond):
    """Places among the pixels 0…count − 1 and around them, none near a whole number or a half, where a rule changes."""
    whole = random.integers(-1 - int(beyond * count), count + 1 + int(beyond * count), shape)
    return whole + random.uniform(0.05, 0.45, shape) + random.choice([0, 0.5], shape)


def unit(places, count, align_corners):
    """From places among the pixels to −1…1."""
    if align_corners:
        return 2 * places / max(count - 1, 1) - 1
    return (2 * places + 1) / count - 1


def evaluate(row, operands):
    x, grid = operands
    pictures = batched(x)
    points = grid if grid.dim() == 4 else grid.expand(pictures.shape[0], *grid.shape)
    y = F.grid_sample(pictures, points, row["mode"], row["padding_mode"], row.flag("align_corners"))
    return as_given(y, x)

"""The lecture's affine map, by the formula of Jaderberg et al. 2015 (equation 5): each output element weighs every pixel
of the picture. On a pixel the derivative is the one to the right."""

import numpy as np
import torch
import torch.nn.functional as F

from generators.pictures import as_given, batched, eighths
from generators.rows import doubles


def operands(row, random):
    shape = row.shape("theta")
    numbers = row.numbers("values")
    if row["values"] == "near-identity":
        # Where a coordinate came too near a whole number or a half, central differences would tell.
        numbers = random.uniform(-0.3, 0.3, shape) + [[1, 0, 0.5], [0, 1, 0.5]]
    return [eighths(row.shape("x"), random), doubles(numbers, shape)]


def evaluate(row, operands):
    x, theta = operands
    pictures = batched(x)
    thetas = theta if theta.dim() == 3 else theta.expand(pictures.shape[0], 2, 3)
    size = row.pair("size", pictures.shape[-2:])
    index = np.stack([*np.meshgrid(np.arange(1, size[0] + 1), np.arange(1, size[1] + 1), indexing="ij"), np.ones(size)])
    points = torch.einsum("nij,jrs->nirs", thetas, doubles(index, index.shape))
    weights = [
        weigh(points[:, axis], pictures.shape[2 + axis], row["mode"], row["padding_mode"]) for axis in (0, 1)]
    y = torch.einsum("nrsi,nrsj,ncij->ncrs", *weights, pictures)
    if row["mode"] == "bilinear" and y.numel() > 0:
        compare_with_grid_sample(pictures, points, row["padding_mode"], y)
    return as_given(y, x)


def weigh(points, count, mode, padding_mode):
    """What a point along an axis takes from each of its pixels, which count from 1."""
    if padding_mode == "reflection":
        # Mirrored at the outer borders of the first and the last pixel, as often as it takes.
        distance = points - 0.5
        turns = torch.floor(distance.detach() / count)
        rest = distance - turns * count
        points = 0.5 + torch.where(turns % 2 == 0, rest, count - rest)
    if padding_mode in ("border", "reflection"):
        inside = (points > 1) & (points < count)
        points = torch.where(inside, points, points.detach().clamp(1, count))
    if mode == "round":
        points = torch.floor(points.detach() + 0.5)
    lower = torch.floor(points.detach())[..., None]
    fraction = points[..., None] - lower
    pixels = torch.arange(1, count + 1)
    return (1 - fraction) * (pixels == lower) + fraction * (pixels == lower + 1)


def compare_with_grid_sample(pictures, points, padding_mode, y):
    """PyTorch's sampler agrees on the values; its coordinates run from -1 to 1 between pixels' borders."""
    height, width = pictures.shape[-2:]
    grid = torch.stack([(2 * points[:, 1] - 1) / width - 1, (2 * points[:, 0] - 1) / height - 1], -1)
    other = F.grid_sample(pictures, grid, "bilinear", padding_mode, align_corners=False)
    assert torch.allclose(y, other, atol=1e-12), "the formula and grid_sample differ"

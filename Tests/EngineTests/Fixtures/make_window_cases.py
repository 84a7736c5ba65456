#!/usr/bin/env python3
"""Expected results and gradients of the window operations, as JSON lines in windows/.

conv, max_pool, avg_pool, grid_sample and affine_grid come from PyTorch in float64; affine from the formula of
Jaderberg et al. 2015 (equation 5), summed over every pixel of the picture, in NumPy. Gradients are those of
sum(weight(i) * result[i]), with the weights that EngineTestSupport/GradientCase.swift uses.

Run it here: `python3 make_window_cases.py`. Needs numpy and torch (made with 2.4.6 and 2.15.0).
"""

import json
import math
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
random = np.random.default_rng(20231024)
folder = pathlib.Path(__file__).parent / "windows"


def number(x):
    x = float(f"{x:.12g}")
    return int(x) if x == int(x) and abs(x) < 1e15 else x


def array(tensor):
    values = np.asarray(tensor)
    return {"shape": list(values.shape), "data": [number(v) for v in values.ravel()]}


def eighths(*shape):
    """Multiples of 1/8 in -2...2: exact in float32, so that both types start from the same numbers."""
    return torch.tensor(random.integers(-16, 17, shape) / 8)


def weights(result):
    """As GradientCase.weight in Swift."""
    return torch.tensor([0.5 + i * 37 % 19 / 10 for i in range(result.numel())]).reshape(result.shape)


def case(operands, function, smooth=True, **options):
    """One line: operands, options, the result and the gradient by each operand; `smooth` where central differences
    must agree, because no operand stands on a kink."""
    operands = [x.clone().requires_grad_(True) for x in operands]
    result = function(*operands)
    (result * weights(result)).sum().backward()
    gradients = [torch.zeros_like(x) if x.grad is None else x.grad for x in operands]
    return {
        "operands": [array(x.detach()) for x in operands],
        "options": options,
        "smooth": smooth,
        "result": array(result.detach()),
        "gradients": [array(g) for g in gradients],
    }


def write(name, cases):
    lines = [json.dumps(c, separators=(",", ":")) for c in cases]
    (folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n")
    print(f"{name}: {len(cases)} cases")


def picture(x):
    """To the four dimensions that PyTorch's functions share."""
    return x.reshape((1,) * (4 - x.dim()) + tuple(x.shape))


def conv(x, w, b=None, stride=(1, 1), padding=(0, 0), dilation=(1, 1), groups=1):
    def function(x, w, b=None):
        kernel = w[None, None].expand(groups, 1, *w.shape) if w.dim() == 2 else w
        y = F.conv2d(picture(x), kernel, b, stride, padding, dilation, groups)
        if x.dim() == 4:
            return y
        return y[0, 0] if x.dim() == 2 and w.dim() == 2 else y[0]

    x, w = eighths(*x), eighths(*w)
    operands = [x, w] if b is None else [x, w, eighths(b)]
    options = {"stride": stride, "dilation": dilation, "groups": groups}
    options["padding_name" if isinstance(padding, str) else "padding"] = padding
    return case(operands, function, **options)


def conv_cases():
    return [
        conv([5, 6], [3, 3]),
        conv([5, 6], [3, 2], padding=(1, 0)),
        conv([4, 4], [4, 4]),
        conv([3, 3], [5, 5], padding=(1, 1)),
        conv([1, 1], [1, 1]),
        conv([1, 1], [3, 3], padding=(1, 1)),
        conv([1, 1], [3, 3], padding=(2, 3)),
        conv([2, 3], [1, 1], padding=(2, 2)),
        conv([6, 7], [2, 2], stride=(3, 3)),
        conv([7, 8], [2, 3], stride=(5, 4), padding=(1, 2)),
        conv([7, 8], [3, 3], stride=(2, 1)),
        conv([7, 7], [3, 3], dilation=(2, 3)),
        conv([7, 6], [2, 3], dilation=(3, 2), stride=(2, 2), padding=(3, 1)),
        conv([5, 4], [1, 3], dilation=(9, 2), padding=(0, 2)),
        conv([5, 6], [3, 3], padding="same"),
        conv([5, 6], [2, 4], padding="same"),
        conv([5, 6], [2, 3], padding="same", dilation=(3, 2)),
        conv([5, 6], [3, 3], padding="valid"),
        conv([5, 5], [3, 1, 3, 3], 3),
        conv([5, 5], [1, 1, 3, 3]),
        conv([1, 4, 5], [2, 2], 1),
        conv([3, 4, 5], [1, 3, 2, 2]),
        conv([3, 4, 5], [2, 3, 2, 2], 2, stride=(2, 2), padding=(1, 1)),
        conv([3, 4, 4], [2, 3], groups=3),
        conv([3, 4, 4], [2, 3], 3, groups=3, padding=(1, 1), stride=(2, 1)),
        conv([2, 3, 4, 4], [3, 3], groups=3, padding=(1, 1)),
        conv([4, 4, 5], [6, 2, 2, 2], 6, groups=2),
        conv([2, 4, 4, 3], [8, 1, 3, 3], 8, groups=4, padding=(1, 1)),
        conv([2, 3, 5, 4], [4, 3, 3, 2], 4, stride=(1, 2), padding=(2, 1), dilation=(2, 1)),
        conv([3, 1, 6, 6], [2, 1, 3, 3], 2, stride=(2, 2), padding=(1, 1)),
        conv([2, 1, 4, 4], [2, 2]),
        conv([2, 2, 3, 3], [2, 2, 3, 3], 2),
        conv([2, 2, 3, 3], [3, 2, 1, 1], 3),
        conv([0, 2, 4, 4], [3, 2, 3, 3], 3),
        conv([1, 1, 9, 9], [1, 1, 3, 3], 1, stride=(4, 4), dilation=(2, 2)),
        conv([1, 5, 3, 4], [2, 5, 2, 3], stride=(2, 3), padding=(2, 2)),
    ]


def pool(operation, x, kernel_size, stride=None, padding=(0, 0), ties=False, **options):
    stride = stride or kernel_size

    def function(x):
        y = operation(picture(x), kernel_size, stride, padding, **options)
        return y.reshape(x.shape[:-2] + y.shape[-2:])

    x = torch.tensor(random.integers(-1, 2, x) * 1.0) if ties else eighths(*x)
    # Equal elements are a kink of max_pool, and eighths are often equal.
    smooth = operation is F.avg_pool2d
    return case([x], function, smooth, kernel_size=kernel_size, stride=stride, padding=padding, **options)


def max_pool_cases():
    def p(*a, dilation=(1, 1), ceil_mode=False, **k):
        return pool(F.max_pool2d, *a, dilation=dilation, ceil_mode=ceil_mode, **k)

    return [
        p([4, 4], (2, 2)),
        p([5, 5], (2, 2)),
        p([5, 5], (2, 2), ceil_mode=True),
        p([1, 1], (1, 1)),
        p([3, 4], (3, 4)),
        p([2, 2], (4, 4), padding=(1, 1)),
        p([1, 1], (2, 2), padding=(1, 1)),
        p([1, 1], (3, 3), padding=(1, 1)),
        p([6, 7], (2, 2), (3, 4)),
        p([6, 7], (3, 3), (1, 1), ties=True),
        p([6, 7], (3, 2), (1, 2), padding=(1, 1), ties=True),
        p([6, 6], (3, 3), (2, 2), padding=(1, 1)),
        p([6, 6], (3, 3), (2, 2), padding=(1, 1), ceil_mode=True),
        p([5, 7], (2, 3), (2, 2), padding=(1, 1), ceil_mode=True),
        p([4, 4], (3, 3), (3, 3), padding=(1, 1), ceil_mode=True),
        p([7, 7], (2, 2), (5, 5), ceil_mode=True),
        p([4, 5], (2, 2), (4, 4), padding=(1, 1), ceil_mode=True),
        p([7, 8], (3, 2), dilation=(2, 3)),
        p([7, 8], (3, 2), (1, 2), padding=(1, 1), dilation=(2, 3)),
        p([7, 8], (2, 3), (3, 2), padding=(1, 1), dilation=(3, 2), ceil_mode=True),
        p([5, 5], (1, 3), (2, 1), dilation=(7, 2)),
        p([8, 8], (4, 4), (2, 2), ties=True),
        p([3, 5, 4], (2, 2)),
        p([3, 5, 4], (2, 3), (1, 1), padding=(1, 1), ties=True),
        p([1, 4, 4], (3, 3), (1, 1)),
        p([2, 3, 6, 4], (2, 2)),
        p([2, 2, 5, 5], (3, 3), (2, 2), padding=(1, 1), ceil_mode=True, ties=True),
        p([0, 3, 4, 4], (2, 2)),
        p([2, 1, 1, 7], (1, 2), (1, 3)),
        p([1, 2, 7, 1], (3, 1), (2, 1), padding=(1, 0)),
        p([3, 3], (3, 3), (1, 1), padding=(1, 1), ties=True),
        p([9, 9], (2, 2), (1, 1), dilation=(8, 8)),
    ]


def avg_pool_cases():
    def p(*a, ceil_mode=False, count_include_pad=True, **k):
        return pool(F.avg_pool2d, *a, ceil_mode=ceil_mode, count_include_pad=count_include_pad, **k)

    return [
        p([4, 4], (2, 2)),
        p([5, 5], (2, 2)),
        p([5, 5], (2, 2), ceil_mode=True),
        p([5, 5], (2, 2), ceil_mode=True, count_include_pad=False),
        p([1, 1], (1, 1)),
        p([3, 4], (3, 4)),
        p([2, 2], (4, 4), padding=(1, 1)),
        p([2, 2], (4, 4), padding=(1, 1), count_include_pad=False),
        p([1, 1], (2, 2), padding=(1, 1)),
        p([1, 1], (3, 3), padding=(1, 1), count_include_pad=False),
        p([6, 7], (2, 2), (3, 4)),
        p([6, 7], (3, 3), (1, 1)),
        p([6, 7], (3, 2), (1, 2), padding=(1, 1)),
        p([6, 7], (3, 2), (1, 2), padding=(1, 1), count_include_pad=False),
        p([6, 6], (3, 3), (2, 2), padding=(1, 1)),
        p([6, 6], (3, 3), (2, 2), padding=(1, 1), ceil_mode=True),
        p([6, 6], (3, 3), (2, 2), padding=(1, 1), ceil_mode=True, count_include_pad=False),
        p([5, 7], (2, 3), (2, 2), padding=(1, 1), ceil_mode=True),
        p([4, 4], (3, 3), (3, 3), padding=(1, 1), ceil_mode=True),
        p([4, 4], (4, 4), (3, 3), padding=(2, 2), ceil_mode=True, count_include_pad=False),
        p([7, 7], (2, 2), (5, 5), ceil_mode=True),
        p([4, 5], (2, 2), (4, 4), padding=(1, 1), ceil_mode=True),
        p([5, 5], (1, 3), (2, 1)),
        p([3, 5, 4], (2, 2)),
        p([3, 5, 4], (2, 3), (1, 1), padding=(1, 1)),
        p([1, 4, 4], (3, 3), (1, 1), padding=(1, 0), count_include_pad=False),
        p([2, 3, 6, 4], (2, 2)),
        p([2, 2, 5, 5], (3, 3), (2, 2), padding=(1, 1), ceil_mode=True),
        p([0, 3, 4, 4], (2, 2)),
        p([2, 1, 1, 7], (1, 2), (1, 3)),
        p([1, 2, 7, 1], (3, 1), (2, 1), padding=(1, 0)),
        p([8, 8], (5, 4), (3, 2), padding=(2, 2)),
    ]


def sample(x, grid, mode="bilinear", padding_mode="zeros", align_corners=False, smooth=True):
    def function(x, grid):
        points = grid if grid.dim() == 4 else grid.expand(picture(x).shape[0], *grid.shape)
        y = F.grid_sample(picture(x), points, mode, padding_mode, align_corners)
        return y.reshape(x.shape[:-2] + y.shape[-2:])

    return case([x, grid], function, smooth, mode=mode, padding_mode=padding_mode, align_corners=align_corners)


def scattered(*shape):
    """Points inside and outside, none within a thousandth of another rule's border."""
    return torch.tensor(np.round(random.uniform(-1.7, 1.7, shape), 3) + 0.00037)


def on_pixels(height, width, align_corners, shift=0.0):
    """Every pixel's centre and one ring beyond it, `shift` pixels aside."""
    def axis(count):
        i = np.arange(-1, count + 1) + shift
        return 2 * i / (count - 1) - 1 if align_corners else (2 * i + 1) / count - 1

    y, x = np.meshgrid(axis(height), axis(width), indexing="ij")
    return torch.tensor(np.stack([x, y], -1))


def grid_sample_cases():
    cases = []
    for align_corners in [False, True]:
        for padding_mode in ["zeros", "border", "reflection"]:
            for mode in ["bilinear", "nearest"]:
                options = dict(mode=mode, padding_mode=padding_mode, align_corners=align_corners)
                cases.append(sample(eighths(4, 3), scattered(3, 4, 2), **options))
                cases.append(sample(eighths(2, 2, 3, 4), scattered(2, 2, 3, 2), **options))
            options = dict(padding_mode=padding_mode, align_corners=align_corners)
            cases.append(sample(eighths(1, 1), scattered(2, 3, 2), **options))
            cases.append(sample(eighths(2, 1, 4), scattered(2, 2, 2) * 3, **options))
            options["smooth"] = False
            # Powers of two keep pixel centres (and halves) exact in both coordinate systems.
            size = (5, 3) if align_corners else (4, 4)
            cases.append(sample(eighths(*size), on_pixels(*size, align_corners), **options))
            cases.append(sample(eighths(*size), on_pixels(*size, align_corners, 0.5), "nearest", **options))
    cases.append(sample(eighths(0, 2, 3, 3), scattered(0, 2, 2, 2)))
    cases.append(sample(eighths(2, 1, 3, 3), scattered(2, 2, 2)))
    cases.append(sample(eighths(3, 3), torch.tensor([[[1e30, 0.0], [-1e30, 0.1], [50.5, -70.25]]])))
    return cases


def grid(theta, size, align_corners=False):
    def function(theta):
        batch = theta if theta.dim() == 3 else theta[None]
        points = F.affine_grid(batch, [batch.shape[0], 1, *size[-2:]], align_corners)
        return points if theta.dim() == 3 else points[0]

    return case([theta], function, size=size, align_corners=align_corners)


def affine_grid_cases():
    cases = []
    identity = torch.tensor([[1.0, 0, 0], [0, 1, 0]])
    for align_corners in [False, True]:
        for size in [[1, 1], [1, 4], [3, 1], [2, 2], [3, 4], [5, 2], [2, 3, 4], [1, 1, 2, 3]]:
            cases.append(grid(identity, size, align_corners))
            cases.append(grid(eighths(2, 3), size, align_corners))
        cases.append(grid(eighths(3, 2, 3), [3, 2, 2, 3], align_corners))
        cases.append(grid(eighths(2, 2, 3), [3, 3], align_corners))
    return cases


def affine_formula(x, theta, size, mode, outside, seed):
    """Result and gradients, by the definition: each output element weighs every pixel of the picture."""
    n, c, height, width = x.shape
    y = np.zeros((n, c, *size))
    gx, gt = np.zeros_like(x), np.zeros_like(theta)
    rows, columns = np.arange(1, height + 1), np.arange(1, width + 1)

    def moved(p, last):
        if outside == "edge" and not 1 < p < last:
            return min(max(p, 1), last), 0
        return p, 1

    def hat(p, pixels):
        return np.maximum(0, 1 - np.abs(p - pixels))

    def slope(p, pixels):
        """The derivative of the hat to the right of p."""
        return np.where((pixels - 1 <= p) & (p < pixels), 1, 0) - np.where((pixels <= p) & (p < pixels + 1), 1, 0)

    for i in range(n):
        for r in range(1, size[0] + 1):
            for s in range(1, size[1] + 1):
                index = np.array([r, s, 1])
                row, column = theta[i] @ index
                row, row_slope = moved(row, height)
                column, column_slope = moved(column, width)
                if mode == "round":
                    row, column = math.floor(row + 0.5), math.floor(column + 0.5)
                    row_slope = column_slope = 0
                weight = np.outer(hat(row, rows), hat(column, columns))
                by_row = row_slope * np.outer(slope(row, rows), hat(column, columns))
                by_column = column_slope * np.outer(hat(row, rows), slope(column, columns))
                for k in range(c):
                    g = seed[i, k, r - 1, s - 1]
                    y[i, k, r - 1, s - 1] = (weight * x[i, k]).sum()
                    gx[i, k] += g * weight
                    gt[i, 0] += g * (by_row * x[i, k]).sum() * index
                    gt[i, 1] += g * (by_column * x[i, k]).sum() * index
    return y, gx, gt


def against_grid_sample(x, theta, size, outside, y):
    """The formula and PyTorch's sampler agree on the values (pixel centres at whole indices: align_corners)."""
    if min(x.shape[-2:]) < 2 or 0 in x.shape:
        return
    r, s = np.meshgrid(np.arange(1, size[0] + 1), np.arange(1, size[1] + 1), indexing="ij")
    p = np.einsum("nij,jrs->nirs", theta, np.stack([r, s, np.ones_like(r)]))
    grid = np.stack([2 * (p[:, 1] - 1) / (x.shape[3] - 1) - 1, 2 * (p[:, 0] - 1) / (x.shape[2] - 1) - 1], -1)
    padding = "zeros" if outside == "zero" else "border"
    other = F.grid_sample(torch.tensor(x), torch.tensor(grid), "bilinear", padding, True).numpy()
    assert np.allclose(y, other, atol=1e-12), "affine formula against grid_sample"


def affine(x, theta, size=None, mode="bilinear", outside="zero", smooth=True):
    x, theta = np.asarray(x), np.asarray(theta, dtype=float)
    size = size or list(x.shape[-2:])
    batch = x.reshape((1,) * (4 - x.ndim) + x.shape)
    thetas = theta if theta.ndim == 3 else np.broadcast_to(theta, (len(batch), 2, 3))
    shape = x.shape[:-2] + tuple(size)
    seed = weights(torch.zeros(shape)).numpy().reshape(batch.shape[:2] + tuple(size))
    y, gx, gt = affine_formula(batch, thetas, size, mode, outside, seed)
    if mode == "bilinear":
        against_grid_sample(batch, thetas, size, outside, y)
    return {
        "operands": [array(x), array(theta)],
        "options": {"size": size, "mode": mode, "outside": outside},
        "smooth": smooth,
        "result": array(y.reshape(shape)),
        "gradients": [array(gx.reshape(x.shape)), array(gt if theta.ndim == 3 else gt.sum(0))],
    }


def affine_cases():
    notes = np.arange(1.0, 10).reshape(3, 3)
    notes_theta = [[0, 0.5, 0.6], [1, 0, 0.4]]
    turn = math.radians(25)
    about = [[math.cos(turn), math.sin(turn), 0.3], [-math.sin(turn), math.cos(turn), 1.1]]
    maps = [
        [[1, 0, 0], [0, 1, 0]],  # the identity: every point on a pixel
        [[0, 1, 0], [-1, 0, 4]],  # a quarter turn
        [[1, 0, -1], [0, 1, 2]],  # a shift by whole pixels, partly outside
        [[0.5, 0, 0.25], [0, 2, -0.75]],
        about,
        [[0.3, 0.1, 9], [0, 1, 0.3]],  # wholly outside
    ]
    cases = [affine(notes, notes_theta, mode=mode) for mode in ["bilinear", "round"]]
    for mode in ["bilinear", "round"]:
        for outside in ["zero", "edge"]:
            for number, theta in enumerate(maps):
                # The first three put every point on a pixel, where only rounding is smooth.
                smooth = mode == "round" or number > 2
                cases.append(affine(eighths(3, 4), theta, None, mode, outside, smooth))
            cases.append(affine(eighths(1, 1), about, [2, 3], mode, outside))
            cases.append(affine(eighths(2, 4, 3), about, [3, 5], mode, outside))
            thetas = np.round(random.uniform(-1, 1, (2, 2, 3)), 3) + [[1, 0, 0.5], [0, 1, 0.5]]
            cases.append(affine(eighths(2, 2, 3, 3), thetas, None, mode, outside))
            cases.append(affine(eighths(2, 1, 3, 4), maps[3], [2, 2], mode, outside))
    cases.append(affine(np.zeros((0, 1, 3, 3)), np.zeros((0, 2, 3))))
    halves = [[1, 0, 0.5], [0, 1, -0.5]]  # rounding meets every half
    cases.append(affine(eighths(4, 4), halves, mode="round", smooth=False))
    cases.append(affine(eighths(4, 4), halves, mode="round", outside="edge", smooth=False))
    return cases


if __name__ == "__main__":
    folder.mkdir(exist_ok=True)
    write("conv", conv_cases())
    write("max_pool", max_pool_cases())
    write("avg_pool", avg_pool_cases())
    write("grid_sample", grid_sample_cases())
    write("affine_grid", affine_grid_cases())
    write("affine", affine_cases())

"""Writes array_cases.jsonl: what PyTorch makes of functions that sort, count, sum up along an axis, and of some elementary
functions, with its gradients of a weighted sum.

Run with PyTorch and NumPy installed: python3 make_array_cases.py
The form of the lines, and the weights, are those of pytorch_cases.py.
"""

import math

import numpy as np
import torch
import torch.nn.functional as F

from pytorch_cases import Cases

torch.set_num_threads(1)
random = np.random.default_rng(20261130)
FLOATS = [torch.float32, torch.float64]
NAN, INF = math.nan, math.inf


cases = Cases()
case = cases.add


def draw(*shape, dtype=torch.float32, low=-2.0, high=2.0):
    return torch.tensor(np.round(random.uniform(low, high, shape), 2), dtype=dtype)


def integers(*shape, low=-9, high=10, dtype=torch.int64):
    return torch.tensor(random.integers(low, high, shape), dtype=dtype)


# Elementary functions: random numbers, and those where values or gradients are special. PyTorch's sign makes 0 of NaN.
UNARY = {
    "Tan": (torch.tan, []), "Log2": (torch.log2, []), "Log10": (torch.log10, []), "Log1p": (torch.log1p, []),
    "Expm1": (torch.expm1, []), "Sign": (torch.sign, [NAN]), "Silu": (F.silu, []), "Softplus": (F.softplus, []),
    "Gelu": (F.gelu, []),
}
for dtype in FLOATS:
    huge, tiny = (3e38, 1e-40) if dtype == torch.float32 else (1.5e308, 1e-310)
    special = [INF, -INF, huge, -huge, tiny, -tiny, 0.0, -0.0, 1.0, -1.0, -2.5, 0.5, 8.0, 100.0, 1e-7, 30.0, NAN]
    for name, (function, without) in UNARY.items():
        numbers = [x for x in special if not any(math.isnan(x) and math.isnan(y) for y in without)]
        if name == "Tan":  # of what is far out, PyTorch's vector units have few digits left
            numbers = [x for x in numbers if not 1e6 < abs(x) < INF]
        if name == "Gelu":  # PyTorch squares or doubles what is far out, and loses it: gelu(inf) is nan in one type, inf in the other
            numbers = [x for x in numbers if not abs(x) > 1e6]
        case(name, function, torch.tensor(numbers, dtype=dtype))
        case(name, function, draw(2, 3, 2, dtype=dtype, low=0.1 if name.startswith("Log") else -3, high=3))
        case(name, function, draw(dtype=dtype, low=0.1))
        case(name, function, torch.zeros(0, 2, dtype=dtype))
    for beta, threshold in ((2.0, 20.0), (0.5, 1.0)):
        case("Softplus", lambda x: F.softplus(x, beta, threshold), draw(9, dtype=dtype, low=-9, high=9),
             options={"beta": beta, "threshold": threshold})
    case("Gelu", lambda x: F.gelu(x, approximate="tanh"), draw(9, dtype=dtype, low=-4, high=4), options={"approximate": "tanh"})
    for decimals in (2, 1, 5, -1, -2):
        case("Round", lambda x: torch.round(x, decimals=decimals), draw(8, dtype=dtype, low=-90, high=90) * 1.37,
             options={"decimals": decimals})
    pairs = [(a, b) for a in (0.0, -0.0, 1.0, -2.0, INF, -INF, NAN) for b in (0.0, -0.0, 1.0, -3.0, INF, -INF, NAN)]
    left, right = (torch.tensor(side, dtype=dtype) for side in zip(*pairs))
    case("Atan2", torch.atan2, left, right, gradients=False)
    for a, b in (([3], [3]), ([2, 3], [3]), ([2, 1, 3], [4, 1]), ([], [2, 2]), ([2, 2], []), ([0, 3], [3])):
        case("Atan2", torch.atan2, draw(*a, dtype=dtype), draw(*b, dtype=dtype))
case("Sign", torch.sign, integers(2, 4))

# Along an axis. Ties are given to those in the order that they stand in.
SHAPES = [([], 0), ([1], 0), ([7], 0), ([50], 0), ([3, 5], 0), ([3, 5], 1), ([2, 4, 3], 1), ([2, 4, 3], 0), ([0, 3], 1),
          ([3, 0], 1)]
for dtype in FLOATS + [torch.int64, torch.uint8]:
    def make(*shape):
        return draw(*shape, dtype=dtype) if dtype.is_floating_point else integers(*shape, low=0, high=9, dtype=dtype)

    for shape, axis in SHAPES:
        for descending in (False, True):
            options = {"axis": axis, "descending": descending}
            case("Sort", lambda x: torch.sort(x, dim=axis, descending=descending, stable=True).values, make(*shape),
                 options=options)
            case("ArgSort", lambda x: torch.sort(x, dim=axis, descending=descending, stable=True).indices, make(*shape),
                 options=options)
        if 0 not in shape:
            for keep in (False, True):
                case("Median", lambda x: torch.median(x, dim=axis, keepdim=keep).values, make(*shape),
                     options={"axis": axis, "keepdim": keep}, gradients=False)
        if dtype == torch.uint8:
            continue
        case("CumSum", lambda x: torch.cumsum(x, axis), make(*shape), options={"axis": axis})
        if dtype.is_floating_point or shape != [50]:  # The product of fifty integers is beyond int64.
            case("CumProd", lambda x: torch.cumprod(x, axis), make(*shape), options={"axis": axis})
        if shape and 0 not in shape:
            case("Diff", lambda x: torch.diff(x, dim=axis), make(*shape), options={"axis": axis})
        for shift in (1, -2, 40):
            if shape and 0 not in shape:
                case("Roll", lambda x: torch.roll(x, shift, axis), make(*shape), options={"axis": axis, "shift": shift})
            if shape:
                case("Roll", lambda x: torch.roll(x, shift), make(*shape), options={"shift": shift})
    case("Median", torch.median, make(9))
    case("Median", torch.median, make(2, 5))

for dtype in FLOATS:
    special = torch.tensor([NAN, 1, INF, -0.0, 0.0, -INF, NAN, 1, -2, 0.0], dtype=dtype)
    for descending in (False, True):
        options = {"axis": 0, "descending": descending}
        case("Sort", lambda x: torch.sort(x, descending=descending, stable=True).values, special, options=options)
        case("ArgSort", lambda x: torch.sort(x, descending=descending, stable=True).indices, special, options=options)
    case("Median", torch.median, special, gradients=False)
    case("Median", lambda x: torch.median(x, 0).values, special, options={"axis": 0}, gradients=False)
    case("Median", torch.median, torch.tensor([3, 1, 1, 2, 1, 0, 5], dtype=dtype))
    case("Median", lambda x: torch.median(x, 0).values, torch.tensor([3, 1, 4, 2, 0], dtype=dtype), options={"axis": 0})
    case("CumSum", lambda x: torch.cumsum(x, 0), torch.tensor([1, INF, 2, -INF, 3, NAN, 1], dtype=dtype), options={"axis": 0})

    # Products with no zero, one, and several.
    zeros = torch.tensor([[2, 3, 4], [2, 0, 4], [0, 3, 0], [0, 0, 0]], dtype=dtype)
    for axis in (0, 1):
        case("CumProd", lambda x: torch.cumprod(x, axis), zeros, options={"axis": axis})
        for keep in (False, True):
            case("Prod", lambda x: torch.prod(x, axis, keep), zeros, options={"axes": [axis], "keepdim": keep})
    for row in zeros:
        case("Prod", torch.prod, row)
    for shape in ([], [5], [2, 3], [0]):
        case("Prod", torch.prod, draw(*shape, dtype=dtype))
    case("Prod", lambda x: torch.prod(x, 1), draw(2, 4, 3, dtype=dtype), options={"axes": [1]})
    case("Prod", torch.prod, torch.tensor([0.0, INF], dtype=dtype), gradients=False)

    for shape, axis in (([7], None), ([7], 0), ([3, 4], None), ([3, 4], 0), ([3, 4], 1), ([2, 5, 3], 1), ([], None)):
        for q in (0.0, 0.3, 0.5, 1.0, [0.1, 0.75], [0.5]):
            for interpolation in ("linear", "lower", "higher", "midpoint", "nearest"):
                if isinstance(q, list) and interpolation != "linear":
                    continue
                for keep in (False, True):
                    options = {"q": q, "interpolation": interpolation, "keepdim": keep}
                    if axis is not None:
                        options["axis"] = axis
                    # No two alike: which of them the gradient goes to is not said.
                    x = (torch.tensor(random.permutation(int(np.prod(shape))).reshape(shape)) * 0.37 - 2).to(dtype)
                    shares = torch.tensor(q, dtype=dtype)
                    case("Quantile", lambda x: torch.quantile(x, shares, dim=axis, keepdim=keep, interpolation=interpolation), x,
                         options=options)
    case("Quantile", lambda x: torch.quantile(x, 0.5), torch.tensor([1, NAN, 2], dtype=dtype), options={"q": 0.5}, gradients=False)

    for shape, taken, axis in (([5], [3], 0), ([3, 4], [3, 2], 1), ([3, 4], [6, 4], 0), ([2, 3, 2], [2, 1, 2], 1)):
        case("TakeAlong", lambda x, i: torch.take_along_dim(x, i, axis), draw(*shape, dtype=dtype),
             integers(*taken, low=0, high=shape[axis]), options={"axis": axis})
case("Prod", torch.prod, integers(6))
case("Prod", lambda x: torch.prod(x, 0), integers(3, 4), options={"axes": [0]})
case("TakeAlong", lambda x, i: torch.take_along_dim(x, i, 0), integers(5), torch.tensor([4, 4, 0]), options={"axis": 0})

cases.write("array_cases.jsonl")

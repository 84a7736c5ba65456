"""Writes special_cases.jsonl: what PyTorch makes of NaN, infinities, huge and denormal numbers, in each operation.

Run with PyTorch and NumPy installed: python3 make_special_cases.py
The format is that of make_operation_cases.py.
"""

import itertools
import math

import torch
import torch.nn.functional as F

from pytorch_cases import Cases, number

torch.set_num_threads(1)
NAN, INF = math.nan, math.inf
FLOATS = [torch.float32, torch.float64]


cases = Cases()
case = cases.add


def specials(dtype):
    huge, tiny = (3e38, 1e-40) if dtype == torch.float32 else (1.5e308, 1e-310)
    return [NAN, INF, -INF, huge, -huge, tiny, -tiny, 0.0, -0.0, 1.0, -2.5, 100.0]


UNARY = {
    "Abs": torch.abs, "Negate": torch.neg, "Exp": torch.exp, "Log": torch.log, "Sqrt": torch.sqrt, "Tanh": torch.tanh,
    "Sigmoid": torch.sigmoid, "Relu": F.relu, "Round": torch.round, "Floor": torch.floor, "Ceil": torch.ceil,
    "Sin": torch.sin, "Cos": torch.cos,
}
BINARY = {
    "Add": torch.add, "Subtract": torch.sub, "Multiply": torch.mul, "Divide": torch.div, "Maximum": torch.maximum,
    "Minimum": torch.minimum, "Remainder": torch.remainder, "Power": torch.pow,
}
COMPARISONS = {"==": torch.eq, "!=": torch.ne, "<": torch.lt, "<=": torch.le, ">": torch.gt, ">=": torch.ge}
SPOILERS = [NAN, INF, -INF]

for dtype in FLOATS:
    def t(values):
        return torch.tensor(values, dtype=dtype)

    all_of_them = specials(dtype)
    for name, function in UNARY.items():
        case(name, function, t(all_of_them))
    for slope in (0.01, 0.0, -1.0, 2.0):
        case("LeakyRelu", lambda x: F.leaky_relu(x, slope), t(all_of_them), options={"negative_slope": slope})
    for alpha in (1.0, 0.0, -2.0):
        case("Elu", lambda x: F.elu(x, alpha), t(all_of_them), options={"alpha": alpha})
    for low, high in ((-1, 1), (None, 2), (0, None), (NAN, None), (None, NAN), (NAN, 1), (0, NAN), (-INF, INF), (INF, None), (None, -INF)):
        options = {k: number(float(v), dtype) for k, v in (("min", low), ("max", high)) if v is not None}
        low, high = (None if x is None else float(x) for x in (low, high))
        case("Clamp", lambda x: torch.clamp(x, low, high), t(all_of_them), options=options)
    pairs = list(itertools.product(all_of_them, all_of_them))
    left, right = t([a for a, _ in pairs]), t([b for _, b in pairs])
    for name, function in BINARY.items():
        # Where its quotient overflows, PyTorch's remainder of finite numbers is NaN.
        overflows = (left / right).isinf() & left.isfinite() & (right != 0)
        fits = ~overflows if name == "Remainder" else torch.ones_like(overflows)
        case(name, function, left[fits], right[fits])
    for kind, function in COMPARISONS.items():
        case("Compare", lambda a, b: function(a, b), left, right, options={"kind": kind}, gradients=False)
    case("Where", lambda c, a, b: torch.where(c.detach() != 0, a, b), t(all_of_them), t(all_of_them[::-1]), t(5.0))
    for value in SPOILERS:
        case("Pad", lambda x: F.pad(x, [1, 1], value=value), t([1, 2]), options={"sides": [1, 1], "value": number(value, dtype)})

    rows = [[1, 2, 3], [NAN, 1, 2], [2, NAN, NAN], [INF, 1, 2], [1, -INF, 2], [INF, -INF, 0], [INF, INF, 1], [-INF, -INF, -INF],
            [NAN, INF, -INF], [all_of_them[3]] * 3, [all_of_them[5]] * 3, [0.0, -0.0, 0.0]]
    table = t(rows)
    for name, function in (("Sum", torch.sum), ("Mean", torch.mean)):
        for axes in ([], [0], [1]):
            case(name, lambda x: function(x, axes or [0, 1]), table[:9], options={"axes": axes})
    for name, function in (("MaxReduce", torch.max), ("MinReduce", torch.min)):
        for axis in (0, 1):
            case(name, lambda x: function(x, axis).values, table, options={"axes": [axis]})
        for row in table:
            case(name, lambda x: function(x), row, options={"axes": []})
    for name, function in (("ArgMax", torch.argmax), ("ArgMin", torch.argmin)):
        for axis in (0, 1):
            case(name, lambda x: function(x, axis), table, options={"axis": axis}, gradients=False)
        case(name, lambda x: function(x), table, gradients=False)
    for name, function in (("Variance", torch.var), ("StandardDeviation", torch.std)):
        case(name, lambda x: function(x, [1]), table[:9], options={"axes": [1]})
        for correction in (2, 3, 4, 5):
            # Where the result is infinite for want of elements, PyTorch's gradient is that of another formula.
            case(name, lambda x: function(x, [1], correction=correction), t([[1, 2, 4], [2, 2, 2]]),
                 options={"axes": [1], "correction": correction}, gradients=correction < 4)
    for name, function in (("Softmax", torch.softmax), ("LogSoftmax", torch.log_softmax)):
        for axis in (0, 1):
            case(name, lambda x: function(x, axis), table, options={"axis": axis})
            case(name, lambda x: function(x, axis), table[[0, 9, 10, 11]], options={"axis": axis})
    labels = torch.tensor([i % 3 for i in range(len(rows))])
    case("CrossEntropy", lambda x, y: F.cross_entropy(x, y, reduction="none"), table, labels)
    case("MSELoss", lambda a, b: F.mse_loss(a, b, reduction="none"), left, right)

    for position, value in itertools.product((0, 5, 15), SPOILERS):
        picture = torch.arange(16, dtype=dtype).reshape(4, 4) / 4
        picture.view(-1)[position] = value
        for size, stride, padding in ((2, 2, 0), (3, 1, 1), (2, 1, 0)):
            options = {"kernel": size, "stride": stride, "padding": padding}
            case("MaxPool", lambda x: F.max_pool2d(x[None], size, stride, padding)[0], picture, options=options)
            case("AvgPool", lambda x: F.avg_pool2d(x[None], size, stride, padding)[0], picture, options=options)
        kernel = torch.tensor([[1, -1], [0.5, 2]], dtype=dtype)
        case("Conv", lambda x, k: F.conv2d(x[None], k[None, None])[0], picture, kernel)
        spoiled = kernel.clone()
        spoiled.view(-1)[position % 4] = value
        # Not its gradients: that by the picture reaches no further than the weights in PyTorch, here as far as the kernel.
        case("Conv", lambda x, k: F.conv2d(x[None], k[None, None])[0], torch.arange(16, dtype=dtype).reshape(4, 4) / 4, spoiled,
             gradients=False)
        matrix = torch.arange(9, dtype=dtype).reshape(3, 3) + 1
        matrix.view(-1)[position % 9] = value
        case("MatMul", torch.matmul, matrix, torch.arange(6, dtype=dtype).reshape(3, 2) + 1)
        case("Linear", F.linear, torch.arange(6, dtype=dtype).reshape(2, 3) + 1, matrix, t([1, 2, 3]))

    # Coordinates: what is outside counts as zero, or is the nearest edge. For what is not a number PyTorch's answer depends on
    # how it was compiled, so it is not asked.
    picture = torch.arange(12, dtype=dtype).reshape(3, 4) + 1
    places = [1e6, -1e6, 1e10, -1e10]
    grid = t([[v, 0.25] for v in places] + [[0.25, v] for v in places]).reshape(2, 4, 2)
    for padding, mode, align in itertools.product(("zeros", "border"), ("bilinear", "nearest"), (False, True)):
        case("GridSample", lambda x, g: F.grid_sample(x[None, None], g[None], mode, padding, align)[0, 0], picture, grid,
             options={"padding": padding, "mode": mode, "align": align})

cases.write("special_cases.jsonl")

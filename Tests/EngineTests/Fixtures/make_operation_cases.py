"""Writes pointwise_cases.jsonl: what PyTorch makes of each operation, and its gradients of a weighted sum.

Run with PyTorch and NumPy installed: python3 make_operation_cases.py
One line a case: operation, options, operands, result, and the gradient by each operand (null where there is none).
A tensor is [type, shape, elements]. The weights are those of GradientCase in EngineTestSupport.
"""

import math

import numpy as np
import torch
import torch.nn.functional as F

from pytorch_cases import Cases, number

torch.set_num_threads(1)
random = np.random.default_rng(20240607)
NAN, INF = math.nan, math.inf


def compact(x, dtype):
    """Whole numbers without their point."""
    written = number(x, dtype)
    if isinstance(written, float) and written.is_integer() and abs(written) < 1e15 and not (
            written == 0 and math.copysign(1, written) < 0):
        return int(written)
    return written


cases = Cases(compact)
case = cases.add


def t(values, dtype=torch.float32):
    return torch.tensor(values, dtype=dtype)


def draw(*shape, dtype=torch.float32, low=-2.0, high=2.0):
    """Numbers with two decimals, so that the file stays small and both element types hold them equally."""
    return torch.tensor(np.round(random.uniform(low, high, shape), 2), dtype=dtype)


def integers(*shape, high=10, dtype=torch.int64):
    return torch.tensor(random.integers(0, high, shape), dtype=dtype)


FLOATS = [torch.float32, torch.float64]
EDGES = [-INF, -2.5, -1.5, -1.0, -0.5, -0.0, 0.0, 0.5, 1.0, 1.5, 2.5, INF, NAN]

# Single elements: random ones, and the edges where values or gradients are special.
UNARY = {
    "Negate": torch.neg, "Exp": torch.exp, "Log": torch.log, "Sqrt": torch.sqrt, "Sin": torch.sin, "Cos": torch.cos,
    "Tanh": torch.tanh, "Sigmoid": torch.sigmoid, "Relu": F.relu, "Round": torch.round, "Floor": torch.floor,
    "Ceil": torch.ceil,
}
for name, function in UNARY.items():
    low = 0.1 if name in ("Log", "Sqrt") else -3
    for dtype in FLOATS:
        case(name, function, draw(2, 3, 2, dtype=dtype, low=low, high=3))
        case(name, function, t(EDGES, dtype))
    case(name, function, t([]))
    case(name, function, t(0.75))
for dtype in FLOATS:
    case("Abs", torch.abs, t(EDGES[:-1], dtype))
    case("Abs", torch.abs, draw(3, 2, dtype=dtype))
    for slope in (0.01, 0.2):
        case("LeakyRelu", lambda x: F.leaky_relu(x, slope), t(EDGES, dtype), options={"negative_slope": slope})
    for alpha in (1.0, 0.3):
        case("Elu", lambda x: F.elu(x, alpha), t(EDGES, dtype), options={"alpha": alpha})
    for low, high in ((-1.0, 1.0), (None, 0.5), (-0.5, None), (1.0, -1.0)):
        case("Clamp", lambda x: torch.clamp(x, low, high), t(EDGES, dtype),
             options={k: v for k, v in (("min", low), ("max", high)) if v is not None})
case("Sigmoid", torch.sigmoid, t([-200.0, -90.0, -30.0, 30.0, 90.0, 200.0]))
case("Round", torch.round, t([-3.5, -2.5, -0.49999997, 0.49999997, 1.5, 2.5, 8388609.0, 1e30]))

# Pairs, in all the ways that shapes broadcast.
PAIRS = [([3], [3]), ([2, 3], [3]), ([3], [2, 3]), ([2, 1, 3], [4, 1]), ([], [2, 2]), ([2, 2], []), ([2, 3, 2], [2, 1, 1]),
         ([0, 3], [3]), ([1, 1], [1])]
BINARY = {
    "Add": torch.add, "Subtract": torch.sub, "Multiply": torch.mul, "Divide": torch.div, "Maximum": torch.maximum,
    "Minimum": torch.minimum, "Remainder": torch.remainder, "Power": torch.pow,
}
for name, function in BINARY.items():
    for a, b in PAIRS:
        for dtype in FLOATS:
            low = 0.3 if name == "Power" else -2
            case(name, function, draw(*a, dtype=dtype, low=low), draw(*b, dtype=dtype, low=0.3))
special = [(a, b) for a in (-2.0, -0.0, 0.0, 1.0, 3.0) for b in (-2.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0)]
for dtype in FLOATS:
    left, right = t([a for a, _ in special], dtype), t([b for _, b in special], dtype)
    case("Power", torch.pow, left, right)
    case("Remainder", torch.remainder, left, right)
    case("Remainder", torch.remainder, t([5.3, -5.3, 5.3, -5.3, 0.3, 1e8], dtype), t([2, 2, -2, -2, 0.1, 3], dtype))
    case("Divide", torch.div, t([1, -1, 0, INF, 2], dtype), t([0, 0, 0, INF, -4], dtype))
    for name in ("Maximum", "Minimum"):
        case(name, BINARY[name], t([1, 1, 2, NAN, 1, INF, -0.0], dtype), t([1, 2, 1, 1, NAN, INF, 0.0], dtype))

COMPARISONS = {"==": torch.eq, "!=": torch.ne, "<": torch.lt, "<=": torch.le, ">": torch.gt, ">=": torch.ge}
for kind, function in COMPARISONS.items():
    for dtype in FLOATS:
        case("Compare", lambda a, b: function(a, b), t([1, 2, 2, NAN, INF, -0.0], dtype),
             t([2, 2, 1, NAN, INF, 0.0], dtype), options={"kind": kind})
        case("Compare", lambda a, b: function(a, b), integers(2, 3, high=3).to(dtype),
             integers(3, high=3).to(dtype), options={"kind": kind})
    case("Compare", lambda a, b: function(a, b), t([16777216, 5, 7], torch.int64), t([16777217, 5, 3], torch.int64),
         options={"kind": kind})

for dtype in FLOATS:
    where = lambda c, a, b: torch.where(c != 0, a, b)
    for c, a, b in (([3], [3], [3]), ([2, 1], [3], [2, 3]), ([2, 3], [], [3]), ([], [2, 2], [2]), ([2, 2], [2, 2], [])):
        case("Where", where, integers(*c, high=2).to(torch.uint8), draw(*a, dtype=dtype), draw(*b, dtype=dtype))
case("Where", where, t([1, 0, NAN, -0.0]).detach(), t([1.0, 2, INF, 4]), t([NAN, 6, 7, 8]))
case("Where", where, t([1, 0, 1], torch.uint8), t([7, 8, 9], torch.int64), t([1, 2, 3], torch.int64))

# Reductions: which axes, whether they stay, ties, NaN and nothing.
AXES = [([4], []), ([4], [0]), ([2, 3], []), ([2, 3], [0]), ([2, 3], [1]), ([2, 3, 4], [1]), ([2, 3, 4], [0, 2]),
        ([2, 3, 2, 2], [0, 2, 3]), ([2, 1, 3], [1]), ([], []), ([3, 5], [1, 0])]


def reduced(function):
    """A PyTorch reduction with axes as here: none means all."""
    def apply(x, axes, keep):
        return function(x, axes or list(range(x.dim())), keep)
    return apply


def extremum(name):
    """One axis: torch.max(dim=), which picks; else the form that shares the gradient."""
    def apply(x, axes, keep):
        if len(axes) == 1:
            return getattr(torch, name)(x, dim=axes[0], keepdim=keep).values
        if not axes and not keep:
            return getattr(torch, name)(x)
        return getattr(torch, "a" + name)(x, dim=axes or list(range(x.dim())), keepdim=keep)
    return apply


REDUCTIONS = {
    "Sum": reduced(lambda x, axes, keep: torch.sum(x, axes, keepdim=keep)),
    "Mean": reduced(lambda x, axes, keep: torch.mean(x, axes, keepdim=keep)),
    "MaxReduce": extremum("max"), "MinReduce": extremum("min"),
}
for name, function in REDUCTIONS.items():
    for shape, axes in AXES:
        for dtype in FLOATS:
            for keep in (False, True):
                case(name, lambda x: function(x, axes, keep), draw(*shape, dtype=dtype),
                     options={"axes": axes, "keepdim": keep})
ties = t([[1, 3, 3], [3, 0, 0]])
for axes in ([], [0], [1], [0, 1]):
    for name in ("MaxReduce", "MinReduce"):
        options = {"axes": axes, "keepdim": False}
        case(name, lambda x: REDUCTIONS[name](x, axes, False), ties, options=options)
        if len(axes) < 2:  # amax divides by no matches at all there
            case(name, lambda x: REDUCTIONS[name](x, axes, False), t([[1, NAN, 3], [NAN, 0, NAN]]), options=options)
        case(name, lambda x: REDUCTIONS[name](x, axes, False), t([[3, 1, 2], [9, 9, 0]], torch.int64), options=options)
        case(name, lambda x: REDUCTIONS[name](x, axes, False), t([[-INF, -INF], [-INF, -INF]]), options=options)
for name in ("Sum", "Mean"):
    case(name, lambda x: REDUCTIONS[name](x, [0], False), t([]).reshape(0, 3), options={"axes": [0]})
    case(name, lambda x: REDUCTIONS[name](x, [], False), t([]), options={"axes": []})
case("MaxReduce", lambda x: x.amax(1), t([]).reshape(0, 3), options={"axes": [1]})

for name, function in (("ArgMax", torch.argmax), ("ArgMin", torch.argmin)):
    for shape, axis in (([5], None), ([5], 0), ([3, 4], None), ([3, 4], 0), ([3, 4], 1), ([2, 3, 4], 1), ([], None)):
        for keep in (False, True):
            options = {"keepdim": keep} if axis is None else {"axis": axis, "keepdim": keep}
            case(name, lambda x: function(x, dim=axis, keepdim=keep), draw(*shape), options=options)
    case(name, function, t([1, 3, 0, 3, 0], torch.int64))
    case(name, function, t([1, 3, NAN, 3, NAN]))

for name, function in (("Variance", torch.var), ("StandardDeviation", torch.std)):
    for shape, axes in AXES:
        for correction in (0, 1):
            count = math.prod(shape[a] for a in (axes or range(len(shape))))
            if count <= correction:
                continue
            for dtype in FLOATS:
                case(name, lambda x: function(x, axes or list(range(x.dim())), correction=correction), draw(*shape, dtype=dtype),
                     options={"axes": axes, "correction": correction})
    case(name, lambda x: function(x, [1], correction=1, keepdim=True), draw(2, 3), options={"axes": [1], "keepdim": True})
    case(name, lambda x: function(x, [0], correction=1), t([[1e4 + 1], [1e4 + 2], [1e4 + 4]]), options={"axes": [0]})
case("StandardDeviation", lambda x: torch.std(x, [0], correction=0), t([[2, 1], [2, 3]]), options={"axes": [0], "correction": 0})

# Moving elements about.
for dtype in (torch.float32, torch.uint8, torch.int64):
    make = (lambda *s: draw(*s)) if dtype == torch.float32 else (lambda *s: integers(*s, high=200, dtype=dtype))
    for shape, target in (([6], [2, 3]), ([2, 3], [-1]), ([2, 3, 4], [4, -1, 2]), ([], [1, 1]), ([1], []), ([0, 3], [3, 0])):
        case("Reshape", lambda x: torch.reshape(x, target), make(*shape), options={"shape": target})
    for shape, start, end in (([2, 3, 4], 0, None), ([2, 3, 4], 1, None), ([2, 3, 4, 2], 1, 2), ([], 0, None), ([3], 0, None)):
        options = {"start": start} if end is None else {"start": start, "end": end}
        case("Flatten", lambda x: torch.flatten(x, start, -1 if end is None else end), make(*shape), options=options)
    for shape, order in (([2, 3], [1, 0]), ([2, 3, 4], [2, 0, 1]), ([2, 3, 4], [0, 2, 1]), ([2, 1, 3, 2], [3, 1, 0, 2]), ([], []), ([3], [0])):
        case("Permute", lambda x: torch.permute(x, order), make(*shape), options={"order": order})
    case("Transpose", lambda x: x.mT, make(2, 3))
    case("Transpose", lambda x: x.mT, make(2, 3, 4))
    case("Transpose", lambda x: torch.transpose(x, 0, 2), make(2, 3, 4), options={"axes": [0, 2]})
    for shape, axes in (([3], [0]), ([2, 3], [1]), ([2, 3, 2], [0, 2]), ([2, 3], [])):
        case("Flip", lambda x: torch.flip(x, axes), make(*shape), options={"axes": axes})
    for turns in (-1, 0, 1, 2, 3, 5):
        case("Rot90", lambda x: torch.rot90(x, turns, [0, 1]), make(2, 3), options={"turns": turns, "axes": [0, 1]})
    case("Rot90", lambda x: torch.rot90(x, 1, [2, 1]), make(2, 3, 2), options={"turns": 1, "axes": [2, 1]})
    for shapes, axis in (([[2], [3]], 0), ([[2, 3], [2, 1]], 1), ([[1, 2], [3, 2], [0, 2]], 0), ([[2, 2, 2], [2, 1, 2]], 1)):
        case("Concatenate", lambda *xs: torch.cat(xs, axis), *[make(*s) for s in shapes], options={"axis": axis})
    for shape, count, axis in (([], 3, 0), ([2], 2, 0), ([2], 2, 1), ([2, 3], 2, 1), ([2, 3], 3, 2)):
        case("Stack", lambda *xs: torch.stack(xs, axis), *[make(*shape) for _ in range(count)], options={"axis": axis})
    for shape, sides, value in (([3], [1, 2], 0), ([2, 3], [1, 0], 7), ([2, 3], [1, 2, 3, 0], 0), ([1, 2, 2], [1, 1, 1, 1], 2),
                                ([3, 4], [-1, 1, 1, -2], 5), ([2, 2, 2], [0, 1, 0, 0, 2, 1], 0)):
        case("Pad", lambda x: F.pad(x, sides, value=value), make(*shape), options={"sides": sides, "value": value})

# A part: for each axis ["all"], ["index", i], ["range", start, step, count] or ["list", …].
SLICES = [
    ([4], [["index", 2]]), ([2, 3], [["index", 1], ["index", 0]]), ([2, 3], [["index", 1]]), ([2, 3], [["all"], ["index", 2]]),
    ([5], [["range", 1, 2, 2]]), ([5], [["range", 4, -2, 3]]), ([4, 5], [["range", 1, 1, 2], ["range", 3, -1, 4]]),
    ([3, 4, 2], [["all"], ["index", 1], ["range", 1, 1, 1]]), ([3, 4], [["list", 2, 0]]), ([3, 4], [["all"], ["list", 3, 3, 1]]),
    ([3, 4, 2], [["list", 0, 2], ["list", 3, 0, 1], ["index", 1]]), ([3], [["range", 0, 1, 0]]), ([3], [["list"]]), ([2, 2], []),
    ([3, 4], [["range", 2, -1, 3], ["list", 1, 2]]),
]


def crosswise(x, parts):
    """The index that PyTorch takes for the same elements: every axis as a list, lists made to cross."""
    lists, dropped = [], []
    for axis in range(x.dim()):
        kind, *rest = parts[axis] if axis < len(parts) else ["all"]
        if kind == "all":
            picked = list(range(x.shape[axis]))
        elif kind == "range":
            picked = [rest[0] + rest[1] * i for i in range(rest[2])]
        else:
            picked = rest
        dropped.append(kind == "index")
        lists.append(picked)
    grids = torch.meshgrid(*[torch.tensor(picked, dtype=torch.int64) for picked in lists], indexing="ij")
    shape = [len(picked) for picked, drop in zip(lists, dropped) if not drop]
    return tuple(grid.reshape(shape) for grid in grids)


for shape, parts in SLICES:
    case("Slice", lambda x: x[crosswise(x, parts)], draw(*shape), options={"parts": parts})
    case("Slice", lambda x: x[crosswise(x, parts)], draw(*shape, dtype=torch.float64), options={"parts": parts})
    case("Slice", lambda x: x[crosswise(x, parts)], integers(*shape, high=200, dtype=torch.uint8), options={"parts": parts})


def assigned(base, value, parts):
    return base.index_put(crosswise(base, parts), value.to(base.dtype).expand(crosswise(base, parts)[0].shape))


for shape, parts in SLICES:
    if ["list", 3, 3, 1] in parts:  # which of two values stands is not defined there
        continue
    part = torch.zeros(shape)[crosswise(torch.zeros(shape), parts)].shape
    for value in sorted({(), tuple(part), tuple(part[1:]), tuple(1 if i == 0 else n for i, n in enumerate(part))}):
        for dtype in FLOATS:
            case("Assign", lambda x, v: assigned(x, v, parts), draw(*shape, dtype=dtype), draw(*value, dtype=dtype),
                 options={"parts": parts})

for classes, labels in ((3, [0, 2, 1]), (4, [[1, 3], [0, 0]]), (1, 0)):
    case("OneHot", lambda x: F.one_hot(x, classes), t(labels, torch.int64), options={"classes": classes})

# Products.
for dtype in FLOATS:
    for a, b in (([3], [3]), ([2, 3], [3]), ([3], [3, 2]), ([2, 3], [3, 4]), ([1, 5], [5, 1]), ([5, 1], [1, 5]), ([2, 2, 3], [3, 2]),
                 ([2, 3], [2, 3, 2]), ([2, 2, 3], [2, 3, 2]), ([2, 1, 2, 3], [3, 3, 2]), ([3, 2, 3], [3]), ([3], [2, 3, 2]),
                 ([0, 3], [3, 2]), ([2, 0], [0, 2]), ([1, 2, 3], [4, 3, 1]), ([0, 2, 3], [3, 2])):
        case("MatMul", torch.matmul, draw(*a, dtype=dtype), draw(*b, dtype=dtype))
    for x, w in (([3], [2, 3]), ([4, 3], [2, 3]), ([2, 2, 3], [4, 3]), ([0, 3], [2, 3]), ([5, 1], [1, 1])):
        case("Linear", F.linear, draw(*x, dtype=dtype), draw(*w, dtype=dtype))
        case("Linear", F.linear, draw(*x, dtype=dtype), draw(*w, dtype=dtype), draw(w[0], dtype=dtype))

# One neuron, and one bias for all; a number as a row of one; an empty vector beside others.
for dtype in FLOATS:
    for x in ([3], [4, 3], [2, 4, 3], [0, 3]):
        case("Linear", F.linear, draw(*x, dtype=dtype), draw(3, dtype=dtype))
    case("Linear", F.linear, draw(3, dtype=dtype), draw(3, dtype=dtype), draw(dtype=dtype))
    case("Linear", F.linear, draw(2, 4, 3, dtype=dtype), draw(3, dtype=dtype), draw(dtype=dtype))
    case("Linear", F.linear, draw(4, 3, dtype=dtype), draw(2, 3, dtype=dtype), draw(dtype=dtype))
    case("Linear", F.linear, draw(3, dtype=dtype), draw(2, 3, dtype=dtype), draw(dtype=dtype))
    for name, function in (("Softmax", torch.softmax), ("LogSoftmax", torch.log_softmax)):
        case(name, lambda x: function(x, 0), draw(dtype=dtype), options={"axis": 0})
    for name, function in REDUCTIONS.items():
        for keep in (False, True):
            case(name, lambda x: function(x, [0], keep), draw(dtype=dtype), options={"axes": [0], "keepdim": keep})
    for name, function in (("Variance", torch.var), ("StandardDeviation", torch.std)):
        case(name, lambda x: function(x, [0], correction=0), draw(dtype=dtype), options={"axes": [0], "correction": 0})
    for name, function in (("ArgMax", torch.argmax), ("ArgMin", torch.argmin)):
        case(name, lambda x: function(x, dim=0, keepdim=True), draw(dtype=dtype), options={"axis": 0, "keepdim": True})
    case("Flip", lambda x: torch.flip(x, [0]), draw(dtype=dtype), options={"axes": [0]})
    case("Concatenate", lambda *xs: torch.cat(xs, 0), t([], dtype), draw(2, 3, dtype=dtype), options={"axis": 0})
    case("Concatenate", lambda *xs: torch.cat(xs, 1), draw(2, 3, dtype=dtype), t([], dtype), draw(2, 1, dtype=dtype), options={"axis": 1})
    case("Concatenate", lambda *xs: torch.cat(xs, 0), t([], dtype), t([], dtype), options={"axis": 0})

# Whole numbers stay what they are.
BIG = 1 << 53
for name, function in (("Add", torch.add), ("Subtract", torch.sub), ("Multiply", torch.mul), ("Maximum", torch.maximum),
                       ("Minimum", torch.minimum)):
    case(name, function, t([16777217, -BIG - 1, 3, 0], torch.int64), t([16777216, 1, -5, 7], torch.int64))
    case(name, function, integers(2, 3), integers(3))
    case(name, function, integers(2, 3, high=200, dtype=torch.uint8), integers(3))
    case(name, function, integers(3), draw(2, 3))
    case(name, function, integers(3), draw(2, 3, dtype=torch.float64))
case("Divide", torch.div, t([16777217, 7, -1, 0], torch.int64), t([2, -2, 0, 0], torch.int64))
case("Remainder", torch.remainder, t([7, -7, 7, -7, BIG + 1, 6], torch.int64), t([3, 3, -3, -3, 2, 3], torch.int64))
case("Power", torch.pow, t([3, -2, 0, 10, 2, -1], torch.int64), t([4, 63, 0, 18, 62, 5], torch.int64))
for name, function in (("Negate", torch.neg), ("Abs", torch.abs), ("Relu", torch.relu), ("Round", torch.round), ("Floor", torch.floor),
                       ("Ceil", torch.ceil)):
    case(name, function, t([BIG + 1, -BIG - 1, 0, 5], torch.int64))
for low, high in ((-3, 4), (None, 2), (0, None)):
    case("Clamp", lambda x: torch.clamp(x, low, high), t([BIG + 3, -BIG - 1, 0, 5], torch.int64),
         options={k: v for k, v in (("min", low), ("max", high)) if v is not None})
case("Clamp", lambda x: torch.clamp(x, 0.5, 3), t([2, 0, 7], torch.int64), options={"min": 0.5, "max": 3.0})
for shape, axes in AXES:
    for keep in (False, True):
        case("Sum", lambda x: REDUCTIONS["Sum"](x, axes, keep), integers(*shape), options={"axes": axes, "keepdim": keep})
case("Sum", lambda x: torch.sum(x), t([BIG, 1, 1, -BIG + 5], torch.int64), options={"axes": []})
for a, b in (([3], [3]), ([2, 3], [3]), ([3], [3, 2]), ([2, 3], [3, 4]), ([2, 2, 3], [3, 2]), ([2, 1, 2, 3], [3, 3, 2]), ([2, 0], [0, 2])):
    case("MatMul", torch.matmul, integers(*a), integers(*b))
case("MatMul", torch.matmul, t([[BIG, 1]], torch.int64), t([[1], [1]], torch.int64))

# Truths: comparisons of them, what is true of all or any, selection by masks. Of numbers 0 is false and NaN true.
def truths(*shape):
    return integers(*shape, high=2).bool()


for name, function in (("LogicalAnd", torch.logical_and), ("LogicalOr", torch.logical_or)):
    for a, b in PAIRS:
        case(name, function, truths(*a), truths(*b))
    case(name, function, t([True, True, False, False], torch.bool), t([True, False, True, False], torch.bool))
    case(name, function, t([0.0, -0.0, 2, NAN, INF]), t([1.0, 1, 1, 1, 0], torch.float64))
for x in (truths(2, 3), t(True, torch.bool), t([], torch.bool), t([0.0, -1, NAN]), integers(4, high=3)):
    case("LogicalNot", torch.logical_not, x)
for name, function in (("Multiply", torch.mul), ("Maximum", torch.maximum), ("Minimum", torch.minimum)):
    case(name, function, truths(2, 3), truths(3))
    case(name, function, truths(3), integers(2, 3))
for name, function in (("Add", torch.add), ("Multiply", torch.mul), ("Power", torch.pow)):
    case(name, function, truths(2, 3), draw(3, low=0.5))
    case(name, function, truths(2, 3), integers(3, high=4))
for kind, function in COMPARISONS.items():
    case("Compare", function, truths(2, 3), truths(3), options={"kind": kind})
    case("Compare", function, truths(4), integers(4, high=3), options={"kind": kind})
for c, a, b in (([3], [3], [3]), ([2, 1], [3], [2, 3]), ([2, 3], [], [3]), ([], [2, 2], [2]), ([2, 2], [2, 2], []), ([40], [], [])):
    for dtype in FLOATS:
        case("Where", torch.where, truths(*c), draw(*a, dtype=dtype), draw(*b, dtype=dtype))
    case("Where", torch.where, truths(*c), truths(*a), truths(*b))
    case("Where", torch.where, truths(*c), integers(*a), integers(*b))


def over(function):
    """torch.all and torch.any over several dimensions, one after the other from the last."""
    def apply(x, axes, keep):
        for axis in sorted(axes or range(x.dim()), reverse=True):
            x = function(x, axis, keep)
        return x if x.dtype == torch.bool else x.bool()
    return apply


for shape, axes in AXES + [([0], []), ([2, 0], [1]), ([0, 3], [0])]:
    for keep in (False, True):
        options = {"axes": axes, "keepdim": keep}
        for name, function in (("AllTrue", torch.all), ("AnyTrue", torch.any)):
            for x in (truths(*shape), integers(*shape, high=2).float()):
                case(name, lambda x: over(function)(x, axes, keep), x, options=options)
        case("Sum", lambda x: reduced(torch.sum)(x, axes, keep), truths(*shape), options=options)
        case("Mean", lambda x: reduced(torch.mean)(x.float(), axes, keep), truths(*shape), options=options)
        if 0 not in shape and len(axes) == 1:
            for name, function in (("MaxReduce", torch.amax), ("MinReduce", torch.amin)):
                case(name, lambda x: function(x, axes, keep), truths(*shape), options=options)


def masked(x, mask, axis):
    return x[(slice(None),) * axis + (mask,)]


def with_masked(x, value, mask, axis):
    """x with a value where the mask is true, which covers dimensions from the axis on."""
    places = mask.nonzero(as_tuple=True)
    moved = x.movedim(tuple(range(axis)), tuple(range(mask.dim(), mask.dim() + axis))) if axis else x
    part = masked(x, mask, axis).shape
    values = value.expand(part)
    values = values.movedim(axis, 0) if axis else values
    result = moved.index_put(places, values)
    return result.movedim(tuple(range(mask.dim(), mask.dim() + axis)), tuple(range(axis))) if axis else result


MASKS = [([5], [5], 0), ([2, 3], [2, 3], 0), ([3, 4], [3], 0), ([3, 4], [4], 1), ([2, 3, 4], [2, 3], 0), ([2, 3, 4], [3, 4], 1),
         ([2, 3, 4], [3], 1), ([0], [0], 0), ([3, 0], [3], 0), ([2, 2, 2], [2, 2, 2], 0)]
for shape, extents, axis in MASKS:
    for mask in (truths(*extents), torch.ones(extents, dtype=torch.bool), torch.zeros(extents, dtype=torch.bool)):
        options = {"mask": mask.flatten().int().tolist(), "shape": extents, "axis": axis}
        case("MaskedSelect", lambda x: masked(x, mask, axis), draw(*shape), options=options)
        case("MaskedSelect", lambda x: masked(x, mask, axis), draw(*shape, dtype=torch.float64), options=options)
        case("MaskedSelect", lambda x: masked(x, mask, axis), truths(*shape), options=options)
        part = masked(torch.zeros(shape), mask, axis).shape
        for value in sorted({(), tuple(part), tuple(part[1:]), tuple(1 if i == 0 else n for i, n in enumerate(part))}):
            for dtype in FLOATS:
                case("MaskedAssign", lambda x, v: with_masked(x, v, mask, axis),
                     draw(*shape, dtype=dtype), draw(*value, dtype=dtype), options=options)

case("Convert", lambda x: x.to(torch.int64), t([1.9, -1.9, 0.0, 2.5, -0.5, 3e9]), options={"target": "int64"})
case("Convert", lambda x: x.to(torch.int64), truths(4), options={"target": "int64"})
case("Convert", lambda x: x.to(torch.bool), t([0.0, -0.0, NAN, 0.25, INF]), options={"target": "bool"})

cases.write("pointwise_cases.jsonl")

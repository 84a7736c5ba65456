"""Writes matrix_cases.jsonl: what PyTorch makes of products, triangles, repetitions, norms, equations and decompositions.

Run with PyTorch and NumPy installed: python3 make_matrix_cases.py
The format is that of make_operation_cases.py.
"""

import math

import numpy as np
import torch

from pytorch_cases import Cases

torch.set_num_threads(1)
random = np.random.default_rng(20240911)
FLOATS = [torch.float32, torch.float64]
INF = math.inf


cases = Cases()
case = cases.add


def draw(*shape, dtype=torch.float64, low=-2.0, high=2.0):
    """Numbers with two decimals, so that the file stays small and both element types hold them equally."""
    return torch.tensor(np.round(random.uniform(low, high, shape), 2), dtype=dtype)


def regular(*shape, dtype=torch.float64):
    """Square matrices that are far from singular."""
    return draw(*shape, dtype=dtype, low=-1, high=1) + 3 * torch.eye(shape[-1], dtype=dtype)


def integers(*shape, high=10):
    return torch.tensor(random.integers(0, high, shape), dtype=torch.int64)


for dtype in FLOATS:
    for shape in ([3], [1], [0], [3, 3], [2, 4], [4, 2], [1, 3]):
        for diagonal in (0, 1, -1, -3):
            if len(shape) == 2 and not -shape[0] <= diagonal <= shape[1]:
                continue
            case("Diag", lambda x: torch.diag(x, diagonal), draw(*shape, dtype=dtype), options={"diagonal": diagonal})
    for shape in ([3, 3], [2, 4], [4, 2], [2, 3, 3], [0, 2], [2, 0], [2, 1, 2, 3]):
        for diagonal in (0, 1, -1, 9, -9):
            case("Tril", lambda x: torch.tril(x, diagonal), draw(*shape, dtype=dtype), options={"diagonal": diagonal})
            case("Triu", lambda x: torch.triu(x, diagonal), draw(*shape, dtype=dtype), options={"diagonal": diagonal})
    for shape in ([3, 3], [2, 4], [4, 2], [1, 1], [0, 3]):
        case("Trace", torch.trace, draw(*shape, dtype=dtype))
    for shape, counts in (([3], [2]), ([3], [2, 3]), ([2, 3], [2, 1]), ([2, 3], [1, 3]), ([2, 3], [2, 2, 2]), ([], [2]),
                          ([2, 1, 2], [1, 3, 2]), ([2], [0]), ([0, 2], [3, 2]), ([2, 2], [1, 1]), ([], [])):
        case("Repeat", lambda x: x.repeat(counts) if counts else x * 1, draw(*shape, dtype=dtype), options={"counts": counts})
    for a, b in (([2, 3], [3, 2]), ([2], [3]), ([2, 3], [2]), ([], [2, 2]), ([2, 1, 2], [1, 3, 2]), ([0, 2], [2, 3]), ([2], [2, 1, 3])):
        case("Kron", torch.kron, draw(*a, dtype=dtype), draw(*b, dtype=dtype))
for name, function in (("Tril", torch.tril), ("Triu", torch.triu)):
    case(name, function, integers(3, 3), options={"diagonal": 0})
case("Diag", torch.diag, integers(3, 3), options={"diagonal": 0})
case("Diag", torch.diag, integers(3).to(torch.uint8), options={"diagonal": 0})
case("Trace", torch.trace, integers(3, 4))
case("Kron", torch.kron, integers(2, 2), integers(1, 2))
case("Repeat", lambda x: x.repeat(2, 2), integers(2), options={"counts": [2, 2]})

ORDERS = [2.0, 1.0, 0.0, 3.0, 1.5, 0.5, INF, -INF, -1.0]
for dtype in FLOATS:
    for p in ORDERS:
        for shape, axes in (([5], []), ([2, 3], []), ([2, 3], [0]), ([2, 3], [1]), ([2, 3, 2], [0, 2]), ([2, 3, 2], [1])):
            for keep in (False, True):
                case("Norm", lambda x: torch.linalg.vector_norm(x, p, axes or None, keep), draw(*shape, dtype=dtype),
                     options={"p": p if math.isfinite(p) else None, "sign": int(math.copysign(1, p)), "axes": axes, "keepdim": keep})
    for p in (2.0, 1.0, 3.0, 1.5, INF):
        options = {"p": p if math.isfinite(p) else None, "sign": 1, "axes": [], "keepdim": False}
        case("Norm", lambda x: torch.linalg.vector_norm(x, p), torch.zeros(3, dtype=dtype), options=options)
        case("Norm", lambda x: torch.linalg.vector_norm(x, p), torch.tensor([2, -2, 1, 0], dtype=dtype), options=options)
    case("Norm", lambda x: torch.linalg.vector_norm(x, 2.0), torch.zeros(0, dtype=dtype), options={"p": 2.0, "sign": 1, "axes": [], "keepdim": False})
    case("Norm", lambda x: torch.linalg.vector_norm(x, 2.0, 1), torch.zeros(0, 3, dtype=dtype), options={"p": 2.0, "sign": 1, "axes": [1], "keepdim": False})

EQUATIONS = [
    ("ij,jk->ik", [2, 3], [3, 4]), ("ij,kj->ik", [2, 3], [4, 3]), ("ji,jk->ki", [3, 2], [3, 4]), ("ij,jk", [2, 3], [3, 4]),
    ("i,j->ij", [2], [3]), ("i,i->", [3], [3]), ("i,i->i", [3], [3]), ("ij->ji", [2, 3]), ("ij->", [2, 3]), ("ij->j", [2, 3]),
    ("ba", [2, 3]), ("ii->i", [3, 3]), ("ii", [3, 3]), ("iij->j", [2, 2, 3]), ("ii,i->i", [3, 3], [3]), ("ij,ij->", [2, 3], [2, 3]),
    ("ij,ij->i", [2, 3], [2, 3]), ("bij,bjk->bik", [2, 3, 2], [2, 2, 3]), ("...ij,...jk->...ik", [2, 3, 2], [2, 3]),
    ("...ij,...jk->...ik", [2, 1, 3, 2], [3, 2, 2]), ("...i->...", [2, 3]), ("i...->...i", [2, 3, 2]), ("...->", [2, 3]),
    ("i...,i...", [2, 3], [2, 3]), ("...", [2, 3]), ("bn,anm,bm->ba", [2, 3], [4, 3, 2], [2, 2]), ("ij,jk,kl->il", [2, 3], [3, 2], [2, 4]),
    ("i,j,k->ijk", [2], [3], [2]), ("ij,k->ik", [2, 3], [2]), (",->", [], []), (",i->i", [], [3]), ("i->", [0]), ("ij,jk->ik", [2, 0], [0, 3]),
    ("ij,jk->ik", [2, 1], [3, 2]), ("ijkl,ilm->ijkm", [2, 3, 2, 2], [2, 2, 3]), ("Ab,bA->A", [2, 3], [3, 2]), ("bA,A", [2, 3], [3]),
    ("i j , j k -> i k", [2, 3], [3, 4]), ("abc,cd->abd", [2, 3, 2], [2, 3]),
]
for dtype in FLOATS:
    for equation, *shapes in EQUATIONS:
        case("Einsum", lambda *x: torch.einsum(equation, *x) * 1, *[draw(*shape, dtype=dtype) for shape in shapes],
             options={"equation": equation})
case("Einsum", lambda a, b: torch.einsum("ij,jk->ik", a, b), integers(2, 3), integers(3, 2), options={"equation": "ij,jk->ik"})

for dtype in FLOATS:
    for shape in ([1, 1], [2, 2], [3, 3], [5, 5], [2, 3, 3], [0, 0], [2, 0, 0], [0, 2, 2]):
        case("Inverse", torch.linalg.inv, regular(*shape, dtype=dtype))
        case("Determinant", torch.linalg.det, regular(*shape, dtype=dtype))
    for a, b in (([3, 3], [3]), ([3, 3], [3, 2]), ([2, 3, 3], [2, 3, 2]), ([2, 3, 3], [2, 3]), ([3, 3], [2, 3, 2]), ([2, 3, 3], [3, 2]),
                 ([2, 1, 2, 2], [3, 2, 1]), ([0, 0], [0]), ([2, 2], [2, 0]), ([2, 3, 3], [3])):
        case("Solve", torch.linalg.solve, regular(*a, dtype=dtype), draw(*b, dtype=dtype))
# Rows must be exchanged.
for dtype in FLOATS:
    x = torch.tensor([[0, 2, 1], [1, 0, 3], [4, 1, 0]], dtype=dtype)
    case("Inverse", torch.linalg.inv, x)
    case("Determinant", torch.linalg.det, x)
    case("Solve", torch.linalg.solve, x, draw(3, dtype=dtype))
case("Determinant", torch.linalg.det, torch.tensor([[1, 2], [3, 4]]).double())


def packed(x):
    """U, S and V one after the other; in each column of U the first element at least half the largest is positive."""
    u, s, v = torch.linalg.svd(x, full_matrices=False)
    size = u.detach().abs()
    if size.numel():
        first = (size >= size.amax(-2, keepdim=True) / 2).to(torch.int64).argmax(-2, keepdim=True)
        sign = torch.sign(torch.gather(u.detach(), -2, first))
        u, v = u * sign, v * sign.transpose(-2, -1)
    return torch.cat([u.flatten(-2), s, v.flatten(-2)], -1)


for shape in ([3, 3], [4, 2], [2, 4], [1, 1], [3, 1], [1, 3], [2, 3, 3], [5, 3], [2, 2, 4]):
    case("SVD", packed, draw(*shape) + torch.eye(shape[-2], shape[-1]) * torch.arange(1, shape[-1] + 1) * 2.0)
for shape in ([0, 3], [3, 0], [0, 2, 2]):
    case("SVD", lambda x: packed(x).detach(), draw(*shape))

cases.write("matrix_cases.jsonl")

"""What PyTorch makes of operations, as lines of JSON: one a case, with operation, options, operands, result, and the gradient of
a weighted sum by each operand (null where there is none).

A tensor is [type, shape, elements]. The weights are those of GradientCase in EngineTestSupport.
"""

import json
import math
from pathlib import Path

import torch

NAMES = {torch.float32: "float32", torch.float64: "float64", torch.uint8: "uint8", torch.int64: "int64",
         torch.bool: "bool"}


def number(x, dtype):
    if not dtype.is_floating_point:
        return int(x)
    if math.isnan(x):
        return "nan"
    if math.isinf(x):
        return "inf" if x > 0 else "-inf"
    return float(f"{x:.9g}") if dtype == torch.float32 else float(x)


class Cases:
    def __init__(self, number=number):
        """number: how an element of a type is written."""
        self.number, self.lines = number, []

    def encoded(self, tensor):
        return [NAMES[tensor.dtype], list(tensor.shape),
                [self.number(x, tensor.dtype) for x in tensor.flatten().tolist()]]

    def add(self, operation, function, *operands, options=None, gradients=True):
        leaves = [x.clone().requires_grad_(gradients and x.dtype.is_floating_point) for x in operands]
        result = function(*leaves)
        found = [None] * len(leaves)
        if result.requires_grad:
            weights = torch.tensor([0.5 + ((i * 37) % 19) / 10 for i in range(result.numel())], dtype=result.dtype)
            wanted = [leaf for leaf in leaves if leaf.requires_grad]
            each = iter(torch.autograd.grad(result, wanted, weights.reshape(result.shape), allow_unused=True))
            found = [next(each) if leaf.requires_grad else None for leaf in leaves]
        self.lines.append({
            "operation": operation, "options": options or {}, "operands": [self.encoded(x) for x in operands],
            "result": self.encoded(result.detach()),
            "gradients": [None if g is None else self.encoded(g) for g in found],
        })

    def write(self, name):
        """Into the folder of this script."""
        path = Path(__file__).with_name(name)
        path.write_text("".join(json.dumps(line, separators=(",", ":")) + "\n" for line in self.lines))
        print(f"{len(self.lines)} cases, {path.stat().st_size // 1024} KiB")

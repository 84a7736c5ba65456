"""Writes one_liners.jsonl: what NumPy and PyTorch give for each line of one_liners.py, and central differences of it.

Run with PyTorch and NumPy installed: python3 make_one_liners.py
One line a case: topic, Python, Fovea, shape and elements of the value; for a function of x also x, and the gradient of the sum
of the value's elements times the weights 0.5 + ((37 i) mod 19) / 10, by central differences in float64.
"""

import json
import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from one_liners import TOPICS

STEP = 1e-5
SCALE = 10000


def evaluated(code, x=None):
    """The value as an array of float64, and whether it holds truth values."""
    names = {"np": np, "torch": torch, "F": F}
    if x is not None:
        x = np.array(x, dtype=np.float64)
        names["x"] = torch.tensor(x) if "torch" in code or "F." in code else x
    with np.errstate(all="ignore"):
        value = eval(code, names)
    if isinstance(value, torch.Tensor):
        value = value.detach().numpy()
    return np.asarray(value)


def number(x):
    return "nan" if math.isnan(x) else "inf" if x == math.inf else "-inf" if x == -math.inf else float(x)


def numbers(array):
    return [number(float(x)) for x in array.astype(np.float64).ravel()]


def literal(x):
    """As Fovea writes it: whole numbers over a power of ten, as what stands in brackets is float32 at first."""
    x = np.array(x, dtype=np.float64)
    whole = np.round(x * SCALE).astype(np.int64)
    assert np.all(whole / SCALE == x) and np.all(np.abs(whole) < 2**24), x
    if x.ndim == 2 and x.shape[0] > 1:
        return "f64([" + "; ".join(", ".join(map(str, row)) for row in whole.tolist()) + f"]) / {SCALE}"
    return f"f64({whole.tolist()}) / {SCALE}"


def gradient(code, x):
    x = np.array(x, dtype=np.float64)
    result = np.zeros(x.size)
    for i in range(x.size):
        ends = []
        for step in (STEP, -STEP):
            moved = x.copy()
            moved.ravel()[i] += step
            ends.append(evaluated(code, moved).astype(np.float64).ravel())
        weights = np.array([0.5 + ((j * 37) % 19) / 10 for j in range(ends[0].size)])
        result[i] = np.sum(weights * (ends[0] - ends[1])) / (2 * STEP)
    return [float(f"{x:.9g}") for x in result]


path = Path(__file__).with_name("one_liners.jsonl")
lines = []
for topic, cases in TOPICS.items():
    for code, fovea, *x in cases:
        value = evaluated(code, *x)
        line = {"topic": topic, "python": code, "fovea": fovea, "shape": list(value.shape), "elements": numbers(value)}
        if x:
            line["x"] = literal(x[0])
            line["gradient"] = gradient(code, x[0])
        lines.append(line)
path.write_text("".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines))
print(f"{len(lines)} lines, {sum('x' in line for line in lines)} with gradients")

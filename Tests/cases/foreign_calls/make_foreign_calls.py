"""Calls as NumPy, SciPy and Python write them, with the values that these give, for ForeignCallTests.

    python3 make_foreign_calls.py

with the packages numpy and scipy. Each line of foreign_calls.tsv is a call, a tab and its value. Indices are counted from 0 there:
a call whose value is one says so, and 1 is added. Calls of MATLAB's have values that its documentation's formulas give.
"""

import math
from pathlib import Path

import numpy as np
import scipy.ndimage
import scipy.signal
from scipy import ndimage

x = np.array([[1.0, 2], [3, 4]])
m = np.array([[5.0, 6], [7, 8]])
v = np.array([3.0, 1, 2, 5])
w = np.array([1.0, 0, 2, 2])
p = np.arange(1.0, 17).reshape(4, 4) / 16
mask = x > 2
names = {k: globals()[k] for k in ("x", "m", "v", "w", "p", "mask", "np", "math", "scipy", "ndimage")}

python = """
np.arange(10)
np.arange(2, 10)
np.arange(10, 0, -2)
np.arange(0, 1, 0.25)
np.arange(0, 10, 3)
range(5)
range(2, 8)
range(0, 10, 2)
np.where(mask, 1, 0)
np.full((2, 3), 7)
np.round(v / 3, 2)
np.repeat(v, 2)
np.transpose(x, (1, 0))
np.expand_dims(v, 0)
np.concatenate([x, m], axis=1)
np.concatenate((v, w))
np.stack([v, w], axis=1)
np.gradient(v)
np.digitize(v, [2, 4])
np.isin(v, [1, 5])
np.in1d(v, [1, 5])
np.trapezoid(v, w)
np.linalg.lstsq(x, w[:2], rcond=None)[0]
np.linalg.matrix_rank(x)
np.std(v)
np.std(v, ddof=1)
np.std(x, axis=0)
np.var(v, ddof=1)
np.std(x, axis=1, ddof=1)
sorted(v, reverse=True)
np.mean(x, 0)
np.sum(x, 1)
np.sort(x, 0)
np.union1d(v, w)
np.intersect1d(v, w)
np.setdiff1d(v, w)
np.fliplr(x)
np.flipud(x)
np.logical_xor(True, False)
ndimage.uniform_filter(p, 3, mode="constant")
"""

# What an indexing call gives is counted from 1 here.
counted = {"np.searchsorted(np.array([1.0, 2, 3, 5]), 2.5)": "np.searchsorted([1, 2, 3, 5], 2.5)"}

# Formulas of what MATLAB's documentation says of a call.
matlab = {
    "accumarray([1, 2, 1], [10, 20, 30])": [40, 20],
    "movmean(v, 3)": [2, 2, 8 / 3, 3.5],
    "movsum(v, 3)": [4, 6, 8, 7],
    "movmax(v, 3)": [3, 3, 5, 5],
    "sortrows(x, -1)": [[3, 4], [1, 2]],
    "sortrows(m, 2)": [[5, 6], [7, 8]],
    "repmat(x, 2, 1)": np.tile(x, (2, 1)).tolist(),
    "histcounts(v, [0.5, 1.5, 2.5, 3.5])": [1, 1, 1],
    "padarray(x, [1, 2])": np.pad(x, ((1, 1), (2, 2))).tolist(),
    "rem(-7, 3)": -1,
    "rank(x)": 2,
    "polyval([2, 3, 1], 2)": 15,
    "nchoosek(4, 2)": 6,
    "cummax(v)": [3, 3, 3, 5],
    "xor(true, false)": True,
    "circshift(v, 1)": [5, 3, 1, 2],
    "mean(x, 2)": [1.5, 3.5],
    "sum(x, 1)": [4, 6],
    "max(x, [], 2)": [2, 4],
    "sum(x, 'all')": 10,
    "std(x, 0, 1)": np.std(x, axis=0, ddof=1).tolist(),
    "std(v, 1)": float(np.std(v)),
    "sort(v, 'descend')": [5, 3, 2, 1],
    "round(v, 1)": v.tolist(),
    "normalize(v)": ((v - v.mean()) / v.std(ddof=1)).tolist(),
    "conv2(p, [1, 2; 3, 4], 'valid')": scipy.signal.convolve2d(p, [[1, 2], [3, 4]], mode="valid").tolist(),
    "immse(x, m)": 16,
    "psnr(p, p + 0.1)": 20,
    "imcrop(p, [2, 1, 1, 2])": p[0:3, 1:3].tolist(),
    "fspecial('sobel')": [[1, 2, 1], [0, 0, 0], [-1, -2, -1]],
    "eig([2, 1; 1, 2])": [3, 1],
    "c(1, 2, 3)": [1, 2, 3],
    "seq(2, 5)": [2, 3, 4, 5],
    "rev(v)": [5, 2, 1, 3],
    "nrow(x)": 2,
}


def number(element):
    return repr(bool(element)).lower() if isinstance(element, (bool, np.bool_)) else f"{float(element):.9g}"


def value(result):
    """As the language writes it."""
    result = np.asarray(list(result) if isinstance(result, (range, tuple)) else result)
    if result.ndim == 0:
        return number(result[()])
    rows = [", ".join(number(element) for element in row) for row in np.atleast_2d(result)]
    text = "[" + "; ".join(rows) + "]"
    return text if result.ndim == 1 or len(rows) > 1 else f"[{text}]"


lines = []
for text in python.strip().splitlines():
    call = text.removesuffix("[0]").replace("w[:2]", "w[1:2]")
    result = eval(text, names | {"np": type("np", (), {**vars(np), "in1d": staticmethod(np.isin)})})
    lines.append({"call": call, "value": value(result)})
for code, call in counted.items():
    lines.append({"call": call, "value": value(eval(code, names) + 1)})
for call, result in matlab.items():
    if result is not None:
        lines.append({"call": call, "value": value(result)})
path = Path(__file__).with_name("foreign_calls.tsv")
path.write_text("".join(f"{line['call']}\t{line['value']}\n" for line in lines))

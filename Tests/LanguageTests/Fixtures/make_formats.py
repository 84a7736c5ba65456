"""Writes formats.tsv: what Python's own format() makes of values and formats.

    python3 make_formats.py

A row has the value as code of the language, the format, and the text in quotes; `!` stands for an error of Python's.
Without a type a whole number has no `.0` here, and a precision alone is that of `g`; such rows are made with `g`, or with
Python's whole numbers.
"""

import itertools
import json
import math
import os

NUMBERS = [0.0, -0.0, 1.0, -1.0, 3.14159265, -2.71828, 0.5, 1.5, 2.5, 0.125, 1234567.891, -98765.4321, 1e-7, 1.5e-10,
           1e10, 123456789012.0, 9.995, 0.0004999, 1e100, 5e-324, 1.7976931348623157e308, math.inf, -math.inf, math.nan]
WHOLE = [0, 1, -1, 7, 42, -1234, 1234567, 17210368, 9007199254740993, -9223372036854775807]
TEXTS = ["", "a", "edge", "loss of the net", "中文", "naïve"]
ALIGNS = ["", "<", ">", "^", "=", "*<", "0>", "x^", "_=", "·^"]


def code(value):
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if math.isnan(value):
            return "nan"
        if math.isinf(value):
            return "inf" if value > 0 else "-inf"
        return repr(value)
    return str(value)


def rows():
    for value, kind in itertools.product(NUMBERS, ["f", "e", "g", "%", "E", "F", "G"]):
        yield value, kind
    for value, precision, kind in itertools.product(NUMBERS[:19], [0, 1, 3, 10], ["f", "e", "g", "%"]):
        yield value, f".{precision}{kind}"
    for value, align, sign in itertools.product([3.14159265, -98765.4321, math.nan], ALIGNS, ["", "+", " ", "-"]):
        yield value, f"{align}{sign}12.2f"
    for value, form in itertools.product(
        [1234567.891, -98765.4321, 0.5, 12.0],
        [",.2f", "_.1f", "012,.2f", "015.1f", "+016,.3f", "020,.0f", "*>20,.2f", "08,.1f", "09,.1f", ",e", ",g", ",.1%"],
    ):
        yield value, form
    for value, form in itertools.product(
        WHOLE, ["", "d", "8d", "<8d", "08d", "+d", ",d", "_d", ",", "012,d", "=+9d", "^12", "f", ".1e", "g", "%"]
    ):
        yield value, form
    for value, form in itertools.product(TEXTS, ["", "s", "8", "<8s", ">8s", "^9", ".2", ".3s", "*^10.3", "08", ">06"]):
        yield value, form
    for value, form in itertools.product([True, False], ["d", "3d", ".1f", "+d"]):
        yield value, form
    for value, form in [
        (1.0, "s"), ("a", "d"), ("a", ".2f"), ("a", "=5"), ("a", "+"), ("a", ","), (3, ".2d"), (1.0, "q"), (1.0, "8.f"),
        (1.0, ".f"), (1.0, "8,,f"), (1.0, "f8"), (1.0, "<<<f"), (1.0, "+-f"),
    ]:
        yield value, form


def expected(value, form):
    try:
        return json.dumps(format(value, form), ensure_ascii=False)
    except ValueError:
        return "!"


with open(os.path.join(os.path.dirname(__file__), "formats.tsv"), "w") as file:
    seen = set()
    for value, form in rows():
        row = f"{code(value)}\t{form}\t{expected(value, form)}\n"
        if row not in seen:
            seen.add(row)
            file.write(row)

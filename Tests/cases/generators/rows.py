"""One row of a table of cases, and how its cells are read."""

import numpy as np
import torch


class Row(dict):
    """The cells of a row by column, as text."""

    @property
    def dtype(self):
        return torch.float32 if self.get("dtype") == "float32" else torch.float64

    def given(self, name):
        """Whether an option is given."""
        return self.get(name, "-") != "-"

    def integer(self, name, initial=None):
        return int(self[name]) if self.given(name) else initial

    def number(self, name, initial=None):
        return float(self[name]) if self.given(name) else initial

    def flag(self, name, initial=False):
        return {"0": False, "1": True}[self[name]] if self.given(name) else initial

    def shape(self, name):
        """`2x3` as (2, 3); an empty cell is a tensor without dimensions."""
        return tuple(int(extent) for extent in self[name].split("x")) if self[name] else ()

    def pair(self, name, initial=None):
        """`2` as 2, `1x2` as (1, 2)."""
        if not self.given(name):
            return initial
        numbers = self.shape(name)
        return numbers[0] if len(numbers) == 1 else numbers

    def numbers(self, name):
        """`1 -2.5 inf` as a list; None where the cell holds words."""
        try:
            return [float(text) for text in self[name].split()]
        except ValueError:
            return None


def doubles(values, shape):
    """A float64 tensor."""
    return torch.tensor(np.asarray(values, dtype=np.float64).reshape(shape))


def integers(values, shape):
    return torch.tensor(np.asarray(values, dtype=np.int64).reshape(shape))


def drawn(row, column, shape, random):
    """The operand that a cell of values asks for: `normal`, `normal*3+1000` (scaled and moved), `whole` (whole numbers
    −2 … 2, with ties), or the numbers themselves."""
    numbers = row.numbers(column)
    if numbers is not None:
        return doubles(numbers, shape)
    text = row[column]
    if text == "whole":
        return doubles(random.integers(-2, 3, shape), shape)
    scale, _, offset = text.partition("+")
    name, _, factor = scale.partition("*")
    if name != "normal":
        raise SystemExit(f"{row['id']}: {column} holds {text}")
    return doubles(random.standard_normal(shape) * float(factor or 1) + float(offset or 0), shape)

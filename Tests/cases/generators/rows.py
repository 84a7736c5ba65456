"""One row of a table of cases, and how its cells are read."""

import numpy as np
import torch


class Row(dict):
    """The cells of a row by column, as text."""

    @property
    def dtype(self):
        return {"float32": torch.float32, "float64": torch.float64}[self.get("dtype") or "float64"]

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

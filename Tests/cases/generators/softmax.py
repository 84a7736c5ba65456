"""softmax and log_softmax."""

import torch.nn.functional as F

from .rows import drawn


def operands(row, random):
    return [drawn(row, "values", row.shape("shape"), random)]


def evaluate(row, operands):
    function = {"softmax": F.softmax, "log_softmax": F.log_softmax}[row["operation"]]
    return function(operands[0], dim=row.integer("dim"))

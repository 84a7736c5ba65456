"""mse_loss."""

import torch
import torch.nn.functional as F

from .rows import drawn


def operands(row, random):
    return [drawn(row, "values", row.shape("shape"), random), drawn(row, "target", row.shape("target_shape"), random)]


def evaluate(row, operands):
    reduction = row["reduction"] if row.given("reduction") else "mean"
    return F.mse_loss(*torch.broadcast_tensors(*operands), reduction=reduction)

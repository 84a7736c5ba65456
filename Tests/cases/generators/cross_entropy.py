"""cross_entropy.

The column `target` holds `classes` (drawn), `classes-ignored` (drawn, every third one ignored), class numbers, `probabilities` (drawn,
summing to 1), `measures` (drawn, positive, with any sum), `one-hot` (drawn), or `p` and probabilities. `weight` holds numbers or `drawn`.

PyTorch's function has no gradient by the weights beside class numbers: there the same loss is written as a formula, and the two
results are compared. In a row which is ignored, NaN is replaced first: it has no gradient here, and in PyTorch 0 times NaN.
"""

import numpy as np
import torch
import torch.nn.functional as F

from .rows import doubles, drawn, integers


def target(row, shape, random):
    text = row["target"]
    axis = 0 if len(shape) == 1 else 1
    labels = shape[:axis] + shape[axis + 1:]
    if text.startswith("p "):
        return doubles([float(number) for number in text[2:].split()], shape)
    if text == "probabilities":
        return torch.softmax(doubles(random.standard_normal(shape), shape), dim=axis)
    if text == "measures":
        return doubles(random.uniform(0, 2, shape), shape)
    if row.numbers("target") is not None:
        return integers(row.numbers("target"), labels)
    classes = integers(random.integers(0, shape[axis], labels), labels)
    if text == "one-hot":
        return F.one_hot(classes, shape[axis]).movedim(-1, axis).double()
    if text == "classes-ignored":
        classes.view(-1)[::3] = row.integer("ignore_index", -100)
    elif text != "classes":
        raise SystemExit(f"{row['id']}: target holds {text}")
    return classes


def operands(row, random):
    shape = row.shape("shape")
    found = [drawn(row, "values", shape, random), target(row, shape, random)]
    if row.given("weight"):
        count = shape[0] if len(shape) == 1 else shape[1]
        weight = random.uniform(0.2, 2, count) if row["weight"] == "drawn" else row.numbers("weight")
        found.append(doubles(weight, [count]))
    return found


def evaluate(row, operands):
    logits, target = operands[:2]
    if not target.is_floating_point() and logits.isnan().any():
        logits = torch.where((target == row.integer("ignore_index", -100)).unsqueeze(1), 0, logits)
    weight = operands[2] if len(operands) > 2 else None
    smoothing = row.number("label_smoothing", 0.0)
    ignored = row.integer("ignore_index", -100)
    reduction = row["reduction"] if row.given("reduction") else "mean"
    plain = F.cross_entropy(
        logits, target, None if weight is None else weight if target.is_floating_point() else weight.detach(),
        ignore_index=ignored, reduction=reduction, label_smoothing=smoothing)
    if weight is None or target.is_floating_point():
        return plain
    result = formula(logits, target, weight, ignored, smoothing, reduction)
    torch.testing.assert_close(result, plain, equal_nan=True)
    return result


def formula(logits, target, weight, ignored, smoothing, reduction):
    axis = 0 if logits.dim() == 1 else 1
    logarithms = torch.log_softmax(logits, axis).movedim(axis, -1)
    counts = target != ignored
    label = torch.where(counts, target, 0)
    right = torch.gather(logarithms, -1, label.unsqueeze(-1)).squeeze(-1)
    losses = -(1 - smoothing) * weight[label] * right
    if smoothing > 0:
        losses = losses - smoothing / logarithms.shape[-1] * (logarithms * weight).sum(-1)
    losses = torch.where(counts, losses, 0.0)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / weight[label][counts].sum()

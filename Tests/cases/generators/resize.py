import torch.nn.functional as F

from generators.pictures import as_given, batched, eighths


def operands(row, random):
    return [eighths(row.shape("x"), random)]


def evaluate(row, operands):
    [x] = operands
    scale = tuple(float(text) for text in row["scale_factor"].split("x")) if row.given("scale_factor") else None
    if scale and len(scale) == 1:
        scale *= 2
    align_corners = row.flag("align_corners") if row.given("align_corners") else None
    y = F.interpolate(
        batched(x), row.pair("size"), scale, row["mode"], align_corners, recompute_scale_factor=None)
    return as_given(y, x)

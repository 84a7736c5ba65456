import torch.nn.functional as F

from generators.pictures import as_given, batched, eighths


def operands(row, random):
    return [eighths(row.shape("x"), random)]


def evaluate(row, operands):
    [x] = operands
    y = F.avg_pool2d(
        batched(x), row.pair("kernel_size"), row.pair("stride"), row.pair("padding", 0),
        row.flag("ceil_mode"), row.flag("count_include_pad", True))
    return as_given(y, x)

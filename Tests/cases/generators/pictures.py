"""Pictures, and their way through PyTorch's functions, which want all four dimensions."""

import numpy as np

from generators.rows import doubles


def eighths(shape, random):
    """Multiples of 1/8 in -2…2: exact in float32, and so are sums of their products."""
    return doubles(random.integers(-16, 17, shape) / 8, shape)


def distinct(shape, random):
    """Multiples of 1/8 that all differ, about zero."""
    count = int(np.prod(shape))
    return doubles((random.permutation(count) - count // 2) / 8, shape)


def batched(x):
    return x.reshape((1,) * (4 - x.dim()) + tuple(x.shape))


def as_given(y, x):
    """With the dimensions of the picture x again."""
    return y.reshape(x.shape[:-2] + y.shape[-2:])

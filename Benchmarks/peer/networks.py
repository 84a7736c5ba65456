"""The two networks as functions of a batch and of their parameters, which stand in the engine's order."""

from torch import relu
from torch.nn.functional import affine_grid, conv2d, grid_sample, linear, max_pool2d


def lenet5(x, parameters):
    w1, b1, w2, b2, w3, b3, w4, b4, w5, b5 = parameters
    x = max_pool2d(relu(conv2d(x, w1, b1, padding=2)), 2)
    x = max_pool2d(relu(conv2d(x, w2, b2)), 2)
    x = relu(linear(x.flatten(1), w3, b3))
    x = relu(linear(x, w4, b4))
    return linear(x, w5, b5)


def spatial_transformer(x, parameters):
    w1, b1, w2, b2, w3, b3, w4, b4, w5, b5, w6, b6, w7, b7, w8, b8 = parameters
    y = relu(max_pool2d(conv2d(x, w1, b1), 2))
    y = relu(max_pool2d(conv2d(y, w2, b2), 2))
    y = relu(linear(y.flatten(1), w3, b3))
    theta = linear(y, w4, b4).view(-1, 2, 3)
    y = grid_sample(x, affine_grid(theta, x.shape, align_corners=False), align_corners=False)
    y = max_pool2d(relu(conv2d(y, w5, b5)), 2)
    y = max_pool2d(relu(conv2d(y, w6, b6)), 2)
    y = relu(linear(y.flatten(1), w7, b7))
    return linear(y, w8, b8)


NETWORKS = {"lenet5": lenet5, "stcnn": spatial_transformer}

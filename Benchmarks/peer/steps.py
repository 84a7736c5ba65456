"""Work in PyTorch that is more than one expression: steps of training, and a numeric gradient."""

import timeit

import torch
import torch.nn.functional as F

from networks import NETWORKS


class Training:
    """Steps of SGD with momentum on one batch, on the parameters that the engine started from."""

    def __init__(self, logits, options, tensors):
        self.logits = logits
        self.x, self.labels, *start = tensors
        self.start = [tensor.clone() for tensor in start]
        self.parameters = [tensor.clone().requires_grad_() for tensor in start]
        self.optimizer = torch.optim.SGD(
            self.parameters, lr=0.01, momentum=0.9, fused=options["fused"] == "1")

    def step(self):
        self.optimizer.zero_grad()
        loss = F.cross_entropy(self.logits(self.x, self.parameters), self.labels)
        loss.backward()
        self.optimizer.step()
        return loss

    def restart(self):
        with torch.no_grad():
            for parameter, start in zip(self.parameters, self.start):
                parameter.copy_(start)
        for state in self.optimizer.state.values():
            state["momentum_buffer"].zero_()

    def results(self):
        self.restart()
        losses = [self.step(), self.step()]
        return losses + [self.optimizer.state[parameter]["momentum_buffer"] for parameter in self.parameters]

    def seconds(self, repetitions):
        return timeit.timeit("step()", globals={"step": self.step}, number=repetitions)


class CentralDifferences:
    """(f(x + h) − f(x − h)) / 2h for every element of x, f being sum(conv(x, k)²)."""

    # The cube root of float64's epsilon, where rounding and curvature err about equally.
    STEP = 6.0554544523933429e-06

    def __init__(self, options, tensors):
        self.x, self.kernel = tensors

    @torch.inference_mode()
    def gradient(self):
        x, kernel, conv2d = self.x, self.kernel, F.conv2d
        elements = x.view(-1)
        derivatives = []
        for position, value in enumerate(elements.tolist()):
            step = self.STEP * max(1, abs(value))
            above, below = value + step, value - step
            elements[position] = above
            upper = conv2d(x, kernel).square().sum().item()
            elements[position] = below
            lower = conv2d(x, kernel).square().sum().item()
            elements[position] = value
            derivatives.append((upper - lower) / (above - below))
        return torch.tensor(derivatives, dtype=x.dtype).view_as(x)

    def restart(self):
        pass

    def results(self):
        return [self.gradient()]

    def seconds(self, repetitions):
        return timeit.timeit("step()", globals={"step": self.gradient}, number=repetitions)


def training(logits):
    return lambda options, tensors: Training(logits, options, tensors)


STEPS = {"central_differences": CentralDifferences, **{name: training(net) for name, net in NETWORKS.items()}}

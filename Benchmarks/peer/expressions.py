"""Single operations in PyTorch, with their gradients where these are wanted."""

import timeit

import torch
import torch.nn.functional as F


class Expression:
    """A Python expression over named tensors.

    It is timed as `timeit` does it: written out in the loop, with no call around it and no garbage collection. Without
    gradients it runs in PyTorch's inference mode. With them, they are those of Σ seed·result by the `wanted` names, or
    of the result itself, which is one number, where there is no `seed`.
    """

    def __init__(self, text, names, wanted=(), seed=None):
        self.text, self.wanted = text, wanted
        self.names = dict(names, grad=torch.autograd.grad, seed=seed)
        self.by = f"({', '.join(wanted)},)"
        for name in wanted:
            self.names[name] = names[name].requires_grad_()
        statement = f"grad({text}, {self.by}, seed)" if wanted else text
        self.timer = timeit.Timer(statement, globals=self.names)

    def results(self):
        result = eval(self.text, self.names)
        if not self.wanted:
            return [result]
        self.names["result"] = result
        return [result, *eval(f"grad(result, {self.by}, seed)", self.names)]

    def restart(self):
        pass

    def seconds(self, repetitions):
        with torch.inference_mode(not self.wanted):
            return self.timer.timeit(repetitions)


def with_operands(text, operands, options, tensors, **names):
    """The expression over `operands`, the first of the tensors; the seed of its gradient is the one after them."""
    names.update(zip(operands, tensors))
    if options.get("pass", "forward") == "forward":
        return Expression(text, names)
    return Expression(text, names, operands, tensors[len(operands)] if len(tensors) > len(operands) else None)


def conv(options, tensors):
    operands = ("x", "w", "b") if options["bias"] == "1" else ("x", "w")
    stride, padding = int(options["s"]), int(options["p"])
    bias = "b" if options["bias"] == "1" else "None"
    text = f"conv2d(x, w, {bias}, {stride}, {padding})"
    return with_operands(text, operands, options, tensors, conv2d=F.conv2d)


def sum_conv(options, tensors):
    return with_operands("conv2d(x, w).sum()", ("x", "w"), {"pass": "both"}, tensors, conv2d=F.conv2d)


def max_pool(options, tensors):
    return with_operands(
        f"max_pool2d(x, {int(options['k'])})", ("x",), options, tensors, max_pool2d=F.max_pool2d)


def avg_pool(options, tensors):
    return with_operands(
        f"avg_pool2d(x, {int(options['k'])})", ("x",), options, tensors, avg_pool2d=F.avg_pool2d)


def relu(options, tensors):
    return with_operands("relu(x)", ("x",), options, tensors, relu=torch.relu)


def linear(options, tensors):
    return with_operands("linear(x, w, b)", ("x", "w", "b"), options, tensors, linear=F.linear)


def matmul(options, tensors):
    return with_operands("matmul(a, b)", ("a", "b"), options, tensors, matmul=torch.matmul)


def add(options, tensors):
    return with_operands("a + b", ("a", "b"), options, tensors)


def affine(options, tensors):
    batch, channels = tensors[0].shape[:2]
    size = torch.Size([batch, channels, int(options["oh"]), int(options["ow"])])
    text = f"grid_sample(x, affine_grid(theta, size, False), {options['mode']!r}, 'zeros', False)"
    return with_operands(
        text, ("x", "theta"), options, tensors, grid_sample=F.grid_sample, affine_grid=F.affine_grid, size=size)


EXPRESSIONS = {
    "conv": conv, "sum_conv": sum_conv, "max_pool": max_pool, "avg_pool": avg_pool, "relu": relu,
    "linear": linear, "matmul": matmul, "add": add, "affine": affine,
}

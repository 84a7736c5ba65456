"""The files and the numbers of the cases in this folder: python3 make_networks.py

Needs torch, numpy and safetensors. Layers count from 1 here: PyTorch's `0.weight` is `1.weight`.
"""

import copy
import json
import pathlib
import struct

import numpy
import torch
from safetensors.torch import save_file
from torch import nn
from torch.nn import functional

FOLDER = pathlib.Path(__file__).parent


def network():
    return nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.ReLU(), nn.Flatten(), nn.Linear(18, 3))


def own(name):
    first, rest = name.split(".", 1)
    return f"{int(first) + 1}.{rest}"


def say(what, values):
    print(what, " ".join(f"{value:.7g}" for value in numpy.atleast_1d(values.detach().double().numpy()).ravel()))


def parts():
    """A small network by its parts: what the calls make of running statistics and weights."""
    torch.manual_seed(16)
    start = network()
    x, y = torch.rand(6, 1, 5, 5), torch.tensor([0, 1, 2, 0, 1, 2])
    tensors = {own(name): value for name, value in start.state_dict().items() if "num_batches" not in name}
    text = "Chain(Conv(2, 3), BatchNorm(), Relu(), Flatten(), Dense(3))"
    save_file(tensors, FOLDER / "parts.safetensors", {"network": text, "input": "[1, 5, 5]"})
    numpy.save(FOLDER / "parts-x.npy", x.numpy())
    start, x = start.double(), x.double()

    once = copy.deepcopy(start)
    functional.cross_entropy(once[2:](once[:2](x)), y).backward()
    say("once mean", once[1].running_mean)
    say("once var", once[1].running_var)
    say("once gradient of 1.bias, 2.weight", torch.cat([once[0].bias.grad, once[1].weight.grad]))

    twice = copy.deepcopy(start)
    twice[:2](x), twice[:2](x[:3])
    say("twice mean", twice[1].running_mean)
    say("twice var", twice[1].running_var)

    steps = copy.deepcopy(start)
    optimizer = torch.optim.SGD(steps.parameters(), lr=0.1)
    for _ in range(20):
        optimizer.zero_grad()
        functional.cross_entropy(steps[2:](steps[:2](x)), y).backward()
        optimizer.step()
    steps.eval()
    say("20 steps, evaluated", functional.cross_entropy(steps(x), y))
    say("20 steps, mean", steps[1].running_mean)

    frozen = copy.deepcopy(start)
    for parameter in frozen[:2].parameters():
        parameter.requires_grad = False
    functional.cross_entropy(frozen(x), y).backward()
    say("frozen mean", frozen[1].running_mean)


def safetensors(name, header, payload=b""):
    """A file as nobody writes it."""
    text = json.dumps(header).encode()
    (FOLDER / name).write_bytes(struct.pack("<Q", len(text)) + text + payload)


def dreamt_up():
    """A text that asks for far more weights than the file holds."""
    weights = numpy.zeros((3, 8), numpy.float32).tobytes()
    safetensors(
        "dense-2000000.safetensors",
        {
            "__metadata__": {"network": "Chain(Flatten(), Dense(2000000))", "input": "[1, 1000, 1000]"},
            "2.weight": {"dtype": "F32", "shape": [3, 8], "data_offsets": [0, len(weights)]},
        },
        weights)
    safetensors(
        "applied-layer.safetensors",
        {"__metadata__": {"network": "Dense(2000000)([" + ", ".join(["1"] * 2000) + "])", "input": "[1, 4, 4]"}})
    safetensors("endless-text.safetensors", {"__metadata__": {"network": "while true {}", "input": "[1, 4, 4]"}})
    nothing = {"dtype": "F32", "shape": [0], "data_offsets": [0, 0]}
    start = numpy.zeros(1, numpy.int64).tobytes()
    bias = numpy.zeros(2, numpy.float32).tobytes()
    weight = numpy.zeros((2, 16), numpy.float32).tobytes()
    safetensors(
        "epochs-without-steps.safetensors",
        {
            "__metadata__": {
                "network": "Chain(Flatten(), Dense(2))", "input": "[1, 4, 4]", "training": "epochs 1"},
            "training/step": {"dtype": "I64", "shape": [1], "data_offsets": [0, 8]},
            "training/losses": nothing | {"data_offsets": [8, 8]},
            "training/epochs": {"dtype": "F64", "shape": [2**40, 0], "data_offsets": [8, 8]},
            "2.weight": {"dtype": "F32", "shape": [2, 16], "data_offsets": [8, 8 + len(weight)]},
            "2.bias": {"dtype": "F32", "shape": [2], "data_offsets": [8 + len(weight), 8 + len(weight) + len(bias)]},
        },
        start + weight + bias)


parts()
dreamt_up()
print("softmax of rows", torch.softmax(torch.tensor([[0.0, 1.0], [2.0, 0.0]]), 1).tolist())

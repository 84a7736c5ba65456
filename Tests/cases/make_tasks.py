"""Ten steps of PyTorch for tasks other than classes, for TaskAgreementTests: python3 make_tasks.py

Each file expected/training/NAME.npz holds a network's parameters at the start (`start/PATH`, by the paths that this
project gives them), the inputs and targets (`x`, `y`), and for each case the losses (`CASE/losses`) and the parameters
after the tenth step (`CASE/PATH`). Each step uses all of the data. Everything is float64. Needs torch and numpy.
"""

import copy
import pathlib

import numpy
import torch
from torch import nn
from torch.nn import functional

torch.set_default_dtype(torch.float64)


def autoencoder():
    return nn.Sequential(nn.Linear(12, 5), nn.Tanh(), nn.Linear(5, 12))


def segmentation():
    return nn.Sequential(
        nn.Conv2d(1, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.Conv2d(4, 1, 3, padding=1))


def probabilities():
    return nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), nn.Tanh(), nn.Conv2d(4, 1, 1), nn.Sigmoid())


class Joined(nn.Module):
    """What it gets, and what its layers make of it, joined along channels."""

    def __init__(self, *layers):
        super().__init__()
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return torch.cat([x, self.layers(x)], dim=1)


def unet():
    """Three levels, with transposed convolutions upwards and normalisation within each case."""
    def block(channels, filters):
        return [nn.Conv2d(channels, filters, 3, padding=1), nn.GroupNorm(2, filters), nn.ReLU()]
    inner = Joined(nn.MaxPool2d(2), *block(6, 8), nn.ConvTranspose2d(8, 6, 2, stride=2))
    outer = Joined(nn.MaxPool2d(2), *block(4, 6), inner, *block(12, 6), nn.ConvTranspose2d(6, 4, 2, stride=2))
    return nn.Sequential(*block(1, 4), outer, *block(8, 4), nn.Conv2d(4, 1, 1))


def adam(p):
    return torch.optim.Adam(p, lr=0.02)


def cosine(optimizer):
    return torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 10)


def inverse(optimizer):
    return torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 / (1 + 0.3 * step))


MSE, BCE, LOGITS = functional.mse_loss, functional.binary_cross_entropy, functional.binary_cross_entropy_with_logits

# The loss, the optimizer, the schedule and the norm that gradients are clipped to.
CASES = {
    "autoencoder": (autoencoder, 3, {
        "momentum": (MSE, lambda p: torch.optim.SGD(p, lr=0.5, momentum=0.9), None, None),
        "adam": (MSE, adam, None, None),
        "adamw": (MSE, lambda p: torch.optim.AdamW(p, lr=0.02, weight_decay=0.1), None, None),
        "rmsprop": (MSE, lambda p: torch.optim.RMSprop(p, lr=0.01), None, None),
        "cosine": (MSE, adam, cosine, None),
        "inverse": (MSE, lambda p: torch.optim.SGD(p, lr=0.5), inverse, None),
        "clipped": (MSE, lambda p: torch.optim.SGD(p, lr=2, momentum=0.5), None, 0.05),
        "l1": (functional.l1_loss, adam, None, None),
        "huber": (functional.huber_loss, adam, None, None),
    }),
    "segmentation": (segmentation, 4, {
        "logits": (LOGITS, adam, None, None),
        "clipped": (LOGITS, lambda p: torch.optim.SGD(p, lr=1), cosine, 0.1),
    }),
    "probabilities": (probabilities, 5, {"bce": (BCE, adam, None, None)}),
    "unet": (unet, 6, {
        "sgd": (LOGITS, lambda p: torch.optim.SGD(p, lr=0.1), None, None),
        "momentum": (LOGITS, lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, weight_decay=0.01), None, None),
        "nesterov": (LOGITS, lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.8, nesterov=True), None, None),
        "adam": (LOGITS, adam, cosine, None),
        "adamw": (LOGITS, lambda p: torch.optim.AdamW(p, lr=0.02, weight_decay=0.1), None, None),
        "rmsprop": (LOGITS, lambda p: torch.optim.RMSprop(p, lr=0.005), None, None),
        "clipped": (LOGITS, lambda p: torch.optim.SGD(p, lr=1), inverse, 0.1),
    }),
}


def own_path(name):
    """Layers count from 1 here: `0.bias` is `1.bias`, and `3.layers.1.bias` that of the second branch, `4.2.2.bias`."""
    parts = name.replace("layers.", "1.").split(".")
    return ".".join(str(int(part) + 1) if part.isdigit() else part for part in parts)


def tensors(network):
    state = network.state_dict()
    return {own_path(name): value.numpy().copy() for name, value in state.items() if "num_batches" not in name}


def record(build, seed, cases):
    torch.manual_seed(seed)
    start = build()
    if build is autoencoder:
        x = 3 * torch.randn(16, 12)
        y = x
    else:
        size = 8 if build is unet else 7
        x = torch.rand(8, 1, size, size)
        y = (x + 0.2 * torch.rand(8, 1, size, size) > 0.6).double()
    arrays = {"x": x.numpy(), "y": y.numpy()}
    arrays |= {f"start/{path}": value for path, value in tensors(start).items()}
    for name, (loss_of, make, schedule, clip) in cases.items():
        network = copy.deepcopy(start)
        optimizer = make(network.parameters())
        scheduler = schedule(optimizer) if schedule else None
        losses = []
        for _ in range(10):
            optimizer.zero_grad()
            loss = loss_of(network(x), y)
            loss.backward()
            if clip:
                nn.utils.clip_grad_norm_(network.parameters(), clip)
            optimizer.step()
            if scheduler:
                scheduler.step()
            losses.append(loss.item())
        arrays[f"{name}/losses"] = numpy.array(losses)
        arrays |= {f"{name}/{path}": value for path, value in tensors(network).items()}
    return arrays


folder = pathlib.Path(__file__).parent / "expected" / "training"
folder.mkdir(parents=True, exist_ok=True)
for name, (build, seed, cases) in CASES.items():
    numpy.savez_compressed(folder / f"{name}.npz", **record(build, seed, cases))

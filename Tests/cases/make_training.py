"""Ten steps of PyTorch's optimizers, for TrainingAgreementTests: python3 make_training.py

Each file expected/training/NAME.npz holds a network's parameters at the start (`start/PATH`, by the paths that this
project gives them), ten batches (`pictures`, `labels`), and for each optimizer the losses (`OPTIMIZER/losses`) and the
parameters after the tenth step (`OPTIMIZER/PATH`). Everything is float64. Needs torch and numpy.
"""

import copy
import pathlib

import numpy
import torch
from torch import nn
from torch.nn import functional

torch.set_default_dtype(torch.float64)


class Transformer(nn.Module):
    """affine_grid and grid_sample with the theta that a localisation network gives."""

    def __init__(self, localisation, features, size):
        super().__init__()
        self.localisation = localisation
        self.theta = nn.Linear(features, 6)
        self.size = size

    def forward(self, x):
        theta = self.theta(self.localisation(x).flatten(1)).view(-1, 2, 3)
        grid = functional.affine_grid(theta, [len(x), x.shape[1], *self.size], align_corners=False)
        return functional.grid_sample(x, grid, align_corners=False)


def cnn():
    return nn.Sequential(
        nn.Conv2d(1, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(4, 6, 3), nn.ReLU(),
        nn.Flatten(), nn.Linear(54, 16), nn.Tanh(), nn.Linear(16, 5))


def transformer():
    localisation = nn.Sequential(
        nn.Conv2d(1, 4, 3), nn.MaxPool2d(2), nn.ReLU(), nn.Flatten(), nn.Linear(64, 8), nn.ReLU())
    network = nn.Sequential(
        Transformer(localisation, 8, (8, 8)), nn.Conv2d(1, 4, 3), nn.ReLU(), nn.AvgPool2d(2), nn.Flatten(),
        nn.Linear(36, 5))
    # Away from the identity, where every point lies on a pixel and the gradient has a side.
    with torch.no_grad():
        network[0].theta.weight.mul_(0.3)
        network[0].theta.bias.copy_(torch.tensor([0.9, -0.2, 0.05, 0.2, 0.8, -0.05]))
    return network


class Residual(nn.Module):
    def __init__(self, *layers, shortcut=None):
        super().__init__()
        self.layers = nn.Sequential(*layers)
        self.shortcut = shortcut

    def forward(self, x):
        return self.layers(x) + (x if self.shortcut is None else self.shortcut(x))


class Parallel(nn.Module):
    def __init__(self, *branches, join="cat"):
        super().__init__()
        self.branches = nn.ModuleList(branches)
        self.join = join

    def forward(self, x):
        results = [branch(x) for branch in self.branches]
        return torch.cat(results, dim=1) if self.join == "cat" else sum(results)


def residual():
    """Without biases before batch normalisation, which takes them away again."""
    return nn.Sequential(
        nn.Conv2d(1, 4, 3, padding=1, bias=False), nn.BatchNorm2d(4), nn.ReLU(),
        Residual(
            nn.Conv2d(4, 4, 3, padding=1, bias=False), nn.BatchNorm2d(4), nn.ReLU(),
            nn.Conv2d(4, 4, 3, padding=1, bias=False), nn.BatchNorm2d(4)),
        nn.ReLU(),
        Residual(
            nn.Conv2d(4, 6, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(6), nn.ReLU(),
            nn.Conv2d(6, 6, 3, padding=1), shortcut=nn.Conv2d(4, 6, 1, stride=2)),
        nn.ReLU(), nn.AvgPool2d(5), nn.Flatten(), nn.Linear(6, 5))


def branches():
    """Inception's joined channels, with branches inside branches, and added results."""
    inner = Parallel(nn.Conv2d(3, 3, 1), nn.Conv2d(3, 3, 3, padding=1), join="sum")
    return nn.Sequential(
        Parallel(
            nn.Conv2d(1, 2, 1), nn.Sequential(nn.Conv2d(1, 3, 3, padding=1), nn.Tanh(), inner), nn.Sequential()),
        nn.Sigmoid(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(150, 5))


def enlarging():
    """Layers that normalise within a case, enlarge, and pool to a given size."""
    return nn.Sequential(
        nn.Conv2d(1, 4, 3, stride=2), nn.GroupNorm(2, 4), nn.ReLU(), nn.ConvTranspose2d(4, 3, 3, 2, 1, output_padding=1),
        nn.LayerNorm([3, 8, 8]), nn.ReLU(), nn.Upsample(scale_factor=2, mode="bilinear"), nn.ConvTranspose2d(3, 2, 2),
        nn.AdaptiveAvgPool2d(3), nn.Flatten(), nn.Linear(18, 5))


OPTIMIZERS = {
    "SGD": lambda p: torch.optim.SGD(p, lr=0.05),
    "momentum": lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.9, weight_decay=0.01),
    "nesterov": lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.8, nesterov=True),
    "Adam": lambda p: torch.optim.Adam(p, lr=0.003, weight_decay=0.01),
    "RMSprop": lambda p: torch.optim.RMSprop(p, lr=0.003, weight_decay=0.01),
    "RMSprop-centered": lambda p: torch.optim.RMSprop(p, lr=0.002, alpha=0.9, eps=1e-6, momentum=0.8, centered=True),
    "AdamW": lambda p: torch.optim.AdamW(p, lr=0.003, betas=(0.8, 0.99), weight_decay=0.1),
}


def own_path(name):
    """Layers count from 1 here: `0.localisation.4.bias` is `1.localisation.5.bias`, `3.layers.0.weight` `4.1.weight`."""
    parts = [part for part in name.split(".") if part not in ("layers", "branches")]
    return ".".join(str(int(part) + 1) if part.isdigit() else part for part in parts)


def tensors(network):
    state = network.state_dict()
    return {own_path(name): value.numpy().copy() for name, value in state.items() if "num_batches" not in name}


def record(build, seed):
    torch.manual_seed(seed)
    start = build()
    pictures = torch.rand(10, 8, 1, 10, 10)
    labels = torch.randint(0, 5, (10, 8))
    arrays = {"pictures": pictures.numpy(), "labels": labels.numpy()}
    arrays |= {f"start/{path}": value for path, value in tensors(start).items()}
    for name, make in OPTIMIZERS.items():
        network = copy.deepcopy(start)
        optimizer = make(network.parameters())
        losses = []
        for x, y in zip(pictures, labels):
            optimizer.zero_grad()
            loss = functional.cross_entropy(network(x), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        arrays[f"{name}/losses"] = numpy.array(losses)
        arrays |= {f"{name}/{path}": value for path, value in tensors(network).items()}
    return arrays


folder = pathlib.Path(__file__).parent / "expected" / "training"
folder.mkdir(parents=True, exist_ok=True)
NETWORKS = [
    ("cnn", cnn, 1), ("transformer", transformer, 2), ("residual", residual, 3), ("branches", branches, 4),
    ("enlarging", enlarging, 3)]
for name, build, seed in NETWORKS:
    numpy.savez_compressed(folder / f"{name}.npz", **record(build, seed))

"""Grad-CAM by PyTorch's hooks, for GradCAMTests: python3 make_gradcam.py

expected/gradcam/cnn.npz holds a network's parameters (`start/PATH`, layers counted from 1), a picture, its scores, and for
each class the map of the last convolution (`last/CLASS`) and of the first layer (`first/CLASS`), classes counted from 0.
Everything is float64. Needs torch and numpy.
"""

import pathlib

import numpy
import torch
from torch import nn
from torch.nn import functional

torch.set_default_dtype(torch.float64)
torch.manual_seed(5)
network = nn.Sequential(
    nn.Conv2d(2, 4, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(4, 6, 3), nn.ReLU(), nn.Flatten(),
    nn.Linear(6 * 4 * 3, 5))
picture = torch.rand(2, 12, 10)


def gradcam(layer, number):
    held = {}

    def keep(module, given, result):
        result.retain_grad()
        held["maps"] = result

    handle = network[layer].register_forward_hook(keep)
    network.zero_grad()
    network(picture[None])[0, number].backward()
    handle.remove()
    maps = held["maps"]
    weights = maps.grad.mean((2, 3), keepdim=True)
    seen = functional.relu((weights * maps).sum(1, keepdim=True))
    return functional.interpolate(seen, picture.shape[1:], mode="bilinear", align_corners=False)[0, 0].detach().numpy()


arrays = {"picture": picture.numpy(), "scores": network(picture[None])[0].detach().numpy()}
for name, value in network.state_dict().items():
    layer, _, rest = name.partition(".")
    arrays[f"start/{int(layer) + 1}.{rest}"] = value.numpy()
for number in range(5):
    arrays[f"last/{number}"] = gradcam(3, number)
    arrays[f"first/{number}"] = gradcam(0, number)
folder = pathlib.Path(__file__).parent / "expected" / "gradcam"
folder.mkdir(parents=True, exist_ok=True)
numpy.savez_compressed(folder / "cnn.npz", **arrays)

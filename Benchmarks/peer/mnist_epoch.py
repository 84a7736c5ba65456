"""The usual PyTorch script for an epoch of LeNet-5 on MNIST: python3 mnist_epoch.py FOLDER [EPOCHS] [THREADS]

Reads the files, shuffles by a DataLoader, trains by Adam with batches of 64, tests, and says how long each epoch took.
"""

import gzip
import sys
import time

import numpy
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def idx(path, offset):
    return numpy.frombuffer(gzip.open(path).read(), numpy.uint8, offset=offset).copy()


def dataset(folder, name):
    pictures = torch.from_numpy(idx(f"{folder}/{name}-images-idx3-ubyte.gz", 16)).reshape(-1, 1, 28, 28).float() / 255
    return TensorDataset(pictures, torch.from_numpy(idx(f"{folder}/{name}-labels-idx1-ubyte.gz", 8)).long())


folder = sys.argv[1]
epochs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
if len(sys.argv) > 3:
    torch.set_num_threads(int(sys.argv[3]))
torch.manual_seed(1)
begin = time.perf_counter()
train, test = dataset(folder, "train"), dataset(folder, "t10k")
print(f"loading {time.perf_counter() - begin:.2f} s")
net = nn.Sequential(
    nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
    nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))
optimizer = torch.optim.Adam(net.parameters(), 0.002)
loss = nn.CrossEntropyLoss()
for epoch in range(epochs):
    begin = time.perf_counter()
    for x, y in DataLoader(train, batch_size=64, shuffle=True):
        optimizer.zero_grad()
        loss(net(x), y).backward()
        optimizer.step()
    trained = time.perf_counter()
    with torch.no_grad():
        right = sum((net(x).argmax(1) == y).sum().item() for x, y in DataLoader(test, batch_size=256))
    print(f"epoch {epoch + 1}: {trained - begin:.2f} s, test accuracy {right / 100:.2f} %")

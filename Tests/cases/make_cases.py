"""Writes expected/NAME/ID.npz for each row of NAME.csv: what PyTorch makes of it. README.md describes the format.

Run with the packages torch and numpy: python3 make_cases.py [NAME …]; without a name, all families.
"""

import csv
import importlib
import sys
import zlib
from pathlib import Path

import numpy as np
import torch

from generators.rows import Row

FOLDER = Path(__file__).parent


def rows(family):
    with open(FOLDER / f"{family}.csv", newline="") as file:
        lines = list(csv.reader(file, quoting=csv.QUOTE_NONE))
    header, lines = lines[0], [line for line in lines[1:] if line]
    for line in lines:
        if len(line) != len(header):
            raise SystemExit(f"{family}: {line[0]} has {len(line)} cells, the header {len(header)}")
    found = [Row(zip(header, line)) for line in lines]
    ids = [row["id"] for row in found]
    if len(set(ids)) != len(ids):
        raise SystemExit(f"{family}: an id is there twice: {sorted({i for i in ids if ids.count(i) > 1})}")
    return found


def arrays(module, family, row):
    random = np.random.default_rng(zlib.crc32(f"{family}/{row['id']}".encode()))
    operands = [x.float().to(row.dtype) if x.is_floating_point() else x for x in module.operands(row, random)]
    leaves = [x.clone().requires_grad_(x.is_floating_point()) for x in operands]
    result = module.evaluate(row, leaves)
    weights = torch.tensor([0.5 + ((i * 37) % 19) / 10 for i in range(result.numel())], dtype=row.dtype)
    wanted = [position for position, leaf in enumerate(leaves) if leaf.requires_grad]
    gradients = [None] * len(wanted)
    if result.requires_grad:
        seed = weights.reshape(result.shape)
        gradients = torch.autograd.grad(result, [leaves[i] for i in wanted], seed, allow_unused=True)
    held = {f"x{position}": x for position, x in enumerate(operands)}
    held["y"] = result.detach()
    for position, gradient in zip(wanted, gradients):
        if result.is_floating_point():
            # Where PyTorch finds no way from the operand to the result, the gradient is zero.
            held[f"g{position}"] = torch.zeros_like(operands[position]) if gradient is None else gradient
    return {name: tensor.contiguous().numpy() for name, tensor in held.items()}


def write(family):
    module = importlib.import_module(f"generators.{family}")
    folder = FOLDER / "expected" / family
    folder.mkdir(parents=True, exist_ok=True)
    table = rows(family)
    for stale in {path.stem for path in folder.glob("*.npz")} - {row["id"] for row in table}:
        (folder / f"{stale}.npz").unlink()
    for row in table:
        np.savez_compressed(folder / f"{row['id']}.npz", **arrays(module, family, row))
    size = sum(path.stat().st_size for path in folder.glob("*.npz"))
    print(f"{family}: {len(table)} rows, {size // 1024} KiB, PyTorch {torch.__version__}")


if __name__ == "__main__":
    torch.set_num_threads(1)
    for family in sys.argv[1:] or sorted(path.stem for path in FOLDER.glob("*.csv")):
        write(family)

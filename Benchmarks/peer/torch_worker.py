"""PyTorch's side of the benchmark: answers the requests that the engine's worker answers, one a line.

    case LABEL KIND key=value …   takes the engine's inputs from the folder (inputs=COUNT, layout=nchw|channels_last,
                                  fused=0|1) and keeps the case under its label
    compare LABEL COUNT           the largest difference from the engine's COUNT results, relative to each one's largest
    time LABEL REPETITIONS COUNT  COUNT times, each in seconds, of so many repetitions
    forget                        drops all cases
    describe                      versions and settings, as JSON

Run as `torch_worker.py FOLDER THREADS`, with PyTorch and NumPy installed.
"""

import json
import os
import platform
import sys

import numpy as np
import torch

from expressions import EXPRESSIONS
from steps import STEPS


def inputs(folder, options):
    """The engine's inputs; pictures and filters in the layout that is asked for."""
    tensors = [torch.from_numpy(np.load(f"{folder}/input-{i}.npy")) for i in range(int(options["inputs"]))]
    if options["layout"] == "channels_last":
        tensors = [t.contiguous(memory_format=torch.channels_last) if t.dim() == 4 else t for t in tensors]
    return tensors


def difference(ours, theirs):
    """How far two arrays are apart, relative to the largest element; infinite where shapes or NaNs differ."""
    theirs = theirs.detach().double().numpy()
    if ours.shape != theirs.shape:
        return float("inf")
    if ours.size == 0:
        return 0.0
    largest = np.abs(theirs).max()
    distance = np.abs(ours - theirs).max() / (largest if largest > 0 else 1)
    return float(distance) if np.isfinite(distance) else float("inf")


def describe():
    import numpy

    capability = torch.backends.cpu.get_cpu_capability()
    return json.dumps({
        "python": platform.python_version(), "torch": torch.__version__, "numpy": numpy.__version__,
        "threads": torch.get_num_threads(), "interop_threads": torch.get_num_interop_threads(),
        "cpu_capability": capability, "onednn": torch.backends.mkldnn.is_available(),
        "build": [line.strip(" -") for line in torch.__config__.show().splitlines() if "Build settings" not in line],
        "environment": {
            name: value for name, value in sorted(os.environ.items())
            if name.startswith(("ATEN_", "ONEDNN_", "MKL_", "OMP_", "MALLOC_"))
        },
    })


def answer(request, cases, folder):
    words = [word for word in request.split() if "=" not in word]
    options = dict(word.split("=", 1) for word in request.split() if "=" in word)
    command = words[0]
    if command == "case":
        kind = words[2]
        make = EXPRESSIONS.get(kind) or STEPS[kind]
        cases.pop(words[1], None)
        cases[words[1]] = make(options, inputs(folder, options))
        return ""
    if command == "compare":
        results = cases[words[1]].results()
        if len(results) != int(words[2]):
            return "inf"
        return str(max(
            difference(np.load(f"{folder}/result-{i}.npy"), result) for i, result in enumerate(results)))
    if command == "time":
        case = cases[words[1]]
        case.restart()
        return " ".join(str(case.seconds(int(words[2]))) for _ in range(int(words[3])))
    if command == "forget":
        cases.clear()
        return ""
    if command == "describe":
        return describe()
    raise ValueError(f"no such request: {command}")


def main():
    folder, threads = sys.argv[1], int(sys.argv[2])
    torch.set_num_threads(threads)
    torch.set_num_interop_threads(1)
    cases = {}
    for request in sys.stdin:
        try:
            print("ok", answer(request, cases, folder), flush=True)
        except Exception as error:
            print("error", type(error).__name__, " ".join(str(error).split()), flush=True)


if __name__ == "__main__":
    main()

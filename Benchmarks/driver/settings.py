"""What the command line asks for, and what is built and noted before a run."""

import datetime
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def thread_counts(text):
    counts = [int(part) for part in text.split(",")]
    if not counts or min(counts) < 1:
        raise ValueError(text)
    return counts


def add_common_options(parser):
    parser.add_argument(
        "--threads", type=thread_counts, default=[1, 2], metavar="LIST", help="numbers of threads (default: 1,2)")
    parser.add_argument(
        "--seconds", type=float, default=1.0, help="for each side of each case (default: 1)")
    parser.add_argument(
        "--attempts", type=int, default=1, metavar="N",
        help="measure again, up to so many times, while the machine does other work (default: 1)")
    parser.add_argument(
        "--level", choices=("best", "avx2"), default="best",
        help="avx2 holds both sides to AVX2 (default: the best that the machine has)")


def built(what):
    """The path of the worker or the program, built if it has to be."""
    done = subprocess.run(
        [str(ROOT / "Benchmarks" / "build"), what], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit(done.returncode)
    return done.stdout.strip()


def checkout():
    """The commit that is measured, with a + when files were changed after it."""
    def git(*words):
        done = subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True, text=True)
        return done.stdout.strip() if done.returncode == 0 else ""

    return git("rev-parse", "HEAD") + ("+" if git("status", "--porcelain") else "")


def now():
    return datetime.datetime.now().astimezone().isoformat(timespec="seconds")

"""Makes csv/: tables as text, and beside each what np.loadtxt reads of it as .npy.

Run with NumPy: python3 make_tables.py. written.csv is what Python writes of written.npy, each number by the shortest text that
gives it back.
"""

import csv
import io
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent / "csv"
FOLDER.mkdir(exist_ok=True)
random = np.random.default_rng(17)


def keep(name, text, **reading):
    """Writes a table, and what NumPy reads of it."""
    data = text if isinstance(text, bytes) else text.encode()
    (FOLDER / f"{name}.csv").write_bytes(data)
    array = np.loadtxt(io.StringIO(data.decode("utf-8-sig"), newline=""), ndmin=2, **reading)
    np.save(FOLDER / f"{name}.npy", array)


def saved(array, **writing):
    stream = io.StringIO()
    np.savetxt(stream, array, **writing)
    return stream.getvalue()


numbers = random.standard_normal((7, 3)) * 10.0 ** random.integers(-20, 20, (7, 3))
keep("savetxt", saved(numbers, delimiter=","), delimiter=",")
keep("savetxt-blanks", saved(numbers))
keep("savetxt-header", saved(numbers, delimiter=",", header="a,b,c"), delimiter=",")
keep("savetxt-integers", saved(random.integers(0, 256, (5, 8)), delimiter=",", fmt="%d"), delimiter=",")
keep("savetxt-column", saved(numbers[:, 0]), delimiter=",")
keep("savetxt-row", saved(numbers[:1], delimiter="\t"), delimiter="\t")
keep("special", "nan,inf,-inf\nNaN,+Infinity,-INF\n-0,+1,1e400\n", delimiter=",")
keep(
    "spellings",
    "1.,.5,-.5e1,+2E+2\n 4.9e-324 ,1e-400,0.1 ,\t3\n123456789012345678,0.30000000000000004,1.7976931348623157e308,00012\n"
    "9007199254740993,2.2250738585072011e-308,123456789.123456789,1e22\n",
    delimiter=",",
)
keep("lines", "\ufeff1;2\r\n\r\n# remark\r\n3; 4\r\n\n5;6", delimiter=";")
quoted = io.StringIO()
csv.writer(quoted, quoting=csv.QUOTE_ALL).writerows([["height, in m", 'a "width"'], [1.5, 2], [3, -4e-3]])
keep("quoted", quoted.getvalue(), delimiter=",", quotechar='"', skiprows=1)
keep("names", "x,y\n1,2\n3,4\n", delimiter=",", skiprows=1)
keep("blanks", "  1   2  3  \n4\t5 6\n")
keep("exact", "\n".join(repr(float(x)) for x in np.frombuffer(random.bytes(8000)) if np.isfinite(x)))
keep("decimals", "\n".join(f"{x:.{n % 18}f}" for n, x in enumerate(random.standard_normal(400) * 1000)))

values = np.concatenate([
    [0.0, -0.0, 1.0, 0.1, 1e16, 1e15, 123456789012345680.0, 1e-5, 1e-4, 5e-324, 1.7976931348623157e308],
    [np.nan, np.inf, -np.inf],
    np.frombuffer(random.bytes(800)),
])
values = values[: len(values) // 6 * 6].reshape(-1, 6)


def shortest(number):
    text = repr(float(number))
    return text.removesuffix(".0")


text = "".join(",".join(map(shortest, row)) + "\n" for row in values)
keep("written", text, delimiter=",")
read = np.load(FOLDER / "written.npy")
assert np.array_equal(read, values, equal_nan=True)
assert np.array_equal(np.signbit(read[~np.isnan(read)]), np.signbit(values[~np.isnan(values)]))

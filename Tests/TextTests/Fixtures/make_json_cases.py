"""Writes json_cases.tsv: numbers and strings as Python's json module reads and writes them.

Each line has three fields, separated by tabs: the kind, the text as hexadecimal UTF-8, and what Python makes of it:
    integer  the digits
    double   the bits of the float64, in hexadecimal
    string   the string as hexadecimal UTF-8
    quoted   (the text is a string) what json.dumps writes of it, as hexadecimal UTF-8
"""
import json
import random
import struct
from pathlib import Path

random.seed(20)


def hexadecimal(text: str) -> str:
    return text.encode("utf-8").hex()


def bits(number: float) -> str:
    return struct.pack(">d", number).hex()


rows = []


def number(text: str) -> None:
    value = json.loads(text)
    if isinstance(value, int):
        rows.append(("integer", hexadecimal(text), str(value)))
    elif value not in (float("inf"), float("-inf")):
        rows.append(("double", hexadecimal(text), bits(value)))


for text in """0 1 -1 10 9223372036854775807 -9223372036854775808 9223372036854775808 -9223372036854775809
        123456789012345678901234567890 0.0 -0.0 0.1 0.5 1.5 1e0 1E5 1e+5 1e-5 2.2250738585072014e-308 4.9e-324
        5e-325 1.7976931348623157e308 1e-400 0.1e1 9007199254740993.0 123.456e-7 0e10 -0e-1
        2.2250738585072011e-308 179769313486231580793728971405301e276 0.30000000000000004""".split():
    number(text)
for _ in range(300):
    value = struct.unpack(">d", random.randbytes(8))[0]
    if value == value and abs(value) != float("inf"):
        number(json.dumps(value))
        number(f"{value:.{random.randint(1, 25)}e}")
    number(str(random.randint(-(10 ** random.randint(1, 30)), 10 ** random.randint(1, 30))))

characters = ['"', "\\", "/", "\b", "\f", "\n", "\r", "\t", "\0", "\x1f", "\x7f", "a", "é", "e\u0301", "中", "😀",
              "\u2028", "\ufeff", "\uffff", "\U0010ffff"]
for _ in range(200):
    text = "".join(random.choice(characters) for _ in range(random.randint(0, 12)))
    for quoted in (json.dumps(text), json.dumps(text, ensure_ascii=False)):
        assert json.loads(quoted) == text
        rows.append(("string", hexadecimal(quoted), hexadecimal(text)))
    rows.append(("quoted", hexadecimal(text), hexadecimal(json.dumps(text, ensure_ascii=False))))

lines = dict.fromkeys("\t".join(row) for row in rows)
(Path(__file__).parent / "json_cases.tsv").write_text("\n".join(lines) + "\n")

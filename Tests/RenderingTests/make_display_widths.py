#!/usr/bin/env python3
"""Writes the columns of every character of Unicode 15.0: display_widths.txt, which the tests read, or, with --swift, the
table of Sources/Language/Diagnostics/DisplayWidth+Unicode.swift.

The data are Unicode's own files (Debian: the package unicode-data of bookworm). A character takes two columns where its
East_Asian_Width is W or F, none where it is a nonspacing or enclosing mark, a format character, or a vowel or final
consonant of Hangul, which join the initial before them; else one. Characters that are emoji by presentation are W there.

    python3 make_display_widths.py /usr/share/unicode > display_widths.txt
    python3 make_display_widths.py --swift /usr/share/unicode > DisplayWidth+Unicode.swift
"""

import sys
from pathlib import Path

folder = Path(sys.argv[-1])
VERSION = "15.0.0"


def ranges(name):
    for line in (folder / name).read_text(encoding="utf-8").splitlines():
        fields = [field.strip() for field in line.split("#")[0].split(";")]
        if len(fields) >= 2:
            first, _, last = fields[0].partition("..")
            yield int(first, 16), int(last or first, 16), fields[1]


assert (folder / "EastAsianWidth.txt").read_text(encoding="utf-8").startswith(f"# EastAsianWidth-{VERSION}")
width = {code: kind for first, last, kind in ranges("EastAsianWidth.txt") for code in range(first, last + 1)}

category = {}
start = None
for line in (folder / "UnicodeData.txt").read_text(encoding="utf-8").splitlines():
    code, name, kind = line.split(";")[:3]
    code = int(code, 16)
    if name.endswith(", First>"):
        start = code
        continue
    for each in range(start if start is not None else code, code + 1):
        category[each] = kind
    start = None


def columns(code):
    if category[code] in ("Mn", "Me", "Cf") or 0x1160 <= code <= 0x11FF or 0xD7B0 <= code <= 0xD7FB:
        return 0
    return 2 if width.get(code) in ("W", "F") else 1


def runs(codes):
    """First, last and columns of stretches of characters that follow each other and are alike."""
    found = []
    for code in codes:
        if found and found[-1][1] == code - 1 and found[-1][2] == columns(code):
            found[-1][1] = code
        else:
            found.append([code, code, columns(code)])
    return found


def edges(found, wanted):
    """Where stretches begin and where they have ended, gaps between alike ones (unassigned characters) joined."""
    result = []
    joins = False
    for first, last, width in found:
        if width == wanted:
            if joins:
                result[-1] = last + 1
            else:
                result += [first, last + 1]
        joins = width == wanted
    return result


def swift_array(name, comment, numbers):
    lines, line = [f"  /// {comment}", f"  static let {name}: [UInt32] = ["], "   "
    for number in numbers:
        item = f" 0x{number:X},"
        if len(line + item) > 108:
            lines.append(line)
            line = "   "
        line += item
    return lines + [line, "  ]"]


# Controls, surrogates and private use have no width of their own.
codes = sorted(code for code, kind in category.items() if kind not in ("Cc", "Cs", "Co") and code != 0xAD)
if "--swift" in sys.argv:
    print("\n".join(
        [f"/// The widths of Unicode {VERSION}, made by Tests/RenderingTests/make_display_widths.py: where stretches of",
         "/// characters begin and where they have ended, in turn.",
         "extension DisplayWidth {"]
        + swift_array("zeroEdges", "No column of their own: marks, format characters, what joins a Hangul initial.", edges(runs(codes), 0))
        + [""]
        + swift_array("wideEdges", "Two columns: East_Asian_Width W and F.", edges(runs(codes), 2))
        + ["}"]))
else:
    print(f"# Unicode {VERSION}: first, last, columns. Made by make_display_widths.py.")
    for first, last, width in runs(codes):
        print(f"{first:X} {last:X} {width}")

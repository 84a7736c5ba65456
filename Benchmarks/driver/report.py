"""What was found, as a table for people and as JSON."""

import json
import math

HEADINGS = (
    "case", "threads", "ours", "theirs", "fastest of them", "ratio", "at least", "", "aim", "", "GFLOP/s", "of limit",
    "remarks")
RIGHT = {"threads", "ours", "theirs", "ratio", "GFLOP/s", "of limit"}
VERDICTS = {True: "pass", False: "FAIL", None: "–"}


def duration(seconds):
    """Three digits and a unit."""
    if seconds is None:
        return "–"
    for limit, factor, unit in ((1e-6, 1e9, "ns"), (1e-3, 1e6, "µs"), (1, 1e3, "ms"), (float("inf"), 1, "s")):
        if seconds < limit:
            value = seconds * factor
            return f"{value:.{max(0, 2 - len(str(int(value))) + 1)}f} {unit}"
    raise ValueError(seconds)


def cells(row):
    """One line of the table."""
    verdicts = row.verdicts()
    remarks = [row.remark] if row.remark else []
    if row.is_void:
        remarks.append(f"void: {row.share:.0%} of what the machine can do")
    if row.is_noisy:
        remarks.append(f"noisy: {row.load.average:.1f} CPUs of other work")
    line = [
        row.name, str(row.threads), duration(row.ours.median if row.ours else None),
        duration(row.theirs.median if row.theirs else None), row.theirs.name if row.theirs else "–",
        f"{row.ratio:.2f}" if row.ratio else "–",
    ]
    for target, is_met in verdicts:
        # What was measured beside other work proves nothing.
        doubt = "?" if row.is_noisy and is_met is not None else ""
        line += [target.text if target else "–", VERDICTS[is_met] + doubt if target else ""]
    return line + [
        f"{row.gflops:.1f}" if row.gflops else "–", f"{row.share:.0%}" if row.share else "–", "; ".join(remarks)]


def table(rows):
    lines = [HEADINGS] + [cells(row) for row in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(
            text.rjust(width) if heading in RIGHT else text.ljust(width)
            for text, width, heading in zip(line, widths, HEADINGS)).rstrip()
        for line in lines)


def summary(rows):
    """How many quiet rows reach their targets, and which fall short of the first."""
    lines = []
    quiet = [row for row in rows if not row.is_noisy]
    if len(quiet) < len(rows):
        lines.append(f"noisy, and not counted: {len(rows) - len(quiet)} of {len(rows)} rows")
    void = [f"{row.name} ({row.threads})" for row in rows if row.is_void]
    if void:
        lines.append("void, and not counted: " + ", ".join(void))
    for position, name in enumerate(("at least", "aim")):
        verdicts = [(row, row.verdicts()[position][1]) for row in quiet]
        known = [(row, is_met) for row, is_met in verdicts if is_met is not None]
        if not known:
            continue
        missed = [f"{row.name} ({row.threads})" for row, is_met in known if not is_met]
        lines.append(f"{name}: {len(known) - len(missed)} of {len(known)} rows")
        if missed and position == 0:
            lines.append("short of it: " + ", ".join(missed))
    failed = [row.name for row in rows if row.failed]
    if failed:
        lines.append("wrong or not run: " + ", ".join(dict.fromkeys(failed)))
    return "\n".join(lines)


def peak_table(peaks):
    lines = ["GFLOP/s of multiply-adds in registers, median of the rounds (best)"]
    for row in peaks:
        noise = "  noisy" if row["noisy"] else ""
        lines.append(
            f"  {row['level']:7} {row['dtype']}  threads {row['threads']}"
            f"  {row['gflops']:7.1f}  ({row['best_gflops']:.1f}){noise}")
    return "\n".join(lines)


def finite(number):
    """JSON has no infinity."""
    return number if number is None or math.isfinite(number) else str(number)


def as_json(row):
    (least, reaches_least), (aim, reaches_aim) = row.verdicts()
    return {
        "case": row.name, "threads": row.threads,
        "ours_s": row.ours.median if row.ours else None, "ours_least_s": row.ours.least if row.ours else None,
        "theirs_s": row.theirs.median if row.theirs else None,
        "theirs_least_s": row.theirs.least if row.theirs else None,
        "fastest_opponent": row.theirs.name if row.theirs else None,
        "opponents_s": {side.name: side.median for side in row.opponents},
        "ratio": row.ratio, "gflops": row.gflops, "share_of_limit": row.share,
        "difference": finite(row.difference), "remark": row.remark,
        "at_least": least.text if least else None, "reaches_at_least": reaches_least,
        "aim": aim.text if aim else None, "reaches_aim": reaches_aim,
        "foreign_cpus": row.load.average if row.load else None, "noisy": row.is_noisy, "void": row.is_void,
    }


def write(path, settings, peaks, rows):
    with open(path, "w", encoding="utf-8") as file:
        json.dump({**settings, "peaks": peaks, "rows": [as_json(row) for row in rows]}, file, indent=1)
        file.write("\n")

"""Fair timing: all sides in turn, round after round, so that what changes on the machine meets each of them."""

import statistics
import time

ROUNDS = 7
LEAST_ROUNDS = 3

# A batch of repetitions is timed as one; this long, and the clock's own cost and grain do not show.
BATCH_SECONDS = 1e-3

# Work that takes so long does not need to be warmed up.
LONG_SECONDS = 0.1

# After work on several threads these spin for a while before they sleep.
REST_SECONDS = 0.01


class Times:
    """Seconds of one repetition, as they were found round after round."""

    def __init__(self):
        self.medians, self.leasts = [], []

    def add(self, seconds):
        """The times of one round."""
        self.medians.append(statistics.median(seconds))
        self.leasts.append(min(seconds))

    @property
    def median(self):
        """Of the rounds' medians."""
        return statistics.median(self.medians)

    @property
    def least(self):
        return min(self.leasts)

    @property
    def undisturbed(self):
        """Of the rounds' least, the median: the machine's pace in these rounds, without what got in the way."""
        return statistics.median(self.leasts)


class Side(Times):
    """One of those that are compared: a worker, and the label under which it keeps the case."""

    def __init__(self, name, worker, label):
        super().__init__()
        self.name, self.worker, self.label = name, worker, label
        self.repetitions = 1

    def anew(self):
        """The same side, before anything was timed."""
        return Side(self.name, self.worker, self.label)

    def calibrate(self):
        """Finds how many repetitions fill a batch; warms up on the way. Returns the seconds of one."""
        taken = self.worker.times(self.label, 1, 1)[0]
        if taken < LONG_SECONDS:
            taken = self.worker.times(self.label, 1, 1)[0]
        while taken < BATCH_SECONDS:
            growth = min(1.1 * BATCH_SECONDS / max(taken, 1e-7), 100)
            self.repetitions = max(self.repetitions + 1, int(self.repetitions * growth))
            taken = self.worker.times(self.label, self.repetitions, 1)[0]
        return taken / self.repetitions

    def add_round(self, seconds):
        """Times batches for about so long, after one that only warms up; but one that takes as long counts itself."""
        once = self.worker.times(self.label, self.repetitions, 1)[0]
        times = [once]
        if once < seconds:
            times = self.worker.times(self.label, self.repetitions, max(1, int(seconds / once)))
        self.add([taken / self.repetitions for taken in times])


def measure(sides, seconds, load):
    """Times all sides, each for about so many seconds; counts the other work on the machine meanwhile."""
    slowest = max(load.during(side.worker, side.calibrate) for side in sides)
    rounds = max(LEAST_ROUNDS, min(ROUNDS, int(seconds / slowest)))
    for _ in range(rounds):
        for side in sides:
            time.sleep(REST_SECONDS)
            load.during(side.worker, lambda: side.add_round(seconds / rounds))


def attempts(most, attempt):
    """`attempt()` gives what it found and the load that it met; of at most so many, the first that met a quiet
    machine, or else the quietest."""
    found = []
    for _ in range(most):
        found.append(attempt())
        if not found[-1][1].is_noisy:
            break
    return min(found, key=lambda pair: pair[1].average)

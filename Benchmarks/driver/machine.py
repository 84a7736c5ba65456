"""What the machine is, what it can do, and what else it is doing."""

import os
import platform
import time
from pathlib import Path


def model():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def cpus(count):
    """The last `count` CPUs that this process may use, on cores of their own while there are enough cores."""
    allowed = sorted(os.sched_getaffinity(0), reverse=True)
    cores = {}
    for cpu in allowed:
        siblings = Path(f"/sys/devices/system/cpu/cpu{cpu}/topology/thread_siblings_list")
        core = siblings.read_text().strip() if siblings.exists() else str(cpu)
        cores.setdefault(core, cpu)
    others = [cpu for cpu in allowed if cpu not in cores.values()]
    return set((list(cores.values()) + others)[:count])


def describe():
    return {
        "cpu": model(), "cpus": os.cpu_count(), "system": f"{platform.system()} {platform.release()}",
        "load": os.getloadavg(),
    }


class Load:
    """How busy some CPUs are with other work while a worker is being asked."""

    # More than this, in CPUs, and a case is marked.
    NOISY = 0.1

    def __init__(self, cpus):
        self.cpus = cpus
        self.seconds = 0.0
        self.foreign = 0.0

    def _busy(self):
        names = {f"cpu{cpu}" for cpu in self.cpus}
        ticks = 0
        for line in Path("/proc/stat").read_text().splitlines():
            name, *fields = line.split()
            if name in names:
                user, nice, system, _idle, _wait, hard, soft, stolen = map(int, fields[:8])
                ticks += user + nice + system + hard + soft + stolen
        return ticks / os.sysconf("SC_CLK_TCK")

    def during(self, worker, work):
        """`work()`, which has this worker compute, counted."""
        return self._count(work, worker.processor_seconds)

    def during_children(self, work):
        """`work()`, which starts processes and waits for their end, counted."""
        def used():
            times = os.times()
            return times.children_user + times.children_system

        return self._count(work, used)

    def _count(self, work, own_seconds):
        start, busy, own = time.monotonic(), self._busy(), own_seconds()
        result = work()
        self.seconds += time.monotonic() - start
        self.foreign += self._busy() - busy - (own_seconds() - own)
        return result

    @property
    def average(self):
        """CPUs' worth of work that was not ours."""
        return max(self.foreign / self.seconds, 0.0) if self.seconds else 0.0

    @property
    def is_noisy(self):
        return self.average > self.NOISY

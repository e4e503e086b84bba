"""Background work a person waits for (`job`, `start`) and work the calendar asks for (`every`, `daily`); one `worker` process does both."""

from houqin.kernel.jobs.clockwork import daily, every
from houqin.kernel.jobs.running import Link, Running, job
from houqin.kernel.jobs.start import start

__all__ = ["Link", "Running", "daily", "every", "job", "start"]

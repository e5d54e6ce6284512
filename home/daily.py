"""What is to be done once a day, by ``manage.py daily``.

An app decorates a function without arguments that does it and returns a sentence on what
it did, in a module that its ``AppConfig.ready()`` imports.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass

logger = logging.getLogger(__name__)

type Job = Callable[[], str]

JOBS: dict[str, Job] = {}


@dataclass(frozen=True)
class Done:
    """``said`` is the job's sentence, or what went wrong."""

    name: str
    said: str
    failed: bool = False


def daily_job(job: Job) -> Job:
    """Register it under its app and name; it may run twice a day, or not for a week."""
    app = job.__module__.partition(".")[0]
    JOBS[f"{app}.{job.__name__}"] = job
    return job


def run_jobs() -> Iterator[Done]:
    """One after the other; one that fails does not keep the others."""
    for name, job in sorted(JOBS.items()):
        try:
            yield Done(name, job())
        except Exception as error:
            logger.exception("The daily job %s failed.", name)
            yield Done(name, f"{type(error).__name__}: {error}", failed=True)

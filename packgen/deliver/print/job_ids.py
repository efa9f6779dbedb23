"""Parse ids of jobs as typed: ``staffroom-12``, or a number 12 or range 12-39 of jobs of a queue."""

from __future__ import annotations

import re
from collections.abc import Sequence

from packgen.deliver.print.queues import chosen_queue, queue_names
from packgen.errors import DeliveryError, UsageProblem, harmless

_NUMBERS = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")
_JOB = re.compile(r"(.+)-(\d{1,9})")
_MOST = 1000


def job_ids(texts: Sequence[str], printer: str | None) -> list[str]:
    """Return the ids of jobs.

    Args:
        texts: ids, numbers and ranges as typed.
        printer: queue of the jobs given by number; None for the default queue.

    Raises:
        UsageProblem: a text is none of these.
        DeliveryError: there is no such queue.
    """
    names = queue_names()
    found: list[str] = []
    for text in texts:
        named = _JOB.fullmatch(text)
        numbers = _NUMBERS.fullmatch(text)
        if named is not None and named[1] in names:
            found.append(text)
        elif numbers is not None:
            first, last = int(numbers[1]), int(numbers[2] or numbers[1])
            if not first <= last < first + _MOST:
                raise UsageProblem(
                    f'"{text}" names no jobs, or over {_MOST:,}. Write the first and the last, as in 12-39.'
                )
            queue = chosen_queue(printer).name
            found.extend(f"{queue}-{number}" for number in range(first, last + 1))
        elif named is not None:
            raise DeliveryError(
                f'There is no printer "{harmless(named[1])}". The printers are {", ".join(names) or "none"}.'
            )
        else:
            raise UsageProblem(f'"{harmless(text)}" is no job. Write its id, as in staffroom-12, or its number.')
    return list(dict.fromkeys(found))

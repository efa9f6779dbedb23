"""Run a batch: from the roster to the packs.

Read and check the roster, compare it with the folder, make the packs that are missing or changed, and record each pack
in the manifest as soon as its file is written. A batch that was stopped, in whatever way, resumes where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from packgen.batch.engine import Engine, InProcess, Lost, Pool, drive
from packgen.batch.failures import Cause, Failure, failures_error
from packgen.batch.folder import Folder, alone_in
from packgen.batch.plan import BatchPlan, Planned
from packgen.batch.worker import Failed, Made, Order, Supplies, make
from packgen.build import SPOILT, is_doubtful
from packgen.built import FinishedPack
from packgen.cache.place import open_store
from packgen.errors import UsageProblem
from packgen.options import PackOptions

if TYPE_CHECKING:
    from packgen.cache.store import Store

_LOST = "the process that worked on it was killed again and again, perhaps for want of memory. Try it with --jobs 1."

Progress = Callable[[int, int, str], None]
"""Called with the packs done, the packs to make, and which row is done."""


@dataclass(frozen=True)
class BatchOptions:
    """The options of a batch.

    Attributes:
        roster: the roster's file.
        output: folder for the packs, or None for packs/NAME OF THE ROSTER.
        defaults: pack options that rows leave out; its student is not used.
        jobs: number of processes; 1 means this process.
        scheduler: address of a Dask scheduler to use instead.
        dry_run: check and report only; write nothing.
        names: also write names and addresses into the manifest.
    """

    roster: Path
    output: Path | None = None
    defaults: PackOptions = field(default_factory=PackOptions)
    jobs: int = 1
    scheduler: str | None = None
    dry_run: bool = False
    names: bool = False


@dataclass(frozen=True)
class BatchReport:
    """The result of a batch.

    Attributes:
        folder: the folder of the packs.
        made: number of packs made in this run; in a dry run, of those to make.
        kept: number of packs that were up to date.
        failed: packs that could not be made, by row.
        pages: of each pack in the folder, in the order of the roster.
        gone: files of earlier runs whose row has left the roster.
        columns: titles of the columns that were used, by meaning, such as ``name``.
        others: columns that are only copied to the manifest.
        notes: remarks for the user on how the roster was read.
        warnings: warnings of the cache.
    """

    folder: Path
    made: int
    kept: int
    failed: tuple[Failure, ...]
    pages: tuple[int, ...]
    gone: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    others: tuple[str, ...]
    notes: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def run_batch(options: BatchOptions, progress: Progress | None = None) -> BatchReport:
    """Make the packs of a roster that are missing or out of date.

    A pack that cannot be made does not stop the others. If no pack can be made, the cause is raised.

    Raises:
        ContentError: problems of the roster, or of topics that all rows use, before anything is made.
        OutputError: a file cannot be read or written, or another batch is running in the folder.
        PackgenError: a subclass, for any other error that the user can correct.
    """
    if options.defaults.answers == "separate":
        raise UsageProblem("--answers separate makes two files for each student. Choose overleaf, back or none.")
    with open_store(options.defaults.cache, wanted=not options.defaults.no_cache) or nullcontext() as store:
        try:
            report = _run(options, store, progress)
        except Exception as error:
            if store is None or not is_doubtful(error):
                raise
            report = _run(options, None, progress)
            store.clear()
            return replace(report, warnings=(SPOILT,))
    return replace(report, warnings=(store.refused,)) if store is not None and store.refused else report


def _run(options: BatchOptions, store: Store | None, progress: Progress | None) -> BatchReport:
    plan = BatchPlan(options.roster, options.defaults, store)
    path = options.output or Path("packs") / options.roster.stem
    if options.dry_run:
        folder = Folder(path, plan, names=options.names)
        return _report(folder, plan, len(folder.todo), [])
    with alone_in(path):
        folder = Folder(path, plan, names=options.names)
        failed = _make(folder, plan, options, progress)
    return _report(folder, plan, len(folder.todo) - len(failed), failed)


def _report(folder: Folder, plan: BatchPlan, made: int, failed: Iterable[Failure]) -> BatchReport:
    return BatchReport(
        folder=folder.path,
        made=made,
        kept=folder.kept,
        failed=tuple(sorted([*failed, *(one.failure for one in plan.refused)], key=lambda failure: failure.row)),
        pages=folder.pages(),
        gone=folder.gone,
        columns=plan.columns,
        others=plan.others,
        notes=plan.notes,
    )


def _make(folder: Folder, plan: BatchPlan, options: BatchOptions, progress: Progress | None) -> list[Failure]:
    """Make and write the packs that are missing or changed; return the failures."""
    engine = _engine(options) if folder.todo else None
    try:
        supplies = plan.supplies(progress) if engine is not None else None
        failures = plan.failures()
        if len(failures) == len(plan.packs) and not folder.kept:
            raise failures_error([*failures.values(), *(one.failure for one in plan.refused)], str(options.roster))
        with folder:
            failed = [failures[one.student.row] for one in folder.todo if one.student.row in failures]
            for failure in failed:
                folder.fail(failure)
            if engine is not None and supplies is not None:
                failed += _drive(engine, folder, supplies, failures, progress)
    finally:
        if engine is not None:
            engine.close()
    return failed


def _drive(
    engine: Engine, folder: Folder, supplies: Supplies, failures: Collection[int], progress: Progress | None
) -> list[Failure]:
    """Make packs with an engine and write them; return the failures."""
    todo = {one.order.row: one for one in folder.todo if one.order.row not in failures}
    failed = []
    results: Iterator[tuple[Order, Made | Failed | Lost]]
    results = drive(engine, make, [one.order for one in todo.values()], supplies.packed)
    for done, (order, result) in enumerate(results, 1):
        if isinstance(result, Made):
            folder.take(_finished(todo[order.row], result, folder.name_of(order.row)))
        else:
            failure = Failure(order.row, (Cause(_LOST if isinstance(result, Lost) else result.problem),))
            failed.append(failure)
            folder.fail(failure)
        if progress is not None:
            progress(done, len(todo), f"row {order.row}")
    return failed


def _finished(one: Planned, made: Made, name: str) -> FinishedPack:
    return FinishedPack(
        name=name, title=one.description.title, pages=made.pages, pieces=(made.pdf,), row=one.student.row
    )


def _engine(options: BatchOptions) -> Engine:
    if options.scheduler is not None:
        from packgen.batch.cluster import Dask

        return Dask(options.scheduler)
    return Pool(options.jobs) if options.jobs > 1 else InProcess()

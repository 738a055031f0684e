"""Run the submissions of a class on the workers of a Dask cluster.

Only jobs go out and only what became of them comes back: the gradebook, the source notebooks and
the other submissions stay with the grader. Workers confine each submission as this computer would.
Dask's own messages are pickled: use it in a network that you trust, or with its TLS.
"""

from __future__ import annotations

import contextlib
import logging
from typing import Any

from chartroom.classroom import hall, remote
from chartroom.classroom.grader import Grader
from chartroom.classroom.runner import Done, Job
from chartroom.isolation.forge import ForgeError
from chartroom.isolation.session import Disturbed

PATIENCE = 5  # seconds for the scheduler, and for its first worker, to answer


class NoCluster(RuntimeError):
    """There is no cluster to grade with; says why and what to do."""


class Cluster:
    """Runs jobs on a Dask cluster; a ``hall.Hall``.

    Args:
        address: of the scheduler, such as ``tcp://10.0.0.5:8786``.
        log: where is noted what came in the way.

    Raises:
        NoCluster: Dask is not installed, or nobody answers, or there are no workers.
    """

    def __init__(self, address: str, log: logging.Logger) -> None:
        self._log = log
        self._client = _connect(address)
        try:
            self.at_once = _places(self._client, address)
        except NoCluster:
            self._client.close()
            raise
        self._warmth = hall.Warmth()

    def run(self, job: Job) -> Done:
        """Run a job on some worker; see ``hall.Hall``."""
        return self._run(job)

    def warm_up(self, grader: Grader, count: int) -> None:
        """Find out what the assignment's notebooks load, so that workers have it ready."""
        self._warmth = hall.warmth(grader, count)
        if count >= hall.WORTH_A_TRIAL:
            found: set[str] = set()
            for name in grader.notebooks:
                with contextlib.suppress(Disturbed, ForgeError):
                    found |= self._run(grader.blank(name), modules=True).report.modules
            self._warmth = self._warmth.with_modules(found)

    def close(self) -> None:
        """Leave the cluster; its workers stay."""
        self._client.close()

    def _run(self, job: Job, modules: bool = False) -> Done:
        from distributed import CancelledError, KilledWorker

        task = self._client.submit(
            remote.run,
            job,
            self._warmth,
            remote.fingerprint(),
            modules,
            pure=False,
        )
        try:
            return task.result()
        except remote.NotThisWorker as trouble:
            raise Disturbed(f"a worker refused: {trouble}") from None
        except (KilledWorker, CancelledError, OSError, TimeoutError) as trouble:
            raise Disturbed(f"the cluster lost it: {type(trouble).__name__}") from None


def _connect(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise NoCluster(
            "Grading on a cluster needs Dask: pip install 'chartroom[cluster]' on this computer "
            "and on the workers."
        ) from None
    try:
        return Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as trouble:
        raise NoCluster(
            f"No Dask scheduler answers at '{address}' ({type(trouble).__name__}). Start one with "
            "'dask scheduler', workers with 'dask worker ADDRESS', and give the address that the "
            "scheduler prints."
        ) from None


def _places(client: Any, address: str) -> int:
    with contextlib.suppress(TimeoutError, OSError):
        client.wait_for_workers(1, timeout=PATIENCE)
    workers = client.scheduler_info(n_workers=-1)["workers"].values()
    places = sum(worker["nthreads"] for worker in workers)
    if not places:
        raise NoCluster(
            f"The Dask scheduler at '{address}' has no workers. Start them with 'dask worker "
            f"{address}' in the course's environment."
        )
    return places

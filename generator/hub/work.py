"""Tasks on Dask: on processes of this machine, or on any cluster by its scheduler's address.

The machine's own cluster listens on the loopback alone, with keys of this very run: who reaches a
scheduler runs programs as us. Nothing is started before the first task.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

Task = Callable[[dict[str, Any]], dict[str, Any]]
# How often a task is begun again whose worker died; the next one may be the machine's fault, too.
_AGAIN = 10
_MEMORY = "1500MB"
# A worker loads for some seconds: for fewer tasks another is not worth it.
_WORTH_ONE = 8
_QUIET: Mapping[str, Any] = {
    "logging.distributed": "critical",
    "logging.bokeh": "critical",
    "logging.tornado": "critical",
    "distributed.scheduler.allowed-failures": _AGAIN,
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.admin.event-loop": "tornado",
    "distributed.comm.timeouts.connect": "60s",
}
#: How a task ended, beside its own name: with what it returned, or with an error.
Done = tuple[str, dict[str, Any] | None]


class Cluster:
    """Where tasks are done. Use as a context: leaving it ends what was started."""

    def __init__(self, scheduler: str, workers: int, scratch: Path) -> None:
        """Start nothing yet; without the address of a `scheduler`, `workers` are our own."""
        self._scheduler, self._workers, self._scratch = scheduler, workers, scratch
        self._client: Any = None
        self._own: Any = None
        self.submitted = 0

    def __enter__(self) -> Cluster:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for one in (self._client, self._own):
            if one is not None:
                one.close()

    def done(self, task: Task, told: Mapping[str, dict[str, Any]]) -> Iterator[Done]:
        """Yield each name with what `task` returned for what it was told, as they end.

        None where no worker could do it. Raises OSError without a cluster.
        """
        if not told:
            return
        client = self._begun(len(told))
        from distributed import as_completed  # noqa: PLC0415  # only who builds a hub has it

        futures = {}
        for name, one in told.items():
            futures[client.submit(task, one, key=f"{task.__name__}-{name}", pure=False)] = name
            self.submitted += 1
        with client.as_current():
            ended = as_completed(list(futures))
        for future in ended:
            name = futures.pop(future)
            yield name, future.result() if future.status == "finished" else None
            future.release()

    def _begun(self, tasks: int) -> Any:
        if self._client is not None:
            return self._client
        import dask  # noqa: PLC0415

        dask.config.set(dict(_QUIET))
        from distributed import Client, LocalCluster, Security  # noqa: PLC0415

        if self._scheduler:
            self._client = Client(self._scheduler, set_as_default=False)
            return self._client
        self._scratch.mkdir(parents=True, exist_ok=True)
        self._own = LocalCluster(
            n_workers=min(self._workers, 1 + tasks // _WORTH_ONE), threads_per_worker=1,
            processes=True, host="127.0.0.1", dashboard_address=None, worker_dashboard_address=None,
            security=Security.temporary(), memory_limit=_MEMORY,
            local_directory=str(self._scratch), silence_logs=logging.CRITICAL,
        )  # fmt: skip
        self._client = Client(self._own, set_as_default=False)
        return self._client

"""Tasks on Dask: on processes of this machine, or on any cluster by its scheduler's address.

The machine's own cluster listens on the loopback alone, with keys of this very run: who reaches a
scheduler runs programs as us. Nothing is started before a task is expected; then it starts beside
whatever goes on. A few tasks are done by threads of ours, and nothing listens: a process loads for
some seconds, and what is foreign of a task has one of its own in either case.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any

Task = Callable[[dict[str, Any]], dict[str, Any]]
# How often a task is begun again whose worker died; the next one may be the machine's fault, too.
_AGAIN = 10
_MEMORY = "1500MB"
# For fewer tasks a process, and for each so many more another one, is not worth it.
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
_PATIENCE = 30.0  # seconds for a scheduler to say that it is one
_NOBODY = (
    "ไม่พบตัวจัดงาน Dask ที่ {0} ตรวจที่อยู่และช่องทาง ตัวจัดงานต้องเปิดอยู่ ใช้ Dask รุ่นเดียวกัน และเครื่องนี้ติดต่อได้ ({1})"
)
_NO_KEYS = (
    "--scheduler แบบ tls:// ต้องมีใบรับรองที่ตัวจัดงานเชื่อถือ บอกแฟ้มด้วยตัวแปร "
    "DASK_DISTRIBUTED__COMM__TLS__CA_FILE, DASK_DISTRIBUTED__COMM__TLS__CLIENT__CERT "
    "และ DASK_DISTRIBUTED__COMM__TLS__CLIENT__KEY"
)


class ClusterError(Exception):
    """No scheduler is found where one was said to be."""


class Cluster:
    """Where tasks are done. Use as a context: leaving it ends what was started."""

    def __init__(self, scheduler: str, workers: int, scratch: Path) -> None:
        """Start nothing yet; without the address of a `scheduler`, `workers` are our own."""
        self._scheduler, self._workers, self._scratch = scheduler, workers, scratch
        self._client: Any = None
        self._own: Any = None
        # It starts in a thread: one after the other, loading first.
        self._beside = ThreadPoolExecutor(1)
        self._expected = 0
        self.submitted = 0

    def __enter__(self) -> Cluster:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._beside.shutdown(cancel_futures=True)
        for one in (self._client, self._own):
            if one is not None:
                one.close()

    def expect(self, tasks: int) -> None:
        """Have ready what so many tasks will need, or more of them, beside what goes on."""
        if tasks and not self._expected:
            self._beside.submit(_load)
        if self._expected < _WORTH_ONE <= tasks:
            self._beside.submit(self._start, tasks)
        self._expected = max(self._expected, tasks)

    def done(self, task: Task, told: Mapping[str, dict[str, Any]]) -> Iterator[Done]:
        """Yield each name with what `task` returned for what it was told, as they end.

        None where no worker could do it. Raises OSError without a cluster, ClusterError without a
        scheduler at the address.
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
        """Return the client, with as many processes as these tasks are worth."""
        self._beside.submit(self._start, tasks).result()
        if self._own and self._own.processes:
            self._own.scale(max(len(self._own.workers), self._worth(tasks)))
        return self._client

    def _worth(self, tasks: int) -> int:
        return min(self._workers, 1 + tasks // _WORTH_ONE)

    def _start(self, tasks: int) -> None:
        if self._client is not None:
            return
        _load()
        from distributed import Client, LocalCluster, Security  # noqa: PLC0415

        if not self._scheduler:
            self._scratch.mkdir(parents=True, exist_ok=True)
            own: dict[str, Any] = {
                "dashboard_address": None, "worker_dashboard_address": None,
                "local_directory": str(self._scratch), "silence_logs": logging.CRITICAL,
            }  # fmt: skip
            if tasks < _WORTH_ONE:
                threads = min(self._workers, tasks)
                own |= {"n_workers": 1, "threads_per_worker": threads, "memory_limit": 0}
            else:
                own |= {
                    "n_workers": self._worth(tasks), "threads_per_worker": 1, "host": "127.0.0.1",
                    "security": Security.temporary(), "memory_limit": _MEMORY,
                }  # fmt: skip
            self._own = LocalCluster(processes=tasks >= _WORTH_ONE, **own)
        else:
            _refuse_other(self._scheduler)
        self._client = Client(self._own or self._scheduler, set_as_default=False)


def _refuse_other(scheduler: str) -> None:
    """Raise ClusterError where no scheduler is: its client waits for ever for what is none."""
    from distributed import Security  # noqa: PLC0415  # only who builds a hub has it
    from distributed.core import rpc  # noqa: PLC0415

    async def greeted(keys: dict[str, Any]) -> None:
        async with rpc(scheduler, connection_args=keys, timeout=_PATIENCE) as other:
            await other.identity()

    try:
        keys = Security().get_connection_args("client")
        if scheduler.startswith("tls://") and not keys.get("ssl_context"):
            raise ClusterError(_NO_KEYS)
        asyncio.run(asyncio.wait_for(greeted(keys), _PATIENCE))
    except ClusterError:
        raise
    except Exception as error:  # whatever another program answers
        raise ClusterError(_NOBODY.format(scheduler, type(error).__name__)) from error


def _load() -> None:
    import dask  # noqa: PLC0415  # only who builds a hub has it
    import distributed  # noqa: F401, PLC0415

    dask.config.set(dict(_QUIET))

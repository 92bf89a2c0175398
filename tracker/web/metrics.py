"""What is counted and timed, in the text that Prometheus reads.

Under gunicorn all processes of one server add up in a shared folder (``PROMETHEUS_MULTIPROC_DIR``, see
``config.gunicorn``), so that it does not matter which of them is asked. Each server is asked for itself.
"""

import os

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BOUNDS = (0.025, 0.05, 0.1, 0.15, 0.3, 0.8, 3, 10)  # seconds; the promises name 150, 300 and 800 ms and 3 s
_OURS = CollectorRegistry()

_requests = Counter("tracker_requests", "Requests answered", ["view", "status"], registry=_OURS)
_seconds = Histogram("tracker_request_seconds", "Time until the answer", ["view"], buckets=_BOUNDS, registry=_OURS)
_database = Counter("tracker_database_seconds", "Time spent waiting for the database", ["view"], registry=_OURS)
_queries = Counter("tracker_database_queries", "Questions to the database", ["view"], registry=_OURS)
_memory = Gauge(
    "tracker_process_memory_bytes", "Memory of the process that stays in use", multiprocess_mode="liveall",
    registry=_OURS,
)


def count(view, status, *, seconds, database_seconds, queries):
    """Add one answered request. ``view`` is a name out of the site map, never an address."""
    _requests.labels(view, f"{status // 100}xx").inc()
    _seconds.labels(view).observe(seconds)
    _database.labels(view).inc(database_seconds)
    _queries.labels(view).inc(queries)
    _memory.set(memory())


def text():
    """Everything measured by the processes of this server, as bytes."""
    _memory.set(memory())
    registry = _OURS
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
    return generate_latest(registry)


def memory():
    """Bytes of this process in memory; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0

"""How gunicorn serves the site; ``manage.py start`` uses it, and so may a service manager."""

import multiprocessing
import os
import shutil
import tempfile

from config import env, logs

_cores = multiprocessing.cpu_count()

bind = env.text("BIND", default="127.0.0.1:8000")
worker_class = "gthread"
workers = env.integer("WORKERS", default=min(2 * _cores, 8), least=1, most=64)
threads = env.integer("THREADS", default=4, least=1, most=64)

# A reverse proxy says by X-Forwarded-Proto whether the browser came by HTTPS; only these addresses are believed.
forwarded_allow_ips = ",".join(map(str, env.networks("FORWARDED_ALLOW_IPS", default=["127.0.0.1", "::1"])))
secure_scheme_headers = {"X-FORWARDED-PROTO": "https"}
header_map = "drop"  # Content_Length and its like must not pass for Content-Length

timeout = 60  # seconds without a sign of life from a worker
graceful_timeout = 30  # seconds for what is being answered when the server stops
keepalive = 5
max_requests = 10_000  # a worker starts afresh now and then, each at another moment
max_requests_jitter = 1_000

control_socket_disable = True  # whoever may stop the server can send it signals
accesslog = None
errorlog = "-"
logconfig_dict = logs.of_the_server(env.choice("LOG_FORMAT", default="line", among=logs.FORMATS))


def on_starting(server):
    """A folder in which the processes add up what they measure; it goes when the server stops."""
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="tracker-metrics-")


def child_exit(server, worker):
    """What a process measured stays counted, what it was (its memory) does not."""
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)


def on_exit(server):
    """Gunicorn calls this in its main process, after Ctrl+C too."""
    shutil.rmtree(os.environ.get("PROMETHEUS_MULTIPROC_DIR", ""), ignore_errors=True)

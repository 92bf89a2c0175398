"""Handing the process over to the application server, on this machine's own address only."""

import os
import subprocess
import sys

from django.conf import settings
from django.db import connections

from tracker.management.starting.checks import LOOPBACK, fcntl

GUNICORN = ("-m", "gunicorn", "-c", "python:tracker.management.starting.loopback", "config.wsgi")


def serve(port, *, goodbye):
    """Become the application server and never return. ``goodbye`` is the last line once it was stopped.

    Plain HTTP, since nothing leaves the machine; whoever serves others puts a proxy with a certificate in front.
    """
    connections.close_all()
    os.chdir(settings.BASE_DIR)
    served = {"BIND": f"{LOOPBACK}:{port}", "HTTPS": "off", "GOODBYE": goodbye}
    environment = {"LOG_REQUESTS": "off"} | os.environ | served
    sys.stdout.flush()
    if fcntl is None:  # gunicorn does not run on Windows, and there a process cannot become another one
        command = [sys.executable, "manage.py", "runserver", "--noreload", "--nostatic", f"{LOOPBACK}:{port}"]
        sys.exit(subprocess.call(command, env=environment))
    os.execve(sys.executable, [sys.executable, *GUNICORN], environment)

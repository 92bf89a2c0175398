"""How gunicorn serves after ``manage.py start``: as ``config.gunicorn`` says, with a quiet console and a last line."""

import os
import sys

from config import gunicorn
from config.gunicorn import *  # noqa: F403 - gunicorn reads one file of settings, and this is it

loglevel = "warning"


def on_exit(server):
    """Gunicorn calls this in its main process, after Ctrl+C too."""
    gunicorn.on_exit(server)
    sys.stdout.write(os.environ.get("GOODBYE", "") + "\n")
    sys.stdout.flush()

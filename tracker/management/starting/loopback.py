"""How gunicorn serves after ``manage.py start``: as ``config.gunicorn`` says, with a quiet console and a last line."""

import os

from config.gunicorn import *  # noqa: F403 - gunicorn reads one file of settings, and this is it

loglevel = "warning"


def on_exit(server):
    """Gunicorn calls this in its main process, after Ctrl+C too."""
    print(os.environ.get("GOODBYE", ""), flush=True)

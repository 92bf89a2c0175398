#!/usr/bin/env python3
"""The site's command line: ``start`` runs it, ``help`` lists everything else."""

import os
import sys


def main():
    if sys.version_info < (3, 11):
        sys.exit("This site needs Python 3.11 or newer; this is Python %d.%d." % sys.version_info[:2])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not installed here. Run: python3 -m venv .venv && .venv/bin/pip install -e .")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"The site cannot start as it is configured. {error}")


if __name__ == "__main__":
    main()

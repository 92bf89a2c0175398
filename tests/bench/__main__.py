"""Prints what pages and steps cost for an organization with very many reports: ``python -m tests.bench``."""

import argparse
import logging
import os
import shutil
import tempfile
from pathlib import Path


def main():
    options = _options()
    folder = Path(tempfile.mkdtemp(prefix="tracker-bench-"))
    if not options.here:
        os.environ.pop("DATABASE_URL", None)
    os.environ.update(DATA_DIR=str(folder), DJANGO_SETTINGS_MODULE="config.settings")
    try:
        import django

        django.setup()
        logging.disable(logging.CRITICAL)
        from tests.bench import measuring

        measuring.run(measures=options.measures, periods=options.periods, rounds=options.rounds, steps=options.steps)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _options():
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--measures", type=int, default=500, help="of one organization (500)")
    parser.add_argument("--periods", type=int, default=16, help="reported on (16)")
    parser.add_argument("--rounds", type=int, default=20, help="requests of each page, the median is printed (20)")
    parser.add_argument("--steps", type=int, default=100, help="reports handed in and approved (100)")
    parser.add_argument("--here", action="store_true", help="in the database that DATABASE_URL names, not in SQLite")
    return parser.parse_args()


main()

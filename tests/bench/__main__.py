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
        from tests.bench import files, measuring

        if options.files:
            files.run(measures=options.files, periods=options.periods, rounds=3)
            return
        measuring.run(measures=options.measures, periods=options.periods, rounds=options.rounds, steps=options.steps)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _options():
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--measures", type=int, default=500, help="of one organization (500)")
    parser.add_argument("--periods", type=int, default=16, help="reported on (16)")
    parser.add_argument("--rounds", type=int, default=20, help="requests of each page, the median is printed (20)")
    parser.add_argument("--steps", type=int, default=100, help="reports handed in and approved (100)")
    parser.add_argument("--files", type=int, nargs="?", const=20_000, metavar="MEASURES",
                        help="what the export of a ledger of so many measures costs, and nothing else (20,000)")
    parser.add_argument("--here", action="store_true", help="in the database that DATABASE_URL names, not in SQLite")
    return parser.parse_args()


main()

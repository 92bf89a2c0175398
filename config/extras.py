"""Packages that only some installations need."""

from importlib.util import find_spec

from django.core.exceptions import ImproperlyConfigured


def require(package, *, extra, needed_by):
    """Stop the start with a sentence where a variable asks for what is not installed."""
    if find_spec(package) is None:
        raise ImproperlyConfigured(f"{needed_by} needs a package that is missing; run: pip install -e '.[{extra}]'.")

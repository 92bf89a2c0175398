"""Typed readers of the environment: a bad value stops the start with a plain sentence."""

import os
import secrets
import tempfile
from ipaddress import ip_network
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off"}


def text(name, default=""):
    """The value without surrounding blanks; the default where the variable is missing or empty."""
    return os.environ.get(name, "").strip() or default


def boolean(name, default):
    """True or False from on/off, true/false, yes/no, 1/0."""
    value = text(name).lower()
    if not value:
        return default
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise _unusable(name, value, "on or off")


def integer(name, default, *, least=None, most=None):
    """A whole number, within bounds where they are given."""
    value = text(name)
    if not value:
        return default
    number = int(value) if value.isascii() and value.removeprefix("-").isdigit() and len(value) < 19 else None
    if number is None or (least is not None and number < least) or (most is not None and number > most):
        raise _unusable(name, value, _whole_number(least, most))
    return number


def listing(name, default):
    """A list from words separated by commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()] or list(default)


def choice(name, default, *, among):
    """One of a few words, in lower case."""
    value = text(name).lower()
    if not value:
        return default
    if value not in among:
        raise _unusable(name, value, " or ".join(among))
    return value


def networks(name, default):
    """Addresses and networks (``10.0.0.0/8``) separated by commas, as ``ipaddress`` knows them."""
    words = listing(name, default)
    try:
        return [ip_network(word) for word in words]
    except ValueError as error:
        expected = "addresses or networks such as 10.0.0.0/8, separated by commas"
        raise _unusable(name, ",".join(words), expected) from error


def path(name, default):
    """An absolute path; ``~`` is the home folder, a relative path starts at the current folder."""
    return Path(text(name) or default).expanduser().absolute()


def confidential(name):
    """The secret from NAME, else from the file that NAME_FILE names; empty where neither is given."""
    if value := text(name):
        return value
    if given := text(f"{name}_FILE"):
        return _read_secret(Path(given).expanduser(), f"{name}_FILE")
    return ""


def secret(name, *, made_in):
    """The secret from NAME, else from the file that NAME_FILE names, else one made once and kept in ``made_in``."""
    if given := confidential(name):
        return given
    if not made_in.exists():
        _make_secret(made_in)
    return _read_secret(made_in, "DATA_DIR")


def _read_secret(file, name):
    try:
        value = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise _unusable(name, file, f"a readable file with a secret ({error})") from error
    if not value:
        raise _unusable(name, file, "a file that is not empty")
    return value


def _make_secret(file):
    """Written beside and then linked into place, so that two processes starting at once read the same secret."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, draft = tempfile.mkstemp(dir=file.parent, prefix=file.name)  # mkstemp files have mode 0600
    except OSError as error:
        raise _unusable("DATA_DIR", file.parent, f"a folder that can be written to ({error.strerror})") from error
    with os.fdopen(handle, "w") as draft_file:
        draft_file.write(secrets.token_urlsafe(50))
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        os.unlink(draft)


def _whole_number(least, most):
    if least is not None and most is not None:
        return f"a whole number from {least} to {most}"
    if least is not None:
        return f"a whole number of at least {least}"
    return "a whole number" if most is None else f"a whole number of at most {most}"


def _unusable(name, value, expected):
    return ImproperlyConfigured(f'{name} is "{value}"; expected {expected}.')

"""Where pages and sessions are kept: in each process, or in the Redis that an address names."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from config import env, extras


def read(name):
    """The entry for ``CACHES`` from the address in the variable, else one that each process keeps for itself."""
    address = env.confidential(name)
    if not address:
        return {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 200},
        }
    if not _is_usable(address):
        raise ImproperlyConfigured(  # without the value, which may hold a password
            f"{name} is not the address of a Redis; expected redis://:password@host:6379/0 or rediss://…."
        )
    extras.require("redis", extra="redis", needed_by=name)
    return {
        "BACKEND": "config.redis.RedisCache",
        "LOCATION": address,
        "KEY_PREFIX": "tracker",
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 1},  # seconds that a page may wait for it
    }


def is_shared(cache):
    """Whether the entry is a Redis, so that sessions may be kept there too."""
    return cache["BACKEND"] == "config.redis.RedisCache"


def _is_usable(address):
    try:
        parts = urlsplit(address)
        return parts.scheme in {"redis", "rediss"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False

"""Django's Redis cache for a site that goes on without it.

What cannot be read counts as missing, what cannot be written is left out. After a failure Redis is left alone for a few
seconds, so that a server that does not answer costs one request its patience and not every one.
"""

import logging
import time
from threading import Lock

from django.core.cache.backends import redis as django_redis

logger = logging.getLogger("tracker.cache")

PAUSE = 2  # seconds
FORGOTTEN_MOST = 1000


class Outage:
    """Shared by all threads of a process: until when Redis is left alone, and what it has to forget afterwards.

    A session that ended during an outage must not come back with Redis, so what could not be deleted is deleted first.
    """

    def __init__(self):
        self.until = 0.0
        self.to_delete = set()
        self.lock = Lock()

    def begin(self, error):
        with self.lock:
            if not self.until:
                logger.warning("Redis cannot be reached (%s); the site goes on without it", type(error).__name__)
            self.until = time.monotonic() + PAUSE

    def end(self):
        with self.lock:
            if self.until:
                logger.warning("Redis can be reached again")
            self.until = 0.0

    def remember(self, key):
        with self.lock:
            if len(self.to_delete) <= FORGOTTEN_MOST:  # one more than that: then everything goes
                self.to_delete.add(key)

    def take(self):
        with self.lock:
            taken, self.to_delete = self.to_delete, set()
            return taken

    @property
    def is_on(self):
        return time.monotonic() < self.until


OUTAGES = {}  # by address: Django makes a cache for each thread


class RedisCache(django_redis.RedisCache):
    """See the module."""

    def __init__(self, server, params):
        super().__init__(server, {**params, "OPTIONS": {"retry": _once_more(), **params.get("OPTIONS", {})}})
        self.outage = OUTAGES.setdefault(str(server), Outage())

    def get(self, key, default=None, version=None):
        return self._try(super().get, key, default, version, otherwise=default)

    def get_many(self, keys, version=None):
        return self._try(super().get_many, keys, version, otherwise={})

    def has_key(self, key, version=None):
        return self._try(super().has_key, key, version, otherwise=False)

    def set(self, key, value, *args, **kwargs):
        return self._try(super().set, key, value, *args, **kwargs, otherwise=None)

    def set_many(self, data, *args, **kwargs):
        return self._try(super().set_many, data, *args, **kwargs, otherwise=list(data))

    def add(self, key, value, *args, **kwargs):
        return self._try(super().add, key, value, *args, **kwargs, otherwise=False)

    def touch(self, key, *args, **kwargs):
        return self._try(super().touch, key, *args, **kwargs, otherwise=False)

    def incr(self, key, delta=1, version=None):
        if (number := self._try(super().incr, key, delta, version, otherwise=None)) is None:
            raise ValueError(f"Key '{key}' not found")
        return number

    def delete(self, key, version=None):
        done = self._try(super().delete, key, version, otherwise=None)
        if done is None:
            self.outage.remember(self.make_key(key, version=version))
        return bool(done)

    def delete_many(self, keys, version=None):
        for key in keys:
            self.delete(key, version)

    def clear(self):
        return self._try(super().clear, otherwise=False)

    def ping(self):
        """Whether Redis answers now."""
        return self._try(lambda: self._cache.get_client().ping(), otherwise=False, at_once=True)

    def _try(self, operation, *args, otherwise, at_once=False, **kwargs):
        if self.outage.is_on and not at_once:
            return otherwise
        try:
            self._catch_up()
            answer = operation(*args, **kwargs)
        except _failures() as error:
            self.outage.begin(error)
            return otherwise
        self.outage.end()
        return answer

    def _catch_up(self):
        """Delete what should have been deleted during an outage, before anything is read."""
        if not self.outage.to_delete:
            return
        keys = self.outage.take()
        try:
            client = self._cache.get_client(write=True)
            client.flushdb() if len(keys) > FORGOTTEN_MOST else client.delete(*keys)
        except _failures():
            for key in keys:
                self.outage.remember(key)
            raise


def _once_more():
    """At once, since a kept connection may belong to a Redis that was restarted; without the package's own waiting."""
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    return Retry(NoBackoff(), 1)


def _failures():
    """What Redis and the way to it can fail with; the package is there only where it is used."""
    from redis.exceptions import RedisError

    return (RedisError, OSError)

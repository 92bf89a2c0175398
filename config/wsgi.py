"""What a WSGI server calls."""

import os

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

from config import databases

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


class Request(WSGIRequest):
    """A request whose content type may be nonsense.

    Django decodes by the codec that the content type names, ``hex`` among them, before any middleware is asked, so
    that one header ends in a bare 500. Here the nonsense is noted, and the site's middleware refuses it.
    """

    def _set_content_type_params(self, meta):
        try:
            super()._set_content_type_params(meta)
        except (LookupError, ValueError):
            self._encoding = None
            self.content_type, self.content_params = "", {"charset": "unreadable"}


class Handler(WSGIHandler):
    request_class = Request


django.setup(set_prefix=False)
databases.limit_statements(settings.DATABASES["default"])
application = Handler()

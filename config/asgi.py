"""What an ASGI server calls."""

import os

from django.conf import settings
from django.core.asgi import get_asgi_application

from config import databases

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_asgi_application()
databases.limit_statements(settings.DATABASES["default"])

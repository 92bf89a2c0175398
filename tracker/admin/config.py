"""Puts our own site in the place of Django's default one."""

from importlib import import_module

from django.contrib.admin.apps import SimpleAdminConfig


class TrackerAdminConfig(SimpleAdminConfig):
    """Loads the pages by name: discovery would also find Django's groups, which decide nothing here."""

    default_site = "tracker.admin.site.TrackerAdminSite"

    def ready(self):
        super().ready()
        for name in ("plans", "indicators", "measures", "people", "periods", "holidays", "exceptions", "extensions",
                     "lights", "reports", "documents", "briefings", "audit"):
            import_module(f"tracker.admin.{name}")

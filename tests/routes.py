"""Every address of the site, by its name."""

import re

from django.urls import URLResolver, get_resolver


def addresses(resolver=None, prefix="", names=()):
    """Every address of the site: ``(name, route)``; one without a name bears its route."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, route, (*names, entry.namespace) if entry.namespace else names)
        else:
            yield ":".join((*names, entry.name)) if entry.name else route, route


def fill(route, values):
    """The path of a route with a value in each place that varies."""
    places = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route)
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda place: str(values[place[1]]), re.sub(r"[\^$]|\\Z", "", places))


ROUTES = dict(addresses())

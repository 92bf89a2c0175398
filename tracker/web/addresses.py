"""Where a request really comes from when proxies stand in between."""

from ipaddress import ip_address

from django.conf import settings

_SAID_BY_PROXIES = ("HTTP_X_FORWARDED_PROTO", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_VIA")


def client_address(request):
    """The address of whoever asked, as ``ipaddress`` knows it; None where it cannot be told.

    Every proxy adds whom it answers at the end of ``X-Forwarded-For``. So the last address that is no proxy of ours is
    the one to believe, whatever the browser wrote in front of it. A server on a local socket sees no address: only a
    proxy speaks to it.
    """
    address = _address(request.META.get("REMOTE_ADDR", ""))
    if address is None and request.META.get("REMOTE_ADDR"):
        return None
    hops = [word.strip() for word in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if word.strip()]
    if not hops and (address is None or (is_proxy(address) and _is_passed_on(request))):
        return None  # by a proxy that does not say for whom
    while hops and (address is None or is_proxy(address)):
        address = _address(hops.pop())
        if address is None:
            return None
    return address


def is_proxy(address):
    """Whether what this address says of a request is believed."""
    return any(address in network for network in settings.TRUSTED_PROXIES)


def is_from_proxy(request):
    """Whether a proxy of ours handed the request in."""
    peer = request.META.get("REMOTE_ADDR", "")
    address = _address(peer)
    return not peer or (address is not None and is_proxy(address))


def may_see_health(request):
    """Whether the request comes from where metrics and reasons may be read without signing in."""
    address = client_address(request)
    return address is not None and any(address in network for network in settings.HEALTH_ALLOW_IPS)


def _is_passed_on(request):
    return any(request.META.get(name) for name in _SAID_BY_PROXIES)


def _address(word):
    try:
        address = ip_address(word)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address

"""The content security policy with the names of Django 6, whose own middleware replaces this module."""

from enum import StrEnum

from django.conf import settings


class CSP(StrEnum):
    """Source keywords, as ``django.utils.csp.CSP`` spells them."""

    NONE = "'none'"
    SELF = "'self'"


class ContentSecurityPolicyMiddleware:
    """Sends ``SECURE_CSP`` with every response that does not bring a policy of its own."""

    header = "Content-Security-Policy"

    def __init__(self, get_response):
        self.get_response = get_response
        self.policy = "; ".join(f"{name} {' '.join(sources)}" for name, sources in settings.SECURE_CSP.items())

    def __call__(self, request):
        response = self.get_response(request)
        if not _is_debug_page(response):
            response.headers.setdefault(self.header, self.policy)
        return response


def _is_debug_page(response):
    """Django's technical error pages, shown with DEBUG only, style themselves inline."""
    return settings.DEBUG and response.status_code in {404, 500}

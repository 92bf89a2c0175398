"""For probes and for monitoring: whether this process lives, whether it can serve, and what it measured."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tracker.operations.readiness import examine
from tracker.operations.remembered import note_readiness
from tracker.web import metrics
from tracker.web.addresses import may_see_health


@login_not_required
@never_cache
@require_safe
def live(request):
    """200 as long as this process answers at all; nothing else is asked."""
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
@require_safe
def ready(request):
    """200 when pages can be served, else 503; what is wrong is told to those who may know."""
    readiness = examine()
    note_readiness(readiness, at=timezone.now())
    content = {"status": readiness.word if may_see_health(request) else ("unavailable", "ok")[readiness.is_ready]}
    if may_see_health(request):
        content["checks"] = {
            finding.name: {"state": finding.state, **({"reason": finding.reason} if finding.reason else {})}
            for finding in readiness.findings
        }
    return JsonResponse(content, status=200 if readiness.is_ready else 503)


@login_not_required
@never_cache
@require_safe
def measured(request):
    """The text that Prometheus reads; for others it does not exist."""
    if not may_see_health(request):
        raise Http404
    return HttpResponse(metrics.text(), content_type=metrics.CONTENT_TYPE)

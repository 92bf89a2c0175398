"""What several views begin with."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404

from tracker.reporting.models import ProgressReport


def get_report(request, pk):
    """The report with all that a page says about it, or 404 for whoever may see nothing of it."""
    reports = ProgressReport.objects.visible_to(request.user).with_context()
    return get_object_or_404(reports.select_related("assignment__measure__task__plan", "saved_by"), pk=pk)


def page_of(rows, number, *, size, count=None):
    """The page of ``rows`` nearest to ``number`` as an address says it; ``count`` saves counting them."""
    paginator = Paginator(rows, size)
    if count is not None:
        paginator.count = count
    wanted = int(number[:12]) if (number or "").isdecimal() else 1
    return paginator.page(min(max(wanted, 1), paginator.num_pages))


def key_in(text):
    """The key that a text names, None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else None

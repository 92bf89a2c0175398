"""What a person was told inside the site."""

from django.shortcuts import render
from django.utils import timezone

from tracker.notices.actions import mark_read
from tracker.notices.models import Notice
from tracker.web.shortcuts import page_of

PAGE_SIZE = 30


def index(request):
    """All notices, the newest first; whoever opens the page has read them."""
    notices = Notice.objects.visible_to(request.user).newest_first()
    page = page_of(notices, request.GET.get("page"), size=PAGE_SIZE)
    unread = sum(notice.read_at is None for notice in page.object_list)
    mark_read(request.user)
    return render(request, "notices/index.html", {
        "page": page, "unread": unread, "query": request.GET, "today": timezone.localdate(),
    })

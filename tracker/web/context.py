"""What the frame of every page shows: navigation, unread notices, the language switch, the demonstration ribbon."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, F, Func, IntegerField, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tracker.audit.models import AuditHead
from tracker.dashboards import extensions
from tracker.dashboards.readings import desk as figures
from tracker.indicators.quarters import end_before
from tracker.notices.models import Notice
from tracker.people.models import Organization, User
from tracker.people.roles import Role
from tracker.reporting.models import Submission

TABS = 4  # entries of the bottom tab bar before “more”
HTML_LANGUAGES = {"zh-hans": "zh-CN"}
OTHER_LANGUAGES = {"zh-hans": ("en", "English"), "en": ("zh-hans", "中文")}


def frame(request):
    """Context processor: the frame, worked out only when a template asks for it."""
    return {"frame": frame_of(request)}


def frame_of(request):
    """The one ``Frame`` of a request."""
    if not hasattr(request, "frame"):
        request.frame = Frame(request)
    return request.frame


@dataclass(frozen=True)
class Entry:
    """One place in the main navigation."""

    label: str
    url: str
    icon: str
    is_current: bool = False
    badge: int = 0
    has_tab: bool = True


class Frame:
    """Asks the database once, for signed-in people only."""

    def __init__(self, request):
        self.request = request
        self.user = getattr(request, "user", None) or AnonymousUser()

    @cached_property
    def entries(self):
        """The main navigation of this person's role; a leader's work is the overview."""
        if not self.user.is_authenticated:
            return []
        entries = [
            self._entry(_("Overview"), "overview:index", "chart", sections=("overview", "rates")),
            self._entry(_("Measures"), "measures:index", "list", sections=("measures", "organizations", "extensions")),
            self._entry(_("Indicators"), "indicators:index", "target", sections=("indicators", "readings"),
                        has_tab=False),
        ]
        if self.user.role != Role.LEADER:
            entries.insert(0, self._entry(_("My work"), "work:home", "home", sections=("work", "reports")))
        if self.user.is_supervisor:
            review = self._entry(_("Review"), "review:index", "review", sections=("review",), badge=self.to_review)
            entries.append(review)
        entries.append(self._entry(_("Plan"), "plan:show", "plan", sections=("plan", "documents", "objectives")))
        files = ("exports", "copies", "returns", "briefings")
        entries.append(self._entry(_("Files"), "exports:index", "document", sections=files))
        if self.user.is_staff:
            entries.append(self._entry(_("Administration"), "admin:index", "settings", sections=("admin",)))
        return entries

    @property
    def tabs(self):
        return [entry for entry in self.entries if entry.has_tab][:TABS]

    @property
    def unread(self):
        return self._counts["unread"]

    @property
    def to_review(self):
        return self._counts["to_review"]

    @property
    def extensions_waiting(self):
        """Extensions that wait for this supervisor, or that this organization asked for and nobody decided."""
        return self._counts["extensions_waiting"]

    @property
    def extensions_decided(self):
        """Extensions that this organization asked for and that were decided lately."""
        return self._counts["extensions_decided"]

    @property
    def figures_missing(self):
        """Figures of the quarter that ended last that this organization has not reported."""
        return self._counts["figures_missing"]

    @property
    def figures_returned(self):
        """Figures that came back to this organization."""
        return self._counts["figures_returned"]

    @property
    def figures_waiting(self):
        """Figures that wait for this supervisor."""
        return self._counts["figures_waiting"]

    @property
    def figures_on(self):
        """The last day of the quarter that ended last."""
        return end_before(self.today)

    @property
    def has_demonstration(self):
        return self._counts["has_demonstration"]

    @property
    def acts_for(self):
        """The organization that this person acts for, by its short name; without one, their role."""
        return self._counts["acts_for"] or self.user.get_role_display()

    @property
    def organization(self):
        """What the person's organization is called, empty for people without one."""
        return self._counts["organization"]

    @property
    def end_of_log(self):
        """The hash of the last audit event: it names the state that a page shows."""
        return self._counts["end_of_log"]

    @property
    def html_language(self):
        return HTML_LANGUAGES.get(get_language(), get_language())

    @property
    def other_language(self):
        """``(code, name)`` of the language one click away."""
        return OTHER_LANGUAGES.get(get_language(), OTHER_LANGUAGES["en"])

    @property
    def theme(self):
        return getattr(self.user, "theme", "")

    @property
    def text_size(self):
        return getattr(self.user, "text_size", "")

    @property
    def today(self):
        return timezone.localdate()

    @property
    def now(self):
        return timezone.now()

    def _entry(self, label, view, icon, *, sections, badge=0, has_tab=True):
        match = self.request.resolver_match
        return Entry(label, reverse(view), icon, bool(match and match.namespace in sections), badge, has_tab)

    @cached_property
    def _counts(self):
        """All that the frame needs to know of the database, in one query."""
        demonstration = Exists(Organization.objects.demonstration())
        if not self.user.is_authenticated:
            return {"unread": 0, "to_review": 0, "has_demonstration": False, "acts_for": "", "end_of_log": ""}
        to_review = _count(Submission.objects.to_review_by(self.user)) if self.user.is_supervisor else Value(0)
        waiting = extensions.waiting_for(self.user, on=self.today)
        return User.objects.filter(pk=self.user.pk).values(
            unread=_count(Notice.objects.visible_to(self.user).unread()),
            to_review=to_review,
            extensions_waiting=Value(0) if waiting is None else _count(waiting),
            extensions_decided=_count(extensions.lately_decided(self.user, on=self.today)),
            figures_missing=_count(figures.missing(self.user, on=self.today)),
            figures_returned=_count(figures.returned(self.user)),
            figures_waiting=_count(figures.queue(self.user)),
            has_demonstration=demonstration,
            end_of_log=Subquery(AuditHead.objects.filter(pk=1).values("hash")),
            acts_for=Coalesce(NullIf("organization__short_name", Value("")), "organization__name"),
        ).get()


def _count(rows):
    """The number of rows as one value of another query."""
    counted = rows.order_by().annotate(rows=Func(F("pk"), function="COUNT", output_field=IntegerField())).values("rows")
    return Subquery(counted)

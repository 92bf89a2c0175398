"""What real people have entered on demonstration rows: it must not vanish without a word."""

from django.db.models import Q
from django.utils.translation import ngettext

from tracker.indicators.models import Reading, ReadingDuty
from tracker.people.models import Organization, User
from tracker.plans.models import Assignment, Milestone
from tracker.reporting.models import Evidence, MilestoneClaim, ProgressReport, Submission


def obstacles():
    """Sentences about real entries that the removal would take away or that hold demonstration rows in place."""
    return [sentence(count) for count, sentence in ((rows().count(), text) for rows, text in _OBSTACLES) if count]


def demonstration_assignments():
    """The demonstration's own, and those given to its organizations since."""
    return Assignment.objects.filter(Q(is_demonstration=True) | Q(organization__is_demonstration=True))


def _people():
    return User.objects.filter(is_demonstration=False, organization__is_demonstration=True)


def _assignments():
    return Assignment.objects.filter(is_demonstration=False, organization__is_demonstration=True)


def _milestones():
    return Milestone.objects.filter(is_demonstration=False, organization__is_demonstration=True)


def _duties():
    return ReadingDuty.objects.filter(is_demonstration=False, organization__is_demonstration=True)


def _figures_decided():
    """Figures of the demonstration that somebody real has decided on, and real ones that its people have."""
    return Reading.objects.filter(
        Q(organization__is_demonstration=True, decided_by__is_demonstration=False)
        | Q(organization__is_demonstration=False, decided_by__is_demonstration=True))


def _children():
    return Organization.objects.filter(is_demonstration=False, parent__is_demonstration=True)


def _touched_by_real_people():
    """Reports of the demonstration that somebody real has written, handed in, signed, decided or given evidence to."""
    roles = ("saved_by", "submissions__submitted_by", "submissions__signed_by", "submissions__decided_by",
             "evidence__uploaded_by")
    real = Q()
    for role in roles:
        real |= Q(**{f"{role}__is_demonstration": False})
    return ProgressReport.objects.filter(real, assignment__in=demonstration_assignments()).distinct()


def _naming_the_demonstration():
    """Real reports in which people or organizations of the demonstration have a part."""
    submissions = Submission.objects.filter(
        Q(submitted_by__is_demonstration=True) | Q(signed_by__is_demonstration=True)
        | Q(decided_by__is_demonstration=True) | Q(help_from__is_demonstration=True)
    )
    claims = MilestoneClaim.objects.filter(milestone__is_demonstration=True)
    evidence = Evidence.objects.filter(uploaded_by__is_demonstration=True)
    return ProgressReport.objects.exclude(assignment__in=demonstration_assignments()).filter(
        Q(saved_by__is_demonstration=True) | Q(pk__in=submissions.values("report"))
        | Q(pk__in=claims.values("submission__report")) | Q(pk__in=evidence.values("report"))
    )


_OBSTACLES = (
    (_people, lambda count: ngettext(
        "%(count)d real person acts for an organization of the demonstration",
        "%(count)d real people act for organizations of the demonstration", count) % {"count": count}),
    (_assignments, lambda count: ngettext(
        "%(count)d assignment was given to an organization of the demonstration",
        "%(count)d assignments were given to organizations of the demonstration", count) % {"count": count}),
    (_milestones, lambda count: ngettext(
        "%(count)d milestone was given to an organization of the demonstration",
        "%(count)d milestones were given to organizations of the demonstration", count) % {"count": count}),
    (_duties, lambda count: ngettext(
        "%(count)d indicator was given to an organization of the demonstration to report",
        "%(count)d indicators were given to organizations of the demonstration to report", count) % {"count": count}),
    (_figures_decided, lambda count: ngettext(
        "%(count)d figure was decided on between real people and the demonstration",
        "%(count)d figures were decided on between real people and the demonstration", count) % {"count": count}),
    (_children, lambda count: ngettext(
        "%(count)d real organization stands under one of the demonstration",
        "%(count)d real organizations stand under those of the demonstration", count) % {"count": count}),
    (_touched_by_real_people, lambda count: ngettext(
        "%(count)d report of the demonstration was written or decided by real people",
        "%(count)d reports of the demonstration were written or decided by real people", count) % {"count": count}),
    (_naming_the_demonstration, lambda count: ngettext(
        "%(count)d real report names people, organizations or milestones of the demonstration",
        "%(count)d real reports name people, organizations or milestones of the demonstration", count)
        % {"count": count}),
)

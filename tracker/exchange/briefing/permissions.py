"""Who may make a briefing about what, who may issue it, and the sentence for whoever may not."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tracker.people.permissions import Permission, can_administer, require
from tracker.plans.models import Area, AssignedDistrict, Plan, ReviewScope


@Permission
def can_make(user, plan, *, area=None, organization=None):
    """Supervisors speak for what they supervise: the zone, an area, an organization with duties there; the people of
    an organization speak for it."""
    require(
        user.is_active and (user.is_supervisor or user.is_reporter or user.is_signatory),
        _("Briefings are made by supervisors, and by organizations about themselves"),
    )
    if not user.is_supervisor:
        require(organization is not None and user.organization_id == organization.pk,
                _("An organization makes briefings about itself only"))
        return
    scopes = list(ReviewScope.objects.filter(user=user, plan=plan))
    require(scopes, _("You supervise no part of this plan; ask the administrator for a review scope"))
    if any(scope.area_id is None for scope in scopes):
        return
    areas = {scope.area_id for scope in scopes}
    require(area or organization, _("You supervise a part of the zone; choose that area or an organization in it"))
    if area:
        require(area.pk in areas, _("This area is outside what you supervise"))
    if organization:
        at_work = AssignedDistrict.objects.filter(
            assignment__organization=organization, measure__task__plan=plan, district__area__in=areas
        )
        require(at_work.exists(), _("This organization has no duties in the area that you supervise"))


@Permission
def can_make_any(user, choices):
    """Whether there is anything at all in ``choices`` that the person may make a briefing about."""
    require(
        user.is_active and (user.is_supervisor or user.is_reporter or user.is_signatory),
        _("Briefings are made by supervisors, and by organizations about themselves"),
    )
    require(choices, _("You supervise no part of a plan; ask the administrator for a review scope"))


@Permission
def can_act_on(user, briefing):
    """Making anew, issuing and dropping: whoever may make it, while it is a draft."""
    can_make.check(user, briefing.period.plan, area=briefing.area, organization=briefing.organization)
    require(not briefing.is_issued, _("An issued briefing is never changed"))


@Permission
def can_keep_templates(user):
    """Templates belong to administrators."""
    can_administer.check(user)


@dataclass(frozen=True)
class Choice:
    """What a person may make briefings about in a plan: ``areas`` and ``organizations`` are pairs (key, name), and
    ``is_whole`` is whether the whole zone is among it."""

    plan: Plan
    is_whole: bool
    areas: tuple
    organizations: tuple


def choices_of(user):
    """A ``Choice`` for each plan that a person may make briefings about, in three queries at most."""
    if not user.is_active:
        return []
    if user.is_reporter or user.is_signatory:
        own = ((user.organization_id, user.organization.name),)
        return [Choice(plan, False, (), own) for plan in Plan.objects.visible_to(user).in_order()]
    scopes = ReviewScope.objects.filter(user=user).select_related("plan") if user.is_supervisor else ()
    return list(_supervised(list(scopes))) if scopes else []


def _supervised(scopes):
    plans = sorted({scope.plan for scope in scopes}, key=lambda plan: (plan.issued_on or date.max, plan.pk))
    areas = list(Area.objects.filter(plan__in=plans).order_by("position", "pk"))
    at_work = AssignedDistrict.objects.filter(measure__task__plan__in=plans).order_by(
        "assignment__organization__position", "assignment__organization__name"
    )
    at_work = list(at_work.values_list(
        "measure__task__plan", "district__area", "assignment__organization", "assignment__organization__name"
    ).distinct())
    for plan in plans:
        mine = {scope.area_id for scope in scopes if scope.plan_id == plan.pk}
        is_whole = None in mine
        within = [area for area in areas if area.plan_id == plan.pk and (is_whole or area.pk in mine)]
        keys = {area.pk for area in within}
        names = dict.fromkeys((key, name) for of_plan, area, key, name in at_work
                              if of_plan == plan.pk and (is_whole or area in keys))
        yield Choice(plan, is_whole, tuple((area.pk, area.name) for area in within), tuple(names))

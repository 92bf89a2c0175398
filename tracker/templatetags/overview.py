"""What the overview says in words, and where its figures lead."""

from django import template

from tracker.dashboards.overview import sentences
from tracker.lights.rules import Thresholds

register = template.Library()

for sentence in (
    sentences.finding, sentences.compared, sentences.planned, sentences.pace, sentences.end, sentences.speed,
    sentences.concentration, sentences.reports, sentences.goals_of_the_year, sentences.verified,
):
    register.simple_tag(sentence)


@register.simple_tag
def in_the_ledger(addresses, **filters):
    """The ledger filtered as the overview is, and further: ``{% in_the_ledger addresses light="red" %}``."""
    return addresses.measures(**filters)


@register.simple_tag
def changes_since(addresses, day):
    """The page of the lights that changed since an earlier day."""
    return addresses.changes(day)


@register.simple_tag
def fold(addresses, task):
    """The address that opens the rows of a task, or closes them."""
    return addresses.fold(task)


@register.simple_tag
def share(burn_up, weight):
    """The share of a weight in all weight of a burn-up in percent; a dash for what is not known."""
    return "—" if weight is None else burn_up.share(weight)


@register.filter
def thresholds(rule_set):
    """The numbers of a rule set; the usual ones where nothing was judged."""
    return rule_set.thresholds if rule_set else Thresholds()

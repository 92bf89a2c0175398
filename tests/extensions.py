"""What tests of extensions share: one that is asked for, and one that is granted, in one line each."""

from datetime import timedelta

from django.utils import timezone

from tests.factories import REASON, make_assignment, make_measure, make_milestone, make_task
from tracker import acts
from tracker.models import Extension


def ask(row, *, by, days=90, reason=REASON, progress=REASON):
    """An extension of a measure or milestone by so many days, which waits."""
    return acts.ask_extension(
        row, by=by, new_due_on=row.due_on + timedelta(days=days), reason=reason, progress=progress)


def extend(measure, *, by, milestone=None, days=90, state="granted", **fields):
    """A row of an extension in this state, without anybody having to be able to ask or to decide."""
    now, before = timezone.now(), (milestone or measure).due_on
    decided = {} if state == "asked" else {"decided_at": now, "decided_by": by}
    return Extension.objects.create(**{
        "measure": measure, "milestone": milestone, "old_due_on": before, "new_due_on": before + timedelta(days=days),
        "reason": REASON, "progress": REASON, "organization": by.organization, "asked_by": by, "asked_at": now,
        "state": state, **decided, **fields,
    })


def ask_in_the_world(world, plan, here, elsewhere):
    """What waits, of the reporting organization and of another one, and what was refused, with words that show a leak;
    and one that was granted."""
    people, task = world.people, make_task(plan=plan)
    due_on = timezone.localdate() + timedelta(days=300)
    world.extended = make_measure(task=task, area=here, title="可延期的措施", due_on=due_on)
    elsewhere_led = make_measure(task=task, area=elsewhere, title="别处的措施", due_on=due_on)
    for measure, role in ((world.extended, "reporter"), (elsewhere_led, "other")):
        make_assignment(measure=measure, organization=people[role].organization)
    steps = {name: make_milestone(measure=world.extended, title=name, due_on=due_on)
             for name in ("等待的节点", "未准的节点", "已准的节点")}
    by = people["reporter"]
    world.extension = ask(steps["等待的节点"], by=by, reason=f"申请的理由{REASON}", progress=f"自报的进展{REASON}")
    ask(elsewhere_led, by=people["other"], reason=f"别家的理由{REASON}")
    refused = ask(steps["未准的节点"], by=by)
    acts.refuse_extension(refused, by=people["supervisor"], reason=f"不准的理由{REASON}")
    acts.grant_extension(ask(steps["已准的节点"], by=by), by=people["supervisor"], remark="同意")
    log = {"administrator", "auditor"}
    concerned = {"reporter", "signatory", "supervisor", *log}
    world.secrets |= {
        **dict.fromkeys(("申请的理由", "自报的进展", "不准的理由"), concerned),
        "别家的理由": {"other", "far", "insider", *log},
    }

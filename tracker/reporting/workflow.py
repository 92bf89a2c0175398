"""The life of a report, in one table: guard, buttons, audit verbs and the README's picture come from it."""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.people.permissions import Overtaken, Permission
from tracker.reporting.permissions import NotNow, Why, can_act_for, can_review, can_sign, can_write
from tracker.reporting.status import EDITABLE, WAITING, Status

NOT_FROM = {
    Status.DRAFT: gettext_lazy("This report has not been handed in yet"),
    Status.AWAITING_SIGNATURE: gettext_lazy("This report awaits the signature of its organization"),
    Status.SUBMITTED: gettext_lazy("This report was handed in and awaits review"),
    Status.RETURNED: gettext_lazy("This report was returned to its organization"),
    Status.APPROVED: gettext_lazy("This report has been approved; to change it, correct it and give the reason"),
}
WHY_NOT_FROM = {
    Status.AWAITING_SIGNATURE: Why.AWAITING, Status.SUBMITTED: Why.AWAITING, Status.APPROVED: Why.DECIDED,
}


class Step(NamedTuple):
    """One way on: its name is also its audit verb."""

    name: str
    label: str
    sources: tuple[Status, ...]
    target: Status
    permission: Permission

    def check(self, user, report, *, on):
        """Raise ``PermissionDenied`` with the sentence when this person may not take this step that day."""
        self.permission.check(user, report, on=on)
        if report.status not in self.sources:
            raise NotNow(str(NOT_FROM[report.status]), why=WHY_NOT_FROM.get(report.status, Why.NOT_ALLOWED))

    def refusal(self, user, report, *, on):
        """Why this person may not take this step that day; empty when they may."""
        try:
            self.check(user, report, on=on)
        except PermissionDenied as reason:
            return str(reason)
        return ""


SUBMIT = Step("submit", gettext_lazy("Hand in"), EDITABLE, Status.SUBMITTED, can_write)
SUBMIT_FOR_SIGNATURE = Step(
    "submit_for_signature", gettext_lazy("Hand in for signature"), EDITABLE, Status.AWAITING_SIGNATURE, can_write
)
SIGN = Step("sign", gettext_lazy("Sign"), (Status.AWAITING_SIGNATURE,), Status.SUBMITTED, can_sign)
RECALL = Step("recall", gettext_lazy("Take back"), WAITING, Status.DRAFT, can_act_for)
APPROVE = Step("approve", gettext_lazy("Approve"), (Status.SUBMITTED,), Status.APPROVED, can_review)
RETURN = Step("return", gettext_lazy("Return"), (Status.SUBMITTED,), Status.RETURNED, can_review)
CORRECT = Step("correct", gettext_lazy("Correct"), (Status.APPROVED,), Status.DRAFT, can_act_for)

STEPS = (SUBMIT, SUBMIT_FOR_SIGNATURE, SIGN, RECALL, APPROVE, RETURN, CORRECT)


def submit_step(report):
    """Handing in goes by way of a signature where the plan asks for one."""
    return SUBMIT_FOR_SIGNATURE if report.assignment.measure.task.plan.requires_signature else SUBMIT


def as_mermaid():
    """The same table as a picture, for the README."""
    arrows = (f"    {source} --> {step.target}: {step.name}" for step in STEPS for source in step.sources)
    return "\n".join(["stateDiagram-v2", f"    [*] --> {Status.DRAFT}", *arrows])


def overtaken(report):
    """The exception for the slower of two people, with the sentence who did what and when."""
    last = report.submissions.exclude(decision="").select_related("decided_by").order_by("-decided_at").first()
    if last is None:
        return Overtaken(_("Somebody else has just changed this report. Open it again to see how it stands"))
    return Overtaken(
        _("%(person)s has already decided this report: %(decision)s. Your decision was not recorded")
        % {"person": last.decided_by, "decision": last.get_decision_display()}
    )

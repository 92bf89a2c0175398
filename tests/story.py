"""The cast of a story that is built once for a module, and how a test meets one of them."""

from tests.factories import make_area, make_plan, make_supervisor, make_user
from tracker.models import User


def cast():
    """A plan with an area, and whom the fixtures of these names would make: lead, reviewer and outsider."""
    plan = make_plan()
    make_area(plan=plan)
    return (
        plan,
        make_user(username="lead", name="陈嘉仪"),
        make_supervisor(plan=plan, username="reviewer", name="周明"),
        make_user(username="outsider", name="外单位"),
    )


def person(username):
    return User.objects.get(username=username)

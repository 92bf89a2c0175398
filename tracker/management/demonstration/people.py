"""The invented organizations and people of the demonstration; every name says that it is for demonstration."""

from typing import NamedTuple

from django.contrib.auth.hashers import make_password

from tracker.audit.actions import record
from tracker.people.actions import keep_organization
from tracker.people.models import Organization, User
from tracker.people.roles import Level, Role
from tracker.plans.actions import keep
from tracker.plans.models import ReviewScope

MARK = "（演示）"
TASK_FORCE = "task-force"
PROVINCE = "省发展改革委"  # real: the plan names it as the body that questions go to


class Department(NamedTuple):
    name: str
    short_name: str
    city: str
    people: tuple[tuple[str, str, str], ...]  # user name, name, role


DEPARTMENTS = {
    "gz-police": Department("广州市公安局", "广州公安", "广州市人民政府", (("gz-police", "黄志朗", Role.REPORTER),)),
    "gz-rural": Department("广州市农业农村局", "广州农业农村", "广州市人民政府",
                           (("gz-rural", "李思勉", Role.REPORTER),)),
    "gz-labour": Department("广州市人力资源和社会保障局", "广州人社", "广州市人民政府",
                            (("gz-labour", "吴婉澄", Role.REPORTER),)),
    "gz-finance": Department("广州市财政局", "广州财政", "广州市人民政府", (("gz-finance", "梁展鸿", Role.REPORTER),)),
    "gz-planning": Department("广州市发展和改革委员会", "广州发改", "广州市人民政府",
                              (("gz-planning", "谭若溪", Role.REPORTER),)),
    "gz-data": Department("广州市政务服务和数据管理局", "广州政数", "广州市人民政府",
                          (("gz-data", "罗以恒", Role.REPORTER),)),
    "qy-police": Department("清远市公安局", "清远公安", "清远市人民政府", (("qy-police", "郑北川", Role.REPORTER),)),
    "qy-rural": Department("清远市农业农村局", "清远农业农村", "清远市人民政府",
                           (("qy-rural", "邓禾生", Role.REPORTER),)),
    "qy-labour": Department("清远市人力资源和社会保障局", "清远人社", "清远市人民政府",
                            (("qy-labour", "曾小筠", Role.REPORTER),)),
    "qy-finance": Department("清远市财政局", "清远财政", "清远市人民政府", (
        ("reporter", "陈禾宁", Role.REPORTER),
        ("colleague", "林溪桐", Role.REPORTER),
        ("signatory", "许立衡", Role.SIGNATORY),
    )),
    "qy-planning": Department("清远市发展和改革局", "清远发改", "清远市人民政府",
                              (("qy-planning", "冯知远", Role.REPORTER),)),
    "qy-data": Department("清远市政务服务和数据管理局", "清远政数", "清远市人民政府",
                          (("qy-data", "叶子矜", Role.REPORTER),)),
    TASK_FORCE: Department("试验区建设专班", "专班", "广东省人民政府", (
        ("supervisor", "周明鉴", Role.SUPERVISOR),
        ("supervisor-gz", "钟慧言", Role.SUPERVISOR),
        ("supervisor-qy", "江一衡", Role.SUPERVISOR),
        ("leader", "何秉直", Role.LEADER),
        ("admin", "管理员", Role.ADMINISTRATOR),
        ("auditor", "审计员", Role.AUDITOR),
    )),
}
SCOPES = {"supervisor": None, "supervisor-gz": "广州片区", "supervisor-qy": "清远片区"}
POSTS = {
    Role.REPORTER: "综合科科员",
    Role.SIGNATORY: "分管负责人",
    Role.SUPERVISOR: "督导组",
    Role.LEADER: "专班负责人",
    Role.ADMINISTRATOR: "系统管理",
    Role.AUDITOR: "审计监督",
}


class Cast:
    """Who plays which part: organizations by key, people by user name, and what they do for each area."""

    def __init__(self, organizations, people):
        self.organizations = organizations
        self.people = people

    def reporter(self, department):
        return self.people[DEPARTMENTS[department].people[0][0]]

    def supervisor(self, area):
        return self.people["supervisor-gz" if area == "G" else "supervisor-qy"]

    @property
    def task_force(self):
        return self.organizations[TASK_FORCE]

    @property
    def administrator(self):
        return self.people["admin"]


def create_cast(plan, *, password):
    """Make the organizations, accounts and review scopes. All accounts share the one password that is printed."""
    organizations = {key: _organization(row, position) for position, (key, row) in enumerate(DEPARTMENTS.items())}
    hashed = make_password(password)  # once: hashing is slow on purpose
    people = {
        username: _person(username, name, role, organizations[key], hashed)
        for key, row in DEPARTMENTS.items() for username, name, role in row.people
    }
    for username, area in SCOPES.items():
        keep(ReviewScope(user=people[username], plan=plan, area=plan.areas.filter(name=area).first()), by=None)
    if asked := Organization.objects.filter(name=PROVINCE, active_until=None).first():
        organizations[PROVINCE] = asked
    return Cast(organizations, people)


def _organization(row, position):
    level = Level.TASK_FORCE if row is DEPARTMENTS[TASK_FORCE] else Level.CITY
    city = Organization.objects.filter(name=row.city, active_until=None).first()
    return keep_organization(
        Organization(
            name=row.name + MARK, short_name=row.short_name + MARK, level=level, position=100 + position,
            phone=f"000-0000{position:04d}", parent=city, is_demonstration=True,
            source="演示数据，虚构",
        ),
        by=None,
    )


def _person(username, name, role, organization, hashed):
    """An account with a password that is hashed already, which ``keep_person`` has no use for."""
    user = User(username=_free(username), name=name, role=role, organization=organization, position=POSTS[role],
                password=hashed, is_demonstration=True)
    user.full_clean()
    user.save()
    record("create", user, by=None, password_set=True)
    return user


def _free(username):
    """The user name, or one like it where somebody bears it already."""
    taken = set(User.objects.filter(username__startswith=username).values_list("username", flat=True))
    names = [username, *(f"{username}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)

"""The figures of a briefing, each put down once under its key before any sentence says it."""

from collections import Counter

from django.utils import timezone

from tracker.dashboards.rates import CLASSES, pace_class
from tracker.exchange.briefing.known import end_of_next
from tracker.exchange.briefing.sections.wording import LISTED
from tracker.exchange.briefing.shapes import TEXT, Figure, Paragraph
from tracker.lights.status import Light, Rule, is_worse
from tracker.plans.percent import whole_percent
from tracker.reporting.rates import OUTCOMES, STATES
from tracker.reporting.status import Completion

LIGHTS = {
    Light.DONE: "已完成", Light.GREEN: "绿灯", Light.YELLOW: "黄灯", Light.RED: "红灯", Light.NOT_STARTED: "未启动",
    "none": "无亮灯记录",
}
PACE = dict(zip(CLASSES, ("完成", "超序时", "达序时", "欠序时", "其他"), strict=True))
CAME = dict(zip(OUTCOMES, ("按时报送", "逾期报送", "未报", "尚未报送"), strict=True))
BECAME = dict(zip(STATES, ("已审定", "待审核", "已退回"), strict=True))


class Figures:
    """Figures in the order in which they were put down."""

    def __init__(self):
        self._found = {}

    def put(self, key, label, value, unit="项"):
        self._found[key] = Figure(key, label, int(value), unit)

    def __getitem__(self, key):
        return self._found[key].value

    def __contains__(self, key):
        return key in self._found

    def get(self, key):
        """The value, None where the figure was not put down."""
        figure = self._found.get(key)
        return figure and figure.value

    def say(self, words, *, kind=TEXT, texts=None, **keys):
        """The paragraph of these words, in which each name stands for the value of the figure with that key."""
        said = tuple((key, self[key]) for key in keys.values())
        return Paragraph(words.format(**{name: self[key] for name, key in keys.items()}, **(texts or {})), kind, said)

    @property
    def all(self):
        return tuple(self._found.values())


def figures(known):
    """The ``Figures`` of what is ``Known``."""
    found = Figures()
    for part in (_lights, _progress, _extensions, _pace, _milestones, _reports, _tasks, _districts, _measures):
        part(found, known)
    return found


def light_of(row):
    """The light of a row, ``none`` without one on record."""
    return row.light or "none"


def pace_of(known, row):
    return pace_class(row.measure, known.standings[row.measure.pk].expected)


def is_new(row):
    """Whether a measure was completed since the earlier day."""
    return row.measure.percent == 100 and row.change is not None and row.change > 0


def is_in_period(known, extension):
    """Whether more time was given within the period that the briefing is about."""
    return known.period.starts_on <= timezone.localdate(extension.decided_at) <= known.period.ends_on


def _lights(found, known):
    everywhere, *lights = known.figures
    numbers = {figure.light: figure for figure in lights}
    found.put("lights.total", "措施总数", everywhere.number)
    for light, label in LIGHTS.items():
        found.put(f"lights.{light}", f"{label}措施", numbers[light].number if light in numbers else 0)
    by_hand = sum(bool(row.overall and row.overall.is_manual) for row in known.rows)
    found.put("lights.manual", "人工设定信号灯的措施", by_hand)
    if known.before is None:
        return
    found.put("lights.before.total", "上期措施总数", everywhere.before)
    for light, label in LIGHTS.items():
        found.put(f"lights.before.{light}", f"上期{label}措施", known.tally.earlier[None if light == "none" else light])
    found.put("lights.red.change", "红灯措施比上期增减", found["lights.red"] - found["lights.before.red"])
    changes = known.tally.changes
    found.put("changes.worse", "灯色变差的措施", sum(n for (then, now), n in changes.items() if is_worse(now, then)))
    found.put("changes.better", "灯色好转的措施", sum(n for (then, now), n in changes.items() if is_worse(then, now)))


def _progress(found, known):
    percents = [row.measure.percent for row in known.rows]
    found.put("progress.mean", "平均进度", whole_percent(sum(percents), 100 * len(percents)) if percents else 0, "%")
    kinds = Counter(row.measure.completion for row in known.rows)
    found.put("done.total", "已完成的措施", kinds[Completion.COMPLETED] + kinds[Completion.VERIFIED])
    found.put("done.verified", "已核验的措施", kinds[Completion.VERIFIED])
    found.put("done.completed", "已完成待核验的措施", kinds[Completion.COMPLETED])
    found.put("done.new", "比上期新增完成的措施", sum(map(is_new, known.rows)))
    found.put("limits.extended", "调整过完成时限的措施", sum(row.measure.is_extended for row in known.rows))


def _extensions(found, known):
    of_measures = [extension for row in known.rows for extension in known.extensions_of(row.measure)]
    found.put("limits.extensions", "措施延期次数", len(of_measures), "次")
    lately = sum(is_in_period(known, each) for each in of_measures)
    found.put("limits.extensions_in_period", "本期措施延期次数", lately, "次")
    of_milestones = [each for row in known.rows for each in known.extensions_of(row.measure, of_milestones=True)]
    found.put("milestones.extensions", "节点延期次数", len(of_milestones), "次")
    for milestone, number in Counter(each.milestone_id for each in of_milestones).items():
        found.put(f"milestone.{milestone}.extensions", "节点延期", number, "次")


def _pace(found, known):
    classes = Counter(pace_of(known, row) for row in known.rows)
    found.put("pace.total", "按序时进度分类的措施", len(known.rows))
    for name, label in PACE.items():
        found.put(f"pace.{name}", f"{label}措施", classes[name])


def _milestones(found, known):
    milestones = [milestone for _measure, milestone in known.milestones]
    is_done = [milestone.done_on is not None for milestone in milestones]
    first, last, ahead = known.period.starts_on, known.period.ends_on, end_of_next(known.period)
    due = [milestone.due_on for milestone in milestones if milestone.done_on is None]
    for name, label, number in (
        ("total", "节点总数", len(milestones)),
        ("planned", "应完成节点", sum(milestone.due_on <= known.on for milestone in milestones)),
        ("done", "已完成节点", sum(is_done)),
        ("verified", "已核验节点", sum(milestone.verified_on is not None for milestone in milestones)),
        ("unproven", "已完成待核验节点", sum(m.done_on is not None and m.verified_on is None for m in milestones)),
        ("overdue", "逾期节点", sum(day < known.on for day in due)),
        ("ahead", "未到期节点", sum(day >= known.on for day in due)),
        ("done_in_period", "本期完成节点", sum((m.done_on and first <= m.done_on <= last) or 0 for m in milestones)),
        ("next", "下期末前到期节点", sum(known.on <= day <= ahead for day in due)),
        ("extended", "调整过时限的节点", sum(milestone.is_extended for milestone in milestones)),
    ):
        found.put(f"milestones.{name}", label, number, "个")
    for _measure, milestone in known.overdue[:LISTED]:
        late = (known.on - milestone.due_on).days
        found.put(f"milestone.{milestone.pk}.days", f"节点“{milestone.title}”逾期", late, "天")
    _goals(found, [milestone for milestone in milestones if milestone.goal_year == known.on.year])


def _goals(found, goals):
    """The goals of the year that the day of the briefing falls in."""
    states = Counter(goal.state for goal in goals)
    found.put("goals.total", "本年度目标", len(goals), "个")
    for state, label in (("verified", "已核验"), ("done", "已完成待核验"), ("open", "未完成")):
        found.put(f"goals.{state}", f"{label}的本年度目标", states[state], "个")


def _reports(found, known):
    counts = known.reporting.total
    _put_counts(found, "rates", "", counts)
    if counts.on_time_rate is not None:
        found.put("rates.on_time_rate", "按时报送率", counts.on_time_rate, "%")
    if counts.completeness is not None:
        found.put("rates.completeness", "报送率", counts.completeness, "%")
    for key, name, counts in known.reporting.rows:
        _put_counts(found, f"rates.organization.{key}", name, counts)


def _put_counts(found, path, name, counts):
    found.put(f"{path}.expected", f"{name}应报报告", counts.expected, "份")
    found.put(f"{path}.submitted", f"{name}已报报告", counts.submitted, "份")
    for key, label in {**CAME, **BECAME}.items():
        found.put(f"{path}.{key}", f"{name}{label}报告", getattr(counts, key), "份")


def _tasks(found, known):
    for number in dict.fromkeys(row.measure.task.number for row in known.rows):
        of_task = [row for row in known.rows if row.measure.task.number == number]
        lights = Counter(light_of(row) for row in of_task)
        found.put(f"task.{number}.total", f"任务{number}的措施", len(of_task))
        for light, label in LIGHTS.items():
            found.put(f"task.{number}.{light}", f"任务{number}的{label}措施", lights[light])
        found.put(f"task.{number}.finished", f"任务{number}已完成的措施", sum(
            known.standings[row.measure.pk].is_done for row in of_task))
        found.put(f"task.{number}.verified", f"任务{number}已核验的措施", sum(
            row.measure.completion == Completion.VERIFIED for row in of_task))
        found.put(f"task.{number}.new", f"任务{number}比上期新增完成的措施", sum(map(is_new, of_task)))


def _districts(found, known):
    for key, district in known.districts.items():
        lights = known.tally.by_district.get(key, {})
        found.put(f"district.{district.code}.total", f"{district.name}的措施", sum(lights.values()))
        for light in (Light.DONE, Light.GREEN, Light.YELLOW, Light.RED, Light.NOT_STARTED):
            label = f"{district.name}的{LIGHTS[light]}措施"
            found.put(f"district.{district.code}.{light}", label, lights.get(light, 0))


def _measures(found, known):
    for row in known.rows:
        code = row.measure.code
        if extensions := known.extensions_of(row.measure):
            found.put(f"measure.{code}.extensions", f"{code}延期", len(extensions), "次")
        found.put(f"measure.{code}.percent", f"{code}进度", row.measure.percent, "%")
        expected = known.standings[row.measure.pk].expected
        if expected is not None:
            found.put(f"measure.{code}.expected", f"{code}序时进度", expected, "%")
            found.put(f"measure.{code}.gap", f"{code}与序时进度之差", row.measure.percent - expected, "个百分点")
        if row.change is not None:
            found.put(f"measure.{code}.change", f"{code}比上期增减", row.change, "个百分点")
    for light in (Light.RED, Light.YELLOW):
        for row in [row for row in known.rows if row.light == light][:LISTED]:
            for finding in row.verdict.findings:
                _put_finding(found, row.measure.code, finding)


def _put_finding(found, code, finding):
    if finding.light == Light.GREEN:
        return
    if finding.rule == Rule.MILESTONE:
        found.put(f"measure.{code}.overdue", f"{code}逾期节点", len(finding.items), "个")
        found.put(f"measure.{code}.overdue_days", f"{code}节点最长逾期", finding.value, "天")
    elif finding.rule == Rule.DEADLINE:
        name, label = ("days_over", "完成时限已过") if finding.value < 0 else ("days_left", "距完成时限")
        found.put(f"measure.{code}.{name}", f"{code}{label}", abs(finding.value), "天")
    elif finding.rule == Rule.REPORTING and finding.value and finding.value > 1:
        found.put(f"measure.{code}.missed", f"{code}连续未报", finding.value, "期")

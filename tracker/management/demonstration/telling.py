"""What the past reports of the demonstration say: drafts, hand-ins and evidence, before anything is written."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from tracker.management.demonstration.story.course import finish_index
from tracker.management.demonstration.story.fate import fate_of, rounds
from tracker.reporting.draft import percent_field, read
from tracker.reporting.models import Evidence, ProgressReport
from tracker.reporting.status import Status

BEGUN = 46  # characters of a text that somebody began and never finished
FILES_SHARE = 0.2  # of the evidence comes as a file, the rest as document numbers


@dataclass
class Told:
    """A report of the past, its hand-ins with what each said (``Answers``), and its evidence."""

    part: object
    report: ProgressReport
    rounds: list
    answers: list = field(default_factory=list)
    evidence: list = field(default_factory=list)


def tell(scene, part, index, *, organizations):
    """Return the ``Told`` of one lead's report in one quarter. ``organizations``: keys that help may be asked of."""
    period = scene.periods[index]
    seed = f"{part.seed}-{period.code}"
    fate = fate_of(seed, must_arrive=index == finish_index(part.course, scene.newest))
    told = Told(part, ProgressReport(assignment=part.assignment, period=period), rounds(fate, period, seed=seed))
    if told.rounds:
        _tell_rounds(told, scene, index, organizations)
    elif fate == "begun":
        _tell_beginning(told, scene, index)
    return told


def _tell_rounds(told, scene, index, organizations):
    part, milestones = told.part, scene.open_milestones(told.part, told.report.period)
    for turn in told.rounds:
        day = timezone.localdate(turn.at)
        draft = scene.draft(part, index, on=day, milestones=milestones, dated=turn.flaw != "undated")
        draft = _flawed(draft, turn.flaw, part)
        answers, errors = read(draft, districts=part.districts, milestones=milestones, earlier=part.latest,
                               organizations=organizations, on=day)
        if errors:  # a draft that could not have been handed in is a mistake of the story
            raise ValueError(f"{part.seed} {told.report.period.code}: {errors}")
        told.answers.append(answers)
        _save(told, scene, draft, at=turn.at - timedelta(minutes=4))
    told.report.status = Status.APPROVED
    told.evidence = _evidence(told, index)


def _tell_beginning(told, scene, index):
    period = told.report.period
    draft = scene.draft(told.part, index, on=period.due_on, milestones=())
    kept = {name: text for name, text in draft.items() if name.startswith("percent")}
    kept["summary"] = draft["summary"][:BEGUN]
    _save(told, scene, kept, at=rounds("approved", period, seed=told.part.seed)[0].at)


def _save(told, scene, draft, *, at):
    told.report.draft = draft
    told.report.version += 1
    told.report.saved_at, told.report.saved_by = at, scene.cast.reporter(told.part.course.lead)


def _flawed(draft, flaw, part):
    """The draft with the figure that was not right at first."""
    if flaw not in {"jump", "low"}:
        return draft
    first = part.districts[0]
    percent = int(draft[percent_field(first.pk)])
    wrong = min(99, percent + 12) if flaw == "jump" else max(part.latest.get(first.pk, 0), percent - 3)
    return draft | {percent_field(first.pk): str(wrong)}


def _evidence(told, index):
    """Always for a completed district, mostly for a finished milestone, now and then otherwise; unsaved rows."""
    part, dice = told.part, told.part.dice(told.report.period, "evidence")
    done = [answer.milestone.title for answer in told.answers[-1].answers if answer.is_done]
    is_complete = 100 in part.path[index].values()
    if is_complete and not part.course.proven:
        return []
    if not is_complete and dice.random() > (0.75 if done else 0.12):
        return []
    title = done[0] if done else f"{part.measure.label}进展台账"
    row = Evidence(report=told.report, name=title, proves=done[0] if done else "各县（区）进度",
                   uploaded_by=told.report.saved_by, uploaded_at=told.rounds[-1].at - timedelta(minutes=9))
    if dice.random() < FILES_SHARE:
        row.name = f"{title}（演示）.{dice.choice(('pdf', 'pdf', 'txt'))}"
    else:
        row.name = row.document_number = f"演示〔{told.report.period.year}〕{dice.randint(1, 400)}号"
    return [row]

"""Past quarters of the demonstration, written straight into the tables.

The actions read the clock, as they must: what they write happened now. A past that is told and did not happen can
therefore not go through them. This module is the one place that writes reports, submissions, figures, claims and
evidence with days of its own. It keeps to their shape: drafts are read by the same rules, and what follows from an
approval (spans, milestones) is drawn by the domain's own functions, which take the day as an argument. The audit log is
not given false days: one event for each measure says that its history was loaded for demonstration.
"""

from collections import Counter

from django.core.files.storage import default_storage
from django.utils import timezone

from tracker.management.demonstration.story.papers import paper
from tracker.management.demonstration.telling import tell
from tracker.people.models import Organization
from tracker.reporting.evidence import digest, sniff, stored_path
from tracker.reporting.models import DistrictFigure, Evidence, MilestoneClaim, ProgressReport, Submission
from tracker.reporting.progress import mean_percent
from tracker.reporting.spans import draw_approved, finish_milestones
from tracker.reporting.status import Completion, Decision

WITHOUT_EVIDENCE = {"bare", "undated"}  # flaws of a first hand-in that came without its evidence too
MEGABYTE = 1024 * 1024


def write_history(scene, *, files):
    """Write every quarter before the newest one; return the number of submissions by measure key.

    The names of the files that are stored go into the list ``files``, so that they can be removed if all fails.
    """
    organizations = set(Organization.objects.values_list("pk", flat=True))
    written, verified = Counter(), set()
    for index in range(scene.newest):
        expected = [part for part in scene.parts if part.measure.pk not in verified]
        told = [tell(scene, part, index, organizations=organizations) for part in expected]
        submissions = _write(told, scene, files)
        for submission, part in sorted(submissions, key=lambda pair: pair[0].decided_at):
            written[part.measure.pk] += 1
            if submission.is_approved and _follow(submission, part) == Completion.VERIFIED:
                verified.add(part.measure.pk)
    return written


def _write(told, scene, files):
    """Reports, submissions and everything that belongs to them; return (submission, part) pairs."""
    ProgressReport.objects.bulk_create([row.report for row in told])
    pairs = [
        (_submission(row, number, scene), row, answers)
        for row in told for number, answers in enumerate(row.answers, 1)
    ]
    Submission.objects.bulk_create([submission for submission, _row, _answers in pairs])
    DistrictFigure.objects.bulk_create(
        DistrictFigure(submission=submission, district_id=district, percent=percent, note=note)
        for submission, _row, answers in pairs for district, (percent, note) in answers.figures.items()
    )
    MilestoneClaim.objects.bulk_create(
        MilestoneClaim(submission=submission, milestone=answer.milestone, is_done=answer.is_done,
                       on=answer.on or timezone.localdate(submission.submitted_at), reason=answer.reason)
        for submission, _row, answers in pairs for answer in answers.answers
    )
    _write_evidence(told, pairs, files)
    return [(submission, row.part) for submission, row, _answers in pairs]


def _submission(row, number, scene):
    """A hand-in with its decision, as ``steps.submit`` and then ``approve`` or ``send_back`` would have left it."""
    turn, answers, measure = row.rounds[number - 1], row.answers[number - 1], row.part.measure
    reporter = row.report.saved_by
    recalled = turn.decision == Decision.RECALLED
    return Submission(
        report=row.report, number=number,
        receipt=f"{row.report.period.code}-{measure.code.replace('-', '')}-{reporter.organization_id}-{number}",
        percent=mean_percent({pk: percent for pk, (percent, _note) in answers.figures.items()}, list(answers.figures)),
        summary=answers.summary, problem=answers.problem, help_from_id=answers.help_from, help_by=answers.help_by,
        next_steps=answers.next_steps, correction_reason=turn.correction_reason,
        submitted_by=reporter, submitted_at=turn.at, handed_in_at=turn.at,
        decision=turn.decision, remark=turn.remark, decided_at=turn.decided_at,
        decided_by=reporter if recalled else scene.cast.supervisor(row.part.area),
    )


def _write_evidence(told, pairs, files):
    for row in told:
        for evidence in row.evidence:
            if not evidence.document_number:
                _store(evidence, row, files)
    Evidence.objects.bulk_create([evidence for row in told for evidence in row.evidence])
    link = Submission.evidence.through
    link.objects.bulk_create(
        link(submission=submission, evidence=evidence)
        for submission, row, _answers in pairs
        if row.rounds[submission.number - 1].flaw not in WITHOUT_EVIDENCE
        for evidence in row.evidence
    )


def _store(evidence, row, files):
    """Write the file as an upload would have: under a path that nobody can guess, with its digest and kind."""
    file = paper(evidence.name, [evidence.name, str(row.part.measure), f"证明事项：{evidence.proves}"])
    evidence.content_type = sniff(evidence.name, file, max_bytes=MEGABYTE).content_type
    evidence.size, evidence.sha256 = file.size, digest(file)
    evidence.file = default_storage.save(stored_path(), file)
    files.append(evidence.file.name)


def _follow(submission, part):
    """What an approval brings about, on the day it was given; returns the measure's completion."""
    on = timezone.localdate(submission.decided_at)
    finish_milestones(submission, on=on)
    span = draw_approved(submission, on=on)
    part.latest = {figure.district_id: figure.percent for figure in submission.figures.all()}
    return span.completion

"""What the page of a returned copy says: faults, conflicts and changes in the words of people, a page at a time."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from tracker.exchange.ledger.copies.faults import note, sentence
from tracker.exchange.ledger.copies.fields import as_text, in_cell
from tracker.exchange.ledger.copies.layout import milestone_columns, report_columns
from tracker.exchange.ledger.copies.preview import digest_of

ROWS = 100  # of all kinds on a page


@dataclass(frozen=True)
class Row:
    """A cell or a row on the page. ``number`` is that of a change; ``side`` what was decided on it."""

    kind: str
    place: str
    measure: object
    column: str
    before: str = ""
    theirs: str = ""
    mine: str = ""
    reason: str = ""
    number: int | None = None
    side: str = ""
    against: str = ""
    is_formula: bool = False


class Words:
    """Turns findings into rows; ``asked`` holds the reports, ``organizations`` maps keys, as text, to names."""

    def __init__(self, sheets, asked, organizations):
        self.sheets, self.asked, self.organizations = sheets, asked, organizations
        columns = [*report_columns((), ()), *milestone_columns()]
        self.titles = {column.name: str(column.title) for column in columns}
        self.names = {str(key): name for names in asked.districts.values() for key, name in names.items()}
        self.milestones = {str(each.pk): each.title for due in asked.milestones.values() for each in due}

    def fault(self, kind, fault):
        return Row(
            kind, self._place(fault), self._measure(fault.report), self._column(fault.field), mine=fault.typed,
            reason=sentence(fault.code, fault.details),
        )

    def line(self, kind, line):
        change = line.change
        before, theirs, mine = (
            as_text(in_cell(change.field, text, self.organizations)) for text in (change.base, line.theirs, change.mine)
        )
        return Row(
            kind, self._place(change), self._measure(change.report), self._column(change.field), before, theirs, mine,
            line.reason, line.number, line.side, digest_of(line.theirs), change.is_formula,
        )

    def _place(self, found):
        """F12, with the name of its sheet on all but the first."""
        name = self.sheets[found.sheet] if 0 < found.sheet < len(self.sheets) else ""
        return f"{name} {found.address}" if name else found.address

    def _measure(self, report):
        found = self.asked.reports.get(report)
        return found.measure if found else None

    def _column(self, field):
        if not field:
            return _("The whole row")
        kind, _dash, rest = field.partition("-")
        if kind in {"percent", "note", "before"}:
            return self._figure(kind) % {"district": self.names.get(rest, "—")}
        if kind == "milestone" and rest:
            key, _dash, part = rest.partition("-")
            return _("%(milestone)s: %(column)s") % {
                "milestone": self.milestones.get(key, "—"), "column": self.titles.get(part, part),
            }
        return self.titles.get(field, field)

    def _figure(self, kind):
        return {
            "percent": _("%(district)s, this period (%%)"), "note": _("%(district)s, remark"),
            "before": _("%(district)s, last approved (%%)"),
        }[kind]


class Rows:
    """Everything to be looked at, what needs most looking first; only what is asked for is put into words."""

    def __init__(self, preview, words):
        self.words = words
        self.found = [
            *(("fault", fault) for fault in preview.findings.faults),
            *(("conflict", line) for line in preview.conflicts), *(("change", line) for line in preview.changes),
            *(("late", line) for line in preview.late), *(("untaken", fault) for fault in preview.findings.untaken),
        ]

    def __len__(self):
        return len(self.found)

    def __getitem__(self, wanted):
        return [
            self.words.fault(kind, each) if kind in {"fault", "untaken"} else self.words.line(kind, each)
            for kind, each in self.found[wanted]
        ]


def summary(preview):
    """The sentence on top: how many changes, conflicts and faults came back."""
    findings = preview.findings
    counts = [
        (len(preview.changes), ngettext("%(count)d change", "%(count)d changes", len(preview.changes))),
        (len(preview.conflicts), ngettext("%(count)d conflict", "%(count)d conflicts", len(preview.conflicts))),
        (len(findings.faults) + findings.untold,
         ngettext("%(count)d fault", "%(count)d faults", len(findings.faults) + findings.untold)),
    ]
    said = [words % {"count": count} for count, words in counts if count]
    return pgettext("between parts of a sentence", ", ").join(said) or _("Nothing differs from what was handed out")


def notes(preview):
    """What else there is to know of the file, a sentence each."""
    findings = preview.findings
    said = [note(code, details) for code, details in findings.notes]
    if findings.missing:
        said.append(ngettext(
            "%(count)d row of the working copy is not in the file: it counts as unchanged",
            "%(count)d rows of the working copy are not in the file: they count as unchanged", findings.missing,
        ) % {"count": findings.missing})
    if findings.untold:
        said.append(ngettext(
            "%(count)d more row that does not come from the working copy is not listed",
            "%(count)d more rows that do not come from the working copy are not listed", findings.untold,
        ) % {"count": findings.untold})
    if preview.same:
        said.append(ngettext(
            "%(count)d changed cell stands on the site already", "%(count)d changed cells stand on the site already",
            preview.same,
        ) % {"count": preview.same})
    return said

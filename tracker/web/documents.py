"""What the pages that put a proposal right read, do and show."""

from dataclasses import replace
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker import acts
from tracker.exchange.importing import editing
from tracker.exchange.importing.doubts import item_faults
from tracker.exchange.importing.known import organization_names
from tracker.exchange.importing.preview import card, rows_of
from tracker.exchange.importing.proposing import with_entered
from tracker.exchange.importing.shapes import Proposal
from tracker.web.forms import documents as forms

STEPS = {forms.DROP: editing.drop, forms.TAKE_BACK: editing.take_back, forms.MERGE: editing.merge}


def number_in(text):
    """The number that an address says; 0 for anything else."""
    return int(text) if (text or "").isascii() and (text or "").isdigit() and len(text) < 10 else 0


class ItemPage:
    """One item of a proposal, an existing one or one that is made of a clause (number 0)."""

    def __init__(self, request, document, number):
        self.request, self.document, self.number = request, document, number
        self.proposal = Proposal.from_json(document.proposal)
        self.clause = number_in(request.GET.get("clause"))
        self.item = self._find()
        self.form = None
        self.problem = ""

    @property
    def is_new(self):
        return self.number == 0

    @property
    def way_back(self):
        """The place of the item in the proposal, its task opened if it is folded; that of its clause if it is gone."""
        item = self.proposal.item(self.item.number)
        page = reverse("documents:show", args=[self.document.pk])
        if item is None:
            return f"{page}?open={self.item.task}#clause-{min(self.item.clauses, default=0)}"
        return f"{page}?open={item.task or item.number}#item-{item.number}"

    def act(self):
        """Do what was asked and return whether it was done; else the page says why not and holds what was typed."""
        step = forms.StepForm(self.request.POST)
        action = step.data.get("action") if step.is_valid() or "action" not in step.errors else forms.SAVE
        version = step.cleaned_data.get("version") or 0
        if action == forms.SAVE:
            return self._save(version)
        if self.is_new:
            raise Http404
        edit = STEPS.get(action) or partial(editing.split, place=_place(step))
        return self._correct(action, version, lambda proposal: edit(proposal, _there(proposal, self.item.number)))

    def content(self):
        there = rows_of(self.document.plan)
        shown = card(self.proposal, self.item, there)
        form = self.form or self._form(there=there)
        return {
            "document": self.document, "item": self.item, "card": shown, "form": form, "problem": self.problem,
            "is_new": self.is_new, "way_back": self.way_back if not self.is_new else self.document.get_absolute_url(),
            "passages": [each for each in self.proposal.passages if each.ordinal in self.item.clauses],
            "cuts": list(enumerate(editing.cuts(self.proposal, self.item))) if not self.is_new else [],
            "before": editing.previous(self.proposal, self.item) if not self.is_new else None, "clause": self.clause,
        }

    def _find(self):
        try:
            item = editing.new_item(self.proposal, self.clause) if self.is_new else self.proposal.item(self.number)
        except ValidationError as missing:
            raise Http404 from missing
        if item is None:
            raise Http404
        return item

    def _form(self, data=None, there=None):
        there = rows_of(self.document.plan) if there is None else there
        rows = [(key, _label(row)) for (sort, key), row in there.items() if sort == self.item.sort]
        differences = card(self.proposal, self.item, there).differences
        return forms.ItemForm(data, proposal=self.proposal, item=self.item, rows=rows, differences=differences)

    def _save(self, version):
        self.form = self._form(self.request.POST)
        if not self.form.is_valid():
            return False
        values, names = self.form.values(), organization_names()

        def edit(proposal):
            if self.is_new:
                proposal, self.item = editing.add(proposal, self.clause, names, **values)
                return proposal
            return editing.change(proposal, _there(proposal, self.item.number), names, **values)

        return self._correct("add" if self.is_new else "change", version, edit)

    def _correct(self, action, version, edit):
        try:
            self.proposal = acts.correct_document(
                self.document, by=self.request.user, version=version, edit=edit, step=action,
                title=self.item.title[:60],
            )
        except ValidationError as refused:
            self.problem = " ".join(refused.messages)
            self.proposal = Proposal.from_json(self.document.proposal)
            if self.number:
                self.item = self.proposal.item(self.number) or self.item
            return False
        for sentence in self._said(action):
            messages.success(self.request, sentence)
        return True

    def _said(self, action):
        said = {
            "add": _("“%(title)s” was added"), "change": _("“%(title)s” was put right"),
            forms.DROP: _("“%(title)s” was left out"), forms.TAKE_BACK: _("“%(title)s” was taken in again"),
            forms.MERGE: _("“%(title)s” was merged with the one before"), forms.SPLIT: _("“%(title)s” was split"),
        }[action]
        yield said % {"title": self.item.title}
        now = self.proposal.item(self.item.number)
        if now is not None and not now.is_dropped:
            for fault in item_faults(self.proposal, now):
                yield _("Still to be put right: %(fault)s") % {"fault": fault}


def facts_page(request, document):
    """What the page of the facts shows; None once they were saved."""
    proposal = Proposal.from_json(document.proposal)
    build = partial(forms.FactsForm, proposal=proposal, has_plan=document.plan_id is not None)
    content = {"document": document, "proposal": proposal, "problem": ""}
    if request.method != "POST":
        return {**content, "form": build()}
    form, seen = build(request.POST), forms.VersionForm(request.POST)
    if not form.is_valid():
        return {**content, "form": form}
    names = organization_names()
    changes = form.changes(names)
    version = seen.cleaned_data["version"] if seen.is_valid() else 0

    def edit(proposal):
        entered = {**proposal.entered, **changes["entered"]}
        return with_entered(replace(proposal, **{**changes, "entered": entered}), names)

    try:
        acts.correct_document(document, by=request.user, version=version, edit=edit, step="facts")
    except ValidationError as refused:
        return {**content, "form": form, "problem": " ".join(refused.messages)}
    messages.success(request, _("The facts of the plan were put right"))
    return None


def _there(proposal, number):
    """The item as it stands now; somebody may have merged it away."""
    item = proposal.item(number)
    if item is None:
        raise ValidationError(_("This is not part of the proposal any more"))
    return item


def _place(step):
    place = step.cleaned_data.get("place")
    return -1 if place is None else place


def _label(row):
    code = getattr(row, "code", "") or row.number
    return f"{code} {row.title[:40]}"

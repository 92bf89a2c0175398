"""Whatever is sent: a sentence or a refusal, never a failure; and nothing of it is kept that cannot be read again."""

import io
from itertools import cycle, islice

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import REASON, complete_draft
from tests.hostile import BASES, BODIES, DISGUISES, KEYS, LONG, OTHER_SITES, QUERIES, VALUES
from tests.routes import ROUTES, fill
from tests.world import InTheWorld, path_of
from tracker.models import AuditEvent, Evidence, ProgressReport, Submission

SITE = [name for name in ROUTES if not name.startswith("admin")]
LISTS = [name for name in ROUTES if name.endswith("_changelist")]
ADDED = [name for name in ROUTES if name.endswith("_add")]
QUESTIONS = [name for name in ROUTES if name.startswith("admin:tracker_") and not name.endswith(
    ("_changelist", "_add", "_change", "_delete", "_history", "_verify"))]
PARAMETERS = {  # what a page takes from its address
    "overview:index": ["plan", "area", "basis", "on", "open"],
    "measures:index": ["view", "q", "light", "status", "lead", "district", "area", "due", "task", "heading", "due_from",
                       "due_until", "sort", "page", "on", "basis", "nonsense"],
    "timeline:index": ["plan", "view", "task", "area", "lead", "light", "paper", "page", "on", "basis", "sort"],
    "exports:ledger": ["view", "q", "light", "lead", "district", "due_from", "sort", "on", "basis"],
    "exports:reports": ["organization", "period"],
    "since:index": ["since", "on", "what", "area", "page"], "organizations:show": ["on"],
    "measures:goals": ["on"], "measures:show": ["log", "page", "on"],
    "extensions:ask": ["milestone"], "extensions:index": ["state", "plan", "page"],
    "review:index": ["sort"], "review:show": ["sort", "against", "show"],
    "briefings:index": ["page"], "briefings:templates": ["page"], "briefings:template_file": ["sample"],
    "readings:index": ["page"], "readings:report": ["on"], "readings:sheet": ["plan", "all", "on"],
    "readings:returned": ["page"],
    "indicators:index": ["plan", "objective", "pace", "on"], "indicators:show": ["on", "log"],
    "objectives:index": ["plan", "on"], "forecasts:index": ["plan", "on"],
    "plan:show": ["plan"], "notices:index": ["page"], "login": ["next"], "evidence:download": ["view"],
    "reports:edit": ["errors"], "documents:show": ["open"], "documents:item": ["clause", "number"],
}
FORMS = {  # address: (role, state of the report, fields)
    "login": ("anonymous", "approved", ["username", "password", "next"]),
    "set_language": ("reporter", "approved", ["language", "next"]),
    "account:show": ("reporter", "approved", ["language", "text_size", "theme"]),
    "account:password": ("reporter", "approved", ["old_password", "new_password1", "new_password2"]),
    "reports:edit": ("reporter", "started", ["summary", "next_steps", "has_problem", "problem", "help_from", "help_by",
                                             "base", "action", "document_number", "proves", "take-summary"]),
    "reports:autosave": ("reporter", "started", ["summary", "help_by", "base", "take-summary"]),
    "reports:submit": ("reporter", "started", ["seen"]),
    "reports:attach": ("reporter", "started", ["document_number", "proves", "file"]),
    "reports:correct": ("reporter", "approved", ["reason"]),
    "reports:exception": ("supervisor", "started", ["kind", "until_on", "reason"]),
    "briefings:index": ("insider", "issued", ["period", "about", "on", "title", "template"]),
    "briefings:refresh": ("insider", "zone", ["on", "title", "template"]),
    "briefings:issue": ("insider", "zone", ["seen"]),
    "briefings:templates": ("administrator", "issued", ["file", "name"]),
    "measures:goals": ("administrator", "approved", [
        "seen", *(f"{row}-{part}" for row in ("m1", "y2023", "n1", "n7")
                  for part in ("title", "weight", "proof", "organization", "kind", "due_on", "remove"))]),
    "measures:light": ("supervisor", "approved", ["light", "until_on", "reason"]),
    "extensions:ask": ("reporter", "approved", ["new_due_on", "reason", "progress"]),
    "extensions:show": ("supervisor", "approved", ["decision", "remark"]),
    "documents:index": ("administrator", "approved", ["file", "plan", "amends"]),
    "documents:item": ("administrator", "approved", [
        "action", "version", "place", "sort", "title", "position", "task", "heading", "scope_text", "districts", "row",
        "is_scope_inferred", "due_text", "starts_on", "due_on", "kind", "leads", "partners", "is_gap", "adopt"]),
    "documents:facts": ("administrator", "approved", [
        "version", "title", "document_number", "issuer", "issued_on", "starts_on", "ends_on", "adopts_facts", "places",
        "are_leads_inferred", "body-0", "body-1"]),
    "documents:apply": ("administrator", "approved", ["version"]),
    "review:show": ("supervisor", "submitted", ["decision", "remark", "next"]),
    "readings:report": ("reporter", "approved", ["source", "value-1", "note-1", "value-x"]),
    "readings:decide": ("supervisor", "approved", ["decision", "remark"]),
    "readings:approve": ("supervisor", "approved", ["reading"]),
    "readings:upload": ("reporter", "approved", ["file", "plan"]),
    "readings:apply": ("reporter", "approved", ["seen"]),
}
SENTENCE = (200, 302, 400, 403, 404, 405, 409, 413)


class BadInput(InTheWorld):
    def setUp(self):
        super().setUp()
        self.failures = set()
        self.addCleanup(self.see_that_nothing_failed)

    def see_that_nothing_failed(self):
        assert not self.failures, "\n".join(sorted(self.failures))

    def ask(self, role, method, path, *args, **options):
        """The answer, after which nothing has happened; an answer that is none counts as a failure of the test."""
        browser = self.browser(role, raise_request_exception=False)
        with transaction.atomic():
            response = getattr(browser, method)(path, *args, **options)
            transaction.set_rollback(True)
        is_empty = not b"".join(response)
        if response.status_code not in SENTENCE or (is_empty and response.status_code not in {302, 405}):
            sent = repr(args[0] if args else options)[:200]
            self.failures.add(f"{response.status_code} {method} {path[:200]} {sent} {_why(response)}")
        return response

    def test_any_query_at_any_page(self):
        self.try_queries(each=3)

    @pytest.mark.nightly
    def test_each_query_at_each_page(self):
        self.try_queries(each=len(QUERIES))

    def try_queries(self, each):
        """So many values for each parameter, in turn, so that all of them come up."""
        values = cycle(QUERIES.values())
        for name in SITE:
            path = path_of(self.world, name, "submitted" if name == "review:show" else "started")
            for parameter in PARAMETERS.get(name, []):
                for value in islice(values, each):
                    self.ask(_who_opens(name), "get", f"{path}?{parameter}={value}")
            self.ask(_who_opens(name), "get", f"{path}?{'&'.join(QUERIES.values())}")

    def test_any_query_at_any_list_of_the_panel(self):
        self.try_lists(each=1)

    @pytest.mark.nightly
    def test_many_queries_at_each_list_of_the_panel(self):
        self.try_lists(each=len(QUERIES) // 3)

    def try_lists(self, each):
        values = cycle(QUERIES.values())
        for name in LISTS:
            for parameter in ["q", "p", "o", "all", "e", *_filters_of(name)]:
                for value in islice(values, each):
                    self.ask("administrator", "get", f"{path_of(self.world, name)}?{parameter}={value}")

    def test_any_key_in_any_address(self):
        for name, route in ROUTES.items():
            if "<" in route and (name in SITE or name.startswith("admin:tracker_plan") or name in QUESTIONS):
                for key in KEYS:
                    values = dict.fromkeys(("pk", "number", "code", "object_id"), key)
                    self.ask(_who_opens(name), "get", fill(route, values))

    def test_any_value_in_any_field(self):
        values = cycle(VALUES.values())
        for name, (role, state, fields) in FORMS.items():
            path = path_of(self.world, name, state)
            for value in islice(values, 10):
                self.ask(role, "post", path, dict.fromkeys(fields, value))
            for field in fields:
                for value in ("a\0b", "\ufffd\u202e👩‍👧", "9" * 40, LONG[:20_000]):
                    self.ask(role, "post", path, {**self.good(name), field: value})

    def good(self, name):
        """What a browser would send to this address."""
        draft = complete_draft(self.world.reports["started"])
        return {
            "reports:edit": draft, "reports:autosave": draft, "reports:correct": {"reason": REASON},
            "reports:exception": {"kind": "later", "until_on": "2031-01-01", "reason": REASON},
            "documents:item": {"action": "save", "version": "1", "sort": "objective", "title": "目标", "position": "1"},
            "documents:facts": {"version": "1"},
            "readings:decide": {"decision": "return", "remark": REASON}, "readings:report": {"source": "来源"},
            "review:show": {"decision": "remark", "remark": REASON}, "reports:attach": {"document_number": "一号"},
        }.get(name, {})

    def test_any_value_in_any_form_of_the_panel(self):
        values = cycle(VALUES.values())
        for name in [*ADDED, *QUESTIONS]:
            path = path_of(self.world, name)
            page = self.browser("administrator").get(path)
            if page.status_code == 200:
                fields = page.context["adminform"].form.fields
                for value in islice(values, 6):
                    self.ask("administrator", "post", path, dict.fromkeys(fields, value))
                    self.ask("administrator", "get", path, dict.fromkeys(fields, value[:3000]))

    def test_one_bad_value_in_a_good_form_of_the_panel(self):
        """The rest is right, so the value goes as far as it can."""
        values = cycle(VALUES.values())
        for name in [name for name in ROUTES if name.endswith("_change")]:
            page = self.browser("administrator").get(path := path_of(self.world, name))
            if page.status_code != 200 or not page.context["has_change_permission"]:
                continue
            form = page.context["adminform"].form
            good = {field.html_name: _plain(field.value()) for field in form}
            good |= {f"{lines.formset.prefix}-{part}": 0 for lines in page.context["inline_admin_formsets"]
                     for part in ("TOTAL_FORMS", "INITIAL_FORMS")}
            for field in form.fields:
                for value in ["9" * 40, *islice(values, 1)]:
                    self.ask("administrator", "post", path, {**good, field: value})

    def test_any_body_at_any_address(self):
        for name, (role, state, _fields) in FORMS.items():
            for content_type, body in BODIES:
                self.ask(role, "generic", "POST", path_of(self.world, name, state), body, content_type)

    def test_any_base_of_a_draft(self):
        for name in ("reports:edit", "reports:autosave"):
            for base in BASES:
                typed = {"summary": "改" * 100, "base": base}
                self.ask("reporter", "post", path_of(self.world, name, "started"), typed)

    def test_a_form_without_its_token_is_refused(self):
        for name in SITE:
            browser = self.browser(_who_opens(name), enforce_csrf_checks=True)
            answer = browser.post(path_of(self.world, name, "submitted"), {})
            assert answer.status_code == 403, name
            assert "403_csrf.html" in [template.name for template in answer.templates], name

    def test_methods_that_no_page_needs_are_refused(self):
        for name in ROUTES:
            for method in ("TRACE", "PUT", "DELETE", "PATCH"):
                answer = self.browser("administrator").generic(method, path_of(self.world, name))
                assert answer.status_code == 405, (method, name)

    def test_no_address_of_ours_leads_to_another_site(self):
        for target in OTHER_SITES:
            for role, name in (("reporter", "set_language"), ("reporter", "login"), ("administrator", "admin:login")):
                path = f"{path_of(self.world, name)}?next={target}"
                answer = self.ask(role, "post", path, {"language": "en", "next": target})
                assert answer["Location"].startswith("/"), (name, target)
                assert not answer["Location"].startswith(("//", "/\\")), (name, target)

    def test_numbers_out_of_range_are_not_handed_in(self):
        report = self.world.reports["started"]
        for percent in ("200", "-1", "1e400", "9" * 40, "１０１", "abc", "66.5"):
            self.browser("reporter").post(path_of(self.world, "reports:edit", "started"), {
                **complete_draft(report, percent=percent), "base": "{}",
                **{f"take-{name}": "mine" for name in report.draft},
            })
            ProgressReport.objects.filter(pk=report.pk).update(draft=complete_draft(report, percent=percent))
            answer = self.ask("reporter", "post", path_of(self.world, "reports:submit", "started"), {})
            page = self.browser("reporter").get(answer["Location"])
            assert answer["Location"].endswith("/edit/?errors=1"), percent
            assert page.context["form"].errors, percent

    def test_a_closed_period_says_so(self):
        path = path_of(self.world, "reports:submit", "closed")
        answer = self.ask("reporter", "post", path, {})

        assert (answer.status_code, "报告期" in answer.text or "截止" in answer.text) == (403, True)

    def test_a_program_in_the_clothes_of_a_document_is_refused(self):
        for content, name in DISGUISES:
            before = Evidence.objects.count()
            for address in ("reports:attach", "reports:edit"):
                self.ask("reporter", "post", path_of(self.world, address, "started"), {
                    "file": SimpleUploadedFile(name, content), "action": "attach", "base": "{}",
                })
            assert Evidence.objects.count() == before, name

    def test_a_file_of_60_mb_is_refused_in_words(self):
        file = io.BytesIO(b"%PDF-1.7" + b"0" * 60 * 1024 * 1024)
        file.name = "大.pdf"
        browser = self.browser("reporter")
        before = Evidence.objects.count()

        answer = browser.post(path_of(self.world, "reports:attach", "started"), {"file": file}, follow=True)

        assert answer.status_code == 200
        assert "60" in "".join(map(str, answer.context["messages"]))
        assert Evidence.objects.count() == before

    def test_what_was_typed_oddly_is_kept_so_that_it_can_be_read(self):
        report = self.world.reports["started"]
        odd = "👩‍👩‍👧‍👦 进展\u202e倒\x01\ud800\r\n第二行"
        ProgressReport.objects.filter(pk=report.pk).update(draft={})

        self.browser("reporter").post(path_of(self.world, "reports:edit", "started"), {
            "summary": odd.replace("\ud800", "\ufffd"), "base": '{"problem": "\\ud800"}', "action": "save"})

        report.refresh_from_db()
        assert report.draft["summary"] == "👩‍👩‍👧‍👦 进展倒\ufffd\n第二行"

    def test_random_requests(self):
        self.fuzz(examples=50)

    @pytest.mark.slow
    def test_many_random_requests(self):
        self.fuzz(examples=600)

    def fuzz(self, examples):
        text = st.one_of(st.sampled_from(list(VALUES.values())), st.text(max_size=60))

        @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(name=st.sampled_from(sorted(FORMS)), sent=st.dictionaries(st.integers(0, 12), text, max_size=6),
               query=st.booleans())
        def request(name, sent, query):
            role, state, fields = FORMS[name]
            given = {fields[place % len(fields)]: value for place, value in sent.items()}
            path = path_of(self.world, name, state)
            if query:
                parameters = PARAMETERS.get(name) or PARAMETERS["measures:index"]
                given = {parameters[place % len(parameters)]: value for place, value in sent.items()}
                path = path_of(self.world, name if name in PARAMETERS else "measures:index", state)
            encodable = {name: value.encode("utf-8", "replace").decode() for name, value in given.items()}
            self.ask(role, "get" if query else "post", path, encodable)

        events, submissions = AuditEvent.objects.count(), Submission.objects.count()
        request()
        assert (AuditEvent.objects.count(), Submission.objects.count()) == (events, submissions)


def _filters_of(name):
    model = apps.get_model("tracker", name.removeprefix("admin:tracker_").removesuffix("_changelist"))
    panel = admin.site._registry[model]
    filters = [each[0] if isinstance(each, tuple) else each for each in panel.list_filter]
    names = [getattr(each, "parameter_name", each) for each in filters]
    days = [f"{panel.date_hierarchy}__{part}" for part in ("year", "month") if panel.date_hierarchy]
    return [*names, *(f"{name}__exact" for name in names), *days]


def _who_opens(name):
    if name == "login":
        return "anonymous"
    if name not in SITE or name.startswith("documents"):
        return "administrator"
    return "supervisor" if name.startswith("review") else "reporter"


def _plain(value):
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return [getattr(part, "pk", part) for part in value]
    return "on" if value is True else value


def _why(response):
    info = getattr(response, "exc_info", None)
    return repr(info[1])[:300] if info else ""


def test_the_forms_in_this_test_are_addresses():
    assert set(FORMS) | set(PARAMETERS) <= set(SITE)
    assert reverse("login") == "/login/"

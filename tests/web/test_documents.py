"""The pages of official documents: handing in, checking beside the text, putting right, taking over, reading."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.exchange.importing.texts import TEXT, long_outline, make_document, outline
from tests.factories import make_user
from tests.hostile import VALUES
from tests.web.writing import enter
from tracker.exchange.importing.shapes import Proposal
from tracker.models import AuditEvent, Measure, Plan, SourceDocument
from tracker.people.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
LIMIT = 10


@pytest.fixture
def admin(client):
    user = make_user(role=Role.ADMINISTRATOR, username="administrator")
    enter(client, user)
    return user


@pytest.fixture
def document(admin):
    return make_document(by=admin)


def url(name, document, *numbers):
    return reverse(f"documents:{name}", args=[document.pk, *numbers])


def upload(client, text=TEXT, name="方案.txt", **fields):
    file = SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)
    return client.post(reverse("documents:index"), {"file": file, **fields}, follow=True)


def items(document):
    document.refresh_from_db()
    return {item.title: item for item in Proposal.from_json(document.proposal).items}


def entered(client, document, number, **changes):
    """What a browser sends when an item is saved with these changes."""
    form = client.get(url("item", document, number)).context["form"]
    values = {field.name: field.value() for field in form}
    values = {name: value for name, value in values.items() if value not in (None, False)}
    return {**values, "action": "save", "version": document.version, **changes}


def test_a_text_is_handed_in_checked_and_taken_over(client, admin):
    page = upload(client)
    document = page.context["document"]
    done = client.post(url("apply", document), {"version": document.version}, follow=True)

    assert "完善图书流通制度" in page.text
    assert (Plan.objects.get().title, done.context["document"]) == ("图书流通试验区实施方案", document)
    assert done.context["coverage"].measures == Measure.objects.count()


@pytest.mark.parametrize(("text", "name"), [
    (b"", "a.txt"), (b"%PDF-1.7 nonsense", "a.pdf"), (b"PK\x03\x04nonsense", "a.docx"), (b"MZ\x90", "a.exe"),
    (b"\x00\x01\x02", "a.txt"),
])
def test_a_file_that_cannot_be_read_is_refused_at_the_field(client, admin, text, name):
    page = upload(client, text, name)

    assert page.status_code == 200
    assert page.context["form"].errors["file"]
    assert not SourceDocument.objects.exists()


def test_the_same_file_again_leads_to_the_first(client, admin):
    document = upload(client).context["document"]
    client.post(url("apply", document), {"version": document.version})
    before = SourceDocument.objects.count(), Measure.objects.count(), AuditEvent.objects.count()

    page = upload(client)

    assert page.context["document"] == document
    assert "taken over already" in "".join(map(str, page.context["messages"]))
    assert (SourceDocument.objects.count(), Measure.objects.count(), AuditEvent.objects.count()) == before


def test_two_clicks_take_over_once(client, document):
    for _click in range(2):
        client.post(url("apply", document), {"version": document.version})

    assert AuditEvent.objects.filter(verb="apply_document").count() == 1
    assert Measure.objects.count() == 5


def test_each_clause_is_an_anchor_and_what_rests_on_it_stands_beside(client, document):
    page = client.get(document.get_absolute_url())

    rows = [([line.passage.ordinal for line in row.lines], [card.item.title for card in row.cards])
            for row in page.context["sheet"].rows]
    assert ([3], ["开放社区书屋", "延长夜间服务时间"]) in rows
    assert all(f'id="clause-{ordinal}"' in page.text for ordinal in range(8))
    assert "The text breaks off here" in page.text


def test_an_item_is_put_right_by_its_form(client, document):
    item = items(document)["建立馆际借阅清单"]
    typed = entered(client, document, item.number, title="建立清单", districts="东片区、丙县", due_text="2031年底前",
                    due_on="2031-12-31", starts_on="", leads="甲局、乙局", partners="丙局", kind="staged")

    answer = client.post(url("item", document, item.number), typed)

    now = items(document)["建立清单"]
    assert answer["Location"].endswith(f"?open={item.task}#item-{item.number}")
    assert (now.districts, now.due_text, str(now.due_on), now.starts_on, now.kind) == (
        (), "2031年底前", "2031-12-31", None, "staged")
    assert (now.leads, now.partners) == (("甲局", "乙局"), ("丙局",))
    assert AuditEvent.objects.filter(verb="correct_document").count() == 1


@pytest.mark.parametrize(("field", "typed"), [
    ("title", ""), ("title", "长" * 201), ("due_on", "31.12"), ("districts", "火星区"), ("task", ""), ("task", "999"),
    ("sort", "nonsense"), ("row", "77"), ("starts_on", "2099-01-01"), ("heading", "长" * 101),
])
def test_what_will_not_do_comes_back_at_its_field_with_everything_typed(client, document, field, typed):
    item = items(document)["建立馆际借阅清单"]
    sent = entered(client, document, item.number, leads="某局", **{field: typed})

    page = client.post(url("item", document, item.number), sent)

    form = page.context["form"]
    assert page.status_code == 200
    assert form.errors
    assert (form["leads"].value(), form[field].value()) == ("某局", typed)
    assert items(document)["建立馆际借阅清单"] == item


@pytest.mark.parametrize("action", ["drop", "save", "split", "merge"])
def test_a_stale_page_gets_a_sentence_and_loses_nothing(client, document, action):
    item = items(document)["延长夜间服务时间"]
    sent = entered(client, document, item.number, title="我写的题目")
    SourceDocument.objects.filter(pk=document.pk).update(version=5)

    page = client.post(url("item", document, item.number), {**sent, "action": action, "place": 0})

    assert "Somebody changed this proposal meanwhile" in page.context["problem"]
    assert action != "save" or page.context["form"]["title"].value() == "我写的题目"
    assert 'name="version" value="5"' in page.text
    assert items(document)["延长夜间服务时间"] == item


def test_items_are_dropped_taken_back_merged_and_split(client, document):
    def act(title, **sent):
        found = items(document)
        client.post(url("item", document, found[title].number), {"version": document.version, **sent})
        return items(document)

    assert act("延长夜间服务时间", action="drop")["延长夜间服务时间"].is_dropped
    assert not act("延长夜间服务时间", action="take_back")["延长夜间服务时间"].is_dropped
    assert "开放社区书屋，延长夜间服务时间" in act("延长夜间服务时间", action="merge")
    assert {"开放社区书屋", "延长夜间服务时间"} <= set(act("开放社区书屋，延长夜间服务时间", action="split", place=0))


def test_a_clause_without_a_measure_can_become_one(client, document):
    address = url("item", document, 0) + "?clause=6"
    task = items(document)["完善图书流通制度"].number

    client.post(address, {"action": "save", "version": 1, "sort": "measure", "title": "安排经费", "task": task})

    assert items(document)["安排经费"].clauses == (6,)


def test_the_facts_places_and_bodies_are_put_right(client, document):
    form = client.get(url("facts", document)).context["form"]
    values = {field.name: field.value() for field in form if field.value() not in (None, False)}
    body = next(f"body-{number}" for number, name in form.names.items() if name == "市文旅局")

    client.post(url("facts", document), {**values, "version": 1, "title": "新方案", body: "东市文旅局",
                                         "places": "东片区（东市）：甲区、乙区、丁区"})

    document.refresh_from_db()
    proposal = Proposal.from_json(document.proposal)
    assert (proposal.facts.title, proposal.district_names) == ("新方案", ("甲区", "乙区", "丁区"))
    assert proposal.entered["市文旅局"] == "东市文旅局"


def test_a_proposal_is_nobodys_business_but_the_administrators(client, document):
    enter(client, make_user(role=Role.LEADER))

    answers = [client.get(document.get_absolute_url()), client.get(url("item", document, 1)),
               client.get(url("facts", document)), client.get(url("file", document)),
               client.post(url("apply", document), {"version": 1}), client.post(url("drop", document))]

    assert {answer.status_code for answer in answers} == {404}
    assert document.name not in client.get(reverse("documents:index")).text


def test_what_was_taken_over_is_open_to_everybody(client, admin):
    document = upload(client).context["document"]
    client.post(url("apply", document), {"version": document.version})
    measure = Measure.objects.filter(standing="confirmed").first()
    clause = measure.clauses.get()
    enter(client, make_user())

    text, covered = client.get(document.get_absolute_url()), client.get(url("coverage", document))
    page = client.get(measure.get_absolute_url())

    assert f'id="clause-{clause.ordinal}"' in text.text
    assert covered.status_code == 200
    assert clause.text in page.text
    assert f"{document.get_absolute_url()}#clause-{clause.ordinal}" in page.text


def test_the_page_of_a_gap_quotes_where_the_text_breaks_off(client, document):
    client.post(url("apply", document), {"version": 1})
    gap = Measure.objects.get(standing="gap")

    page = client.get(gap.get_absolute_url())

    assert [(quote.text, quote.is_gap) for quote in page.context["quotes"]] == [("健全", True)]


def test_thirty_measures_ask_no_more_than_three(client, admin, plan):
    few, many = (make_document(by=admin, plan=plan, parsed=long_outline(size)) for size in (3, 30))

    def cost(address):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    found = {name: (cost(url(name, few, *numbers)), cost(url(name, many, *numbers)))
             for name, numbers in (("show", ()), ("item", (2,)), ("facts", ()))}
    assert all(one == other <= LIMIT for one, other in found.values()), found


def test_hundreds_of_measures_are_folded_and_can_be_opened(client, admin):
    parsed = outline(tasks=(*long_outline(50).tasks, *(
        type(task)(2, "第二项任务", (0,), task.measures) for task in long_outline(300).tasks)),
        sentences=[(each.path, each.kind, each.text) for each in long_outline(300).passages], objectives=())
    document = make_document(by=admin, parsed=parsed)
    second = items(document)["第二项任务"].number

    folded = client.get(document.get_absolute_url())
    opened = client.get(f"{document.get_absolute_url()}?open={second}")

    assert len(folded.content) < 250_000
    assert folded.text.count('<article class="item item--measure') == 50
    assert opened.text.count('<article class="item item--measure') == 350


def test_nothing_that_is_typed_makes_a_page_fail(client, document):
    for value in VALUES.values():
        for address in (url("item", document, 3), url("facts", document), url("apply", document)):
            sent = {"action": value, "version": value, "title": value, "places": value, "body-0": value, "place": value}
            assert client.post(address, sent).status_code in {200, 302, 400, 413}
        client.get(document.get_absolute_url(), {"open": value[:2000]})
        assert client.get(url("item", document, 0), {"clause": value[:2000]}).status_code in {200, 400, 404}

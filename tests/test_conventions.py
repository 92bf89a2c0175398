"""What we agreed about the shape of the code, kept by machine so that reviews can be about meaning."""

import ast
import re
import tomllib
from pathlib import Path

from django.urls import get_resolver
from importlinter.cli import lint_imports
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parent.parent
CODE = [path for folder in ("tracker", "config") for path in sorted((ROOT / folder).rglob("*.py"))]
MIGRATIONS = [path for path in CODE if path.parent.name == "migrations" and path.stem != "__init__"]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
WRITTEN_BY_HAND = [
    path
    for folder in ("tracker", "config", "templates", "tests")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in {".py", ".html", ".css", ".js"} and path not in MIGRATIONS
]

MOST_LINES = 300
LONG_FOR_A_REASON = {
    "tracker/plans/models.py": "the rows of a plan are read side by side",
    "tests/permission_matrix.py": "the whole matrix is read as one table",
    "tests/test_bad_input.py": "everything that is sent anywhere, and the one way to look at the answer",
    "tests/test_constraints.py": "one table of promises, each with what breaks it",
    "tests/web/test_evidence.py": "a file from the form to the download, every refusal on the way",
    "tests/reporting/test_evidence.py": "one table of files, each with what is wrong with it",
}

OPEN_TO_ALL = {"/login/", "/language/", "/health/live/", "/health/ready/", "/health/metrics/"}
SIGN_IN = ("/login/?next=", "/admin/login/?next=")


def test_imports_only_lead_downstairs(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)

    assert lint_imports(no_cache=True) == 0, capsys.readouterr().out


def test_a_long_file_has_a_reason():
    long = {_name(path) for path in WRITTEN_BY_HAND if len(path.read_text("utf-8").splitlines()) > MOST_LINES}

    assert long == set(LONG_FOR_A_REASON)


def test_code_keeps_to_the_house_rules():
    found = [
        f"{_name(path)}:{node.lineno}: {fault}"
        for path in CODE
        for node in ast.walk(_tree(path))
        for fault in _faults(node, path)
    ]

    assert found == []


def test_a_module_opens_with_a_sentence():
    silent = [path for path in CODE if path not in MIGRATIONS and not ast.get_docstring(_tree(path))]

    assert [_name(path) for path in silent if path.read_text("utf-8").strip()] == []


def test_nothing_is_left_to_do():
    mark = re.compile(r"\b(TO[D]O|FIX[M]E|XX[X])\b")

    assert [_name(path) for path in WRITTEN_BY_HAND if mark.search(path.read_text("utf-8"))] == []


def test_templates_hold_no_inline_style_or_script():
    inline = re.compile(r"<style|\sstyle\s*=|\son[a-z]+\s*=|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE)

    assert [f"{_name(path)}: {found}" for path in TEMPLATES for found in inline.findall(_markup(path))] == []


def test_migrations_carry_names():
    assert [path.stem for path in MIGRATIONS if re.match(r"\d{4}_(auto|alter_.*_and_more|.*_more$)", path.stem)] == []


def test_every_page_but_the_open_ones_turns_a_stranger_away(client, db):
    pages = set(_pages(get_resolver()))

    admitted = {page for page in pages if not client.get(page).headers.get("Location", "").startswith(SIGN_IN)}

    assert admitted == OPEN_TO_ALL


def test_the_lock_holds_what_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(name for names in project["optional-dependencies"].values() for name in names),
    ]
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    locked = {name: Version(version) for name, version in re.findall(r"^([a-z0-9-]+)==([^ ]+)", lock, re.MULTILINE)}

    requirements = [Requirement(line) for line in wanted]

    assert [
        str(wish) for wish in requirements if wish.name not in locked or locked[wish.name] not in wish.specifier
    ] == []
    assert "://" not in lock


def _name(path):
    return path.relative_to(ROOT).as_posix()


def _markup(path):
    """The template without what Django puts in, which may hold signs that look like markup."""
    return re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", "…", path.read_text("utf-8"), flags=re.DOTALL)


def _tree(path):
    return ast.parse(path.read_text("utf-8"))


def _faults(node, path):
    """What the house rules say against one node of the syntax tree."""
    match node:
        case ast.Call(func=ast.Name(id="print")):
            yield "print; a command writes to self.stdout, everything else logs"
        case ast.FunctionDef(name="save") if path.name == "models.py":
            yield "save() overridden; a change is an action"
        case ast.ImportFrom(module="django.dispatch") | ast.ImportFrom(module="django.db.models.signals"):
            yield "a signal; what follows from a change stands in its action"
        case ast.Call(func=ast.Attribute(attr="localdate" | "now" | "today"), args=[]) if _is_told_the_time(path):
            yield "reads the clock; time is an argument, on="


def _is_told_the_time(path):
    """Only doors, actions and acts read the clock."""
    _, package, *inside = path.relative_to(ROOT).parts if path.is_relative_to(ROOT / "tracker") else ("", "web")
    doors = {"web", "admin", "management", "templatetags", "migrations", "apps.py", "acts"}
    return package not in doors and not {"actions.py", "actions"} & set(inside)


def _pages(resolver, prefix="/"):
    """Every address of the site, with a 1 in every place that varies."""
    for entry in resolver.url_patterns:
        route = str(entry.pattern)
        if hasattr(entry.pattern, "_route"):
            route = re.sub(r"<[^>]+>", "1", route)
        else:
            route = re.sub(r"\(\?P<[^>]+>[^)]*\)|[\^$]|\\Z", lambda part: "1" if "P<" in part[0] else "", route)
        if hasattr(entry, "url_patterns"):
            yield from _pages(entry, prefix + route)
        else:
            yield prefix + route

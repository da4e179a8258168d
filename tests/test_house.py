"""The house rules that Python code keeps: size, names, rooms and storeys, one commit, one clock."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable

from tests.support.tree import File, FunctionNode, files, product, rooms

STOREYS = {"__init__", "rules", "models", "queries", "services", "forms", "routes", "commands", "jobs"}
NO_NAMES = {
    "util", "utils", "helper", "helpers", "manager", "managers", "handle", "handler", "handlers",
    "process", "processor", "common", "data",
}  # fmt: skip
NO_VERBS = ("create_", "update_", "handle_", "process_", "manage_")
# Flask, SQLAlchemy, WTForms, Flask-Login, html.parser and aiosmtpd ask for these names.
NAMED_BY_OTHERS = {
    "create_app", "process_bind_param", "process_result_value", "process_formdata",
    "_update_remember_cookie", "handle_starttag", "handle_startendtag", "handle_endtag", "handle_data",
    "handle_EHLO", "handle_RCPT", "handle_DATA",
}  # fmt: skip
PURE = {"foundation.errors", "foundation.sentences", "foundation.fingerprints"}
# What a room's rules may stand on besides: feeds write iCalendar.
PURE_IN = {"feeds": {"icalendar"}}
SYSTEM_TIME = re.compile(r"\b(datetime\.(now|utcnow|today)|date\.today|time\.time)\b")
MACHINE_PATH = re.compile(r"(?<![\w.:/~-])/(work|root|tmp|home)/|\.\./shared\b")


def length(node: FunctionNode) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def too_long(found: Iterable[File], most: int) -> list[str]:
    return [
        f"{file}:{node.lineno} {node.name} has {length(node)} lines"
        for file in found
        for node in file.functions
        if length(node) > most
    ]


def words(name: str) -> set[str]:
    """The words of a snake_case or CamelCase name, in lower case."""
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def test_no_python_file_is_longer_than_400_lines():
    assert [f"{file} has {len(file.lines)} lines" for file in files(".py") if len(file.lines) > 400] == []


def test_no_function_is_longer_than_40_lines():
    # A migration is written by alembic, and never read as a function.
    assert too_long((file for file in files(".py") if file.parts[0] != "migrations"), 40) == []


def test_the_composition_is_shorter_than_150_lines():
    assert [file.path for file in files("app.py") if file.path == "app.py" and len(file.lines) >= 150] == []


def test_no_route_is_longer_than_15_lines():
    offenders = [
        f"{file}:{node.lineno} {node.name} has {length(node)} lines"
        for file in product()
        for node in file.functions
        if any(ast.unparse(mark).startswith("pages.") for mark in node.decorator_list) and length(node) > 15
    ]

    assert offenders == []


def test_only_atomic_commits():
    offenders = [
        f"{file}:{number}"
        for file in product()
        for number, line in enumerate(file.lines, 1)
        if ".commit(" in line and file.path != "foundation/db.py"
    ]

    assert offenders == []


def test_only_the_clock_reads_the_system_time():
    offenders = [
        f"{file}:{number} {line.strip()}"
        for file in product()
        for number, line in enumerate(file.lines, 1)
        if SYSTEM_TIME.search(line) and file.path != "foundation/clock.py"
    ]

    assert offenders == []


def test_files_and_classes_bear_field_words():
    offenders = [file.path for file in (*files(".py"), *files(".html")) if words(file.name) & NO_NAMES]
    offenders += [
        f"{file}:{node.lineno} {node.name}"
        for file in files(".py")
        for node in file.all(ast.ClassDef)
        if isinstance(node, ast.ClassDef) and words(node.name) & NO_NAMES
    ]

    assert offenders == []


def test_functions_are_verbs_of_the_field():
    offenders = [
        f"{file}:{node.lineno} {node.name}"
        for file in files(".py")
        for node in file.functions
        if node.name.lstrip("_").startswith(NO_VERBS) and node.name not in NAMED_BY_OTHERS
    ]

    assert offenders == []


def test_a_room_has_only_storeys_that_every_room_may_have():
    assert [file.path for file in product() if file.storey and file.storey not in STOREYS] == []


def test_a_room_says_in_its_init_what_it_is_and_nothing_else():
    known = {file.path: file for file in files(".py")}
    offenders = []
    for room in rooms():
        init = known.get(f"{room}/__init__.py")
        if init is None or ast.get_docstring(init.tree) is None or len(init.tree.body) > 1:
            offenders.append(str(room))

    assert offenders == []


def test_rules_stand_on_the_standard_library_and_on_rules():
    offenders = [
        f"{file}: {name}"
        for file in product()
        if file.storey == "rules"
        for name in file.imported
        if name.partition(".")[0] not in sys.stdlib_module_names
        and name not in PURE
        and name.partition(".")[0] not in PURE_IN.get(file.parts[1], ())
        and name.split(".")[2:3] != ["rules"]
    ]

    assert offenders == []


def test_neither_rules_nor_services_know_the_web():
    web = ("flask", "flask_babel", "flask_wtf", "werkzeug", "jinja2")
    offenders = [
        f"{file}: {name}"
        for file in product()
        if file.storey in ("rules", "services")
        for name in file.imported
        if name.partition(".")[0] in web
    ]

    assert offenders == []


def test_every_relationship_raises_when_it_was_not_asked_for():
    offenders = [
        f"{file}:{call.lineno}"
        for file in product()
        for call in file.all(ast.Call)
        if isinstance(call, ast.Call)
        and ast.unparse(call.func) in ("relationship", "orm.relationship")
        and not any(word.arg == "lazy" and ast.unparse(word.value) == "'raise'" for word in call.keywords)
    ]

    assert offenders == []


def test_nothing_names_a_place_on_one_machine():
    texts = re.compile(r"\.(py|sh|toml|md|html|css|js|txt|in|ini|cfg|yaml)$|Makefile$|\.ci/run$")
    offenders = [
        f"{file}:{number} {line.strip()[:80]}"
        for file in files()
        if texts.search(file.path) and file.path != "tests/test_house.py"
        for number, line in enumerate(file.lines, 1)
        if MACHINE_PATH.search(line)
    ]

    assert offenders == []


def test_tests_run_on_the_pins_that_people_run_on():
    pins, dev_pins = (
        {line for file in files(name) if file.path == name for line in file.lines if "==" in line}
        for name in ("requirements.txt", "requirements-dev.txt")
    )

    assert pins - dev_pins == set()

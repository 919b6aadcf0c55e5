"""Loading files: whole, again, after any interruption, with rows that are refused."""

import csv
import json
import threading
from pathlib import Path
from typing import Any

import pytest

from functions import storage
from functions.registry import service
from functions.registry.loading import csv_lines, importing
from functions.registry.models import Person
from functions.storage.connection import current
from tests.registry.files import card_line, cards_file, person_line, persons_file
from tests.registry.loads import LINES, LOADED, REJECTED, check, database, load, stored


@pytest.fixture
def source(tmp_path) -> Path:
    return persons_file(tmp_path / "persons.csv", LINES)


def test_right_rows_are_stored_and_the_others_listed(source):
    outcome = load(source)

    check(outcome)
    assert outcome.rejects == source.with_name("persons.csv.rejects.csv")


def test_what_is_stored_is_what_the_model_would_write(source):
    load(source)
    table = storage.table_name("persons")

    key = {"code": {"S": "0000000001"}}
    item = current().connection.client.get_item(TableName=table, Key=key)["Item"]

    assert item == Person.get("0000000001").serialize()


def test_cards_are_stored_beside_what_else_the_citizen_has(tmp_path):
    source = cards_file(tmp_path / "cards.csv", [card_line()])

    assert load(source, "cards").loaded == 1
    assert service.find_card("0123456789").benefit_level == 4


def test_a_rejection_says_line_field_and_reason_but_no_value(source):
    outcome = load(source)

    lines = outcome.rejects.read_text().splitlines()
    assert lines[:2] == [
        "line,field,reason",
        '2,phone,"Enter a Vietnamese mobile number, such as 0912 345 678"',
    ]
    assert "bad" not in outcome.rejects.read_text()


def test_a_line_that_cannot_be_read_is_listed_without_a_field(tmp_path):
    source = persons_file(tmp_path / "persons.csv", [person_line(), '"broken,line', "a,b"])

    outcome = load(source)

    rows = list(csv.reader(outcome.rejects.read_text().splitlines()))
    assert [row[:2] for row in rows] == [["line", "field"], ["3", ""], ["4", ""]]
    assert outcome.loaded == 1


def test_without_rejections_there_is_no_list(tmp_path):
    source = persons_file(tmp_path / "persons.csv", [person_line()])

    assert not load(source).rejects.exists()


def test_loading_twice_changes_nothing(source):
    load(source)
    Person(**{**Person.get("0000000001").attribute_values, "email": "x@y.z"}).save()
    before = stored()

    outcome = load(source)

    assert outcome.was_complete
    assert stored() == before
    assert (outcome.loaded, outcome.rejected) == (LOADED, REJECTED)


def test_loading_again_when_asked_writes_everything_again(source):
    load(source)
    before = stored()
    Person.get("0000000001").delete()

    outcome = load(source, again=True)

    assert not outcome.was_complete
    assert stored() == before
    check(outcome)


def test_a_changed_file_is_another_import(source):
    load(source)
    persons_file(source, [person_line(full_name="Người Mới")])

    outcome = load(source)

    assert outcome.loaded == 1
    assert service.find_person("0123456789").full_name == "Người Mới"


def test_another_environment_is_another_import(source, settings):
    load(source)
    elsewhere = storage.connect(type(settings)(**{**vars(settings), "stage": "elsewhere"}))
    assert elsewhere.prefix == "vssid-elsewhere-"
    Person.create_table(wait=True)

    assert not load(source).was_complete
    assert stored()
    Person.delete_table()


def test_of_rows_with_one_code_the_last_wins_even_when_the_first_is_slow(tmp_path):
    codes = [f"{n:010d}" for n in range(25)]
    lines = [person_line(code=code, full_name=name) for name in ("Cũ", "Mới") for code in codes]
    source = persons_file(tmp_path / "persons.csv", lines)
    overtaken = threading.Event()

    def send(**request: Any) -> dict[str, Any]:
        is_first = "Cũ" in json.dumps(request, ensure_ascii=False)
        if is_first:
            overtaken.wait(0.2)
        answer = database()(**request)
        if not is_first:
            overtaken.set()
        return answer

    load(source, send=send)

    assert {item["full_name"]["S"] for item in stored().values()} == {"Mới"}


@pytest.mark.parametrize("first", ["", "code,name\n", "\xff\n"])
def test_a_wrong_header_stops_before_anything_is_written(tmp_path, first):
    source = tmp_path / "persons.csv"
    source.write_text(first + person_line() + "\n", encoding="latin-1", errors="replace")

    with pytest.raises(csv_lines.WrongHeader):
        load(source)

    assert not stored()
    assert [path.name for path in tmp_path.iterdir()] == ["persons.csv"]


def test_a_table_that_is_not_there_is_one_clear_refusal(source, settings):
    storage.connect(type(settings)(**{**vars(settings), "stage": "nowhere"}))

    with pytest.raises(importing.batches.NotWritten, match="ResourceNotFoundException"):
        load(source)

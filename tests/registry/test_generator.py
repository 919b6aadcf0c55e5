"""Synthetic people: the same each time, plausible, and fit for the import."""

from itertools import islice
from pathlib import Path

import pytest

from functions.reference import identifiers
from functions.registry.loading import csv_lines
from functions.registry.loading.csv_rows import FORMATS
from functions.registry.synthetic import generator

COUNT = 3000


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("generated")
    generator.write_files(folder, count=COUNT, seed=7)
    return folder


@pytest.fixture(scope="module")
def people() -> list:
    return list(generator.people(COUNT, seed=7))


def test_equal_seeds_give_equal_bytes(folder, tmp_path):
    generator.write_files(tmp_path, count=COUNT, seed=7)

    for name in ("persons.csv", "cards.csv"):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def test_another_seed_gives_other_people(people):
    others = generator.people(COUNT, seed=8)

    assert not {person.code for person, _ in people} & {person.code for person, _ in others}


def test_a_longer_file_begins_like_a_shorter_one(people):
    assert list(islice(generator.people(10 * COUNT, seed=7), COUNT)) == people


@pytest.mark.parametrize("kind", FORMATS)
def test_the_import_takes_every_generated_row(folder, kind):
    form = FORMATS[kind]
    with (folder / f"{kind}.csv").open("rb") as file:
        end = csv_lines.read_header(file, list(form.columns))
        lines = csv_lines.lines(file, number=1, offset=end, width=len(form.columns))
        items = [form.item(line.content, on=generator.DAY) for line in lines]

    assert len({item["code"]["S"] for item in items}) == COUNT


def test_no_two_people_share_a_code_or_a_citizen_id():
    shift = 12_345_678
    born = generator.date(1990, 3, 5)
    many = range(0, generator.MAX_COUNT, 61)
    serials = {generator._citizen_id(index, shift, identifiers.MALE, born) for index in many}
    repeated = range(777, generator.MAX_COUNT, 10**5)
    namesakes = {generator._citizen_id(i, shift, identifiers.MALE, born) for i in repeated}

    assert len(serials) == len(many)
    assert len(namesakes) == len(repeated)


def test_synthetic_people_can_be_told_from_real_ones(people):
    for person, _ in people:
        assert person.code.startswith("99")
        assert person.identity_number[6] == "9"
        assert person.phone[3:5] in {"00", ""}
        assert person.email.endswith("@vssid.example") or not person.email


def test_family_names_are_as_common_as_in_viet_nam(people):
    share = sum(person.full_name.startswith("Nguyễn ") for person, _ in people) / COUNT

    assert 0.38 < share < 0.46


def test_children_under_six_have_a_childs_card_and_no_phone(people):
    young = [(p, c) for p, c in people if p.date_of_birth.year > generator.DAY.year - 6]

    assert young
    for person, card in young:
        assert (card.benefit_level, card.five_year_from, person.phone) == (1, "", "")


def test_nearly_all_cards_are_in_force_on_the_day(people):
    day = generator.DAY
    cards = [card for _, card in people]
    in_force = [c for c in cards if c.valid_from <= day and (not c.valid_to or c.valid_to >= day)]

    assert 0.95 < len(in_force) / COUNT < 1


def test_more_people_than_can_be_told_apart_are_refused():
    with pytest.raises(ValueError, match="told apart"):
        next(generator.people(generator.MAX_COUNT + 1, seed=1))

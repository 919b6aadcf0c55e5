"""The administrative units that forms offer and the import accepts."""

import subprocess
import sys

import pytest

from functions.paths import ROOT
from functions.reference import divisions, errors
from functions.reference.names import normalise
from infra import divisions_csv


@pytest.mark.parametrize("path", [divisions.PROVINCES, divisions.WARDS], ids=lambda path: path.name)
def test_the_files_say_what_the_package_says(path):
    wanted = divisions_csv.contents()[path.name]

    assert path.read_text(encoding="utf-8") == wanted, "run: python -m infra.divisions_csv"


def test_the_command_writes_both_files(tmp_path):
    written = divisions_csv.write(tmp_path)

    assert [path.name for path in written] == ["provinces.csv", "wards.csv"]
    assert written[0].read_bytes() == divisions.PROVINCES.read_bytes()


def test_there_are_the_34_provinces_and_3321_wards_of_today():
    assert len(divisions.provinces()) == 34
    assert len(divisions.wards()) == 3321


def test_a_unit_is_found_with_leading_zeros_or_without():
    assert divisions.province("01") == divisions.province("1")
    assert divisions.province("1").name == "Thành phố Hà Nội"
    assert divisions.ward("00004") == divisions.Unit("4", "Phường Ba Đình", "1")


@pytest.mark.parametrize("text", ["", "0", "99", "Hà Nội"])
def test_an_unknown_code_is_refused(text):
    with pytest.raises(errors.UnknownProvince):
        divisions.province(text)
    with pytest.raises(errors.UnknownWard):
        divisions.ward(text)


def test_a_provinces_wards_stand_in_the_readers_order():
    wards = divisions.wards_of("01")

    names = [normalise(ward.name) for ward in wards]
    assert names == sorted(names)
    assert {ward.province_code for ward in wards} == {"1"}
    assert wards == divisions.wards_of("1")


def test_every_ward_belongs_to_one_of_the_provinces():
    found = [ward for code in divisions.provinces() for ward in divisions.wards_of(code)]

    assert len(found) == len(divisions.wards())


def test_an_unknown_province_has_no_wards():
    assert divisions.wards_of("99") == []


def test_nothing_is_read_before_it_is_asked_for():
    script = """
import sys
opened = []
sys.addaudithook(lambda event, args: event == "open" and opened.append(str(args[0])))
from functions.reference import agencies, divisions
assert not [name for name in opened if name.endswith(".csv")], opened
agencies.every(), divisions.wards()
assert [name for name in opened if name.endswith(".csv")]
assert "vietnam_provinces" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)

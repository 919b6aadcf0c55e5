"""The agencies where a declaration can be handed in."""

from urllib.parse import parse_qs, urlsplit

import pytest

from functions.reference import agencies, divisions


def test_every_province_has_its_office():
    offices = [agency for agency in agencies.every() if agency.code.endswith("00")]

    assert {agency.province_code for agency in offices} == set(divisions.provinces())
    assert len(offices) == 34


def test_an_agency_is_found_by_its_code():
    found = agencies.find("0100")

    assert found is not None
    assert found.name == "Bảo hiểm xã hội thành phố Hà Nội"
    assert found.province_code == "1"
    assert agencies.find("9900") is None


@pytest.mark.parametrize("agency", agencies.every(), ids=lambda agency: agency.code)
def test_an_agency_is_where_its_code_says(agency):
    assert len(agency.code) == 4
    assert agency.code[:2] == agency.province_code.zfill(2)
    assert divisions.province(agency.province_code)
    if agency.ward_code:
        assert divisions.ward(agency.ward_code).province_code == agency.province_code
    assert 8 < agency.latitude < 24
    assert 102 < agency.longitude < 110


def test_codes_are_unique_and_in_order():
    codes = [agency.code for agency in agencies.every()]

    assert codes == sorted(set(codes))


def test_the_nearest_is_the_provinces_own_then_its_neighbours():
    names = [agency.name for agency in agencies.nearest("79")]

    assert names[0] == "Bảo hiểm xã hội thành phố Hồ Chí Minh"
    assert names[1] == "Bảo hiểm xã hội tỉnh Đồng Nai"
    assert names[-1] == "Bảo hiểm xã hội tỉnh Lai Châu"


def test_the_provincial_office_comes_before_those_below_it():
    assert [agency.code for agency in agencies.nearest("92")][:2] == ["9200", "9201"]


def test_an_office_in_the_ward_comes_first():
    thot_not = agencies.find("9201")

    assert agencies.nearest("92", "31212")[0] == thot_not
    assert agencies.nearest("92", "031212")[:2] == [thot_not, agencies.find("9200")]


@pytest.mark.parametrize("code", ["", "0", "99", "Hà Nội"])
def test_without_a_known_province_all_stand_by_code(code):
    assert agencies.nearest(code) == agencies.every()


def test_leading_zeros_do_not_matter():
    assert agencies.nearest("01") == agencies.nearest("1")
    assert agencies.nearest("1")[0].code == "0100"


def test_the_map_opens_at_the_agencys_town():
    agency = agencies.find("4800")
    assert agency is not None

    url = urlsplit(agencies.map_url(agency))

    assert url.netloc == "www.openstreetmap.org"
    assert parse_qs(url.query) == {"mlat": ["16.0700"], "mlon": ["108.2200"]}
    assert url.fragment == "map=13/16.0700/108.2200"


def test_a_caller_cannot_change_the_list_for_others():
    agencies.every().clear()

    assert agencies.every()

"""S3: the account's home and personal information, as pages and as JSON."""

from tests.builders import PASSWORD, a_person, an_account


def test_personal_information_shows_the_seven_facts_of_the_manual(citizen):
    person = a_person(full_name="Lê Hoàng Nam", email="nam@vssid.example")
    an_account(person)
    citizen.submit("/login", code=person.code, password=PASSWORD)

    page = citizen.get("/account/profile")

    shown = dict(
        zip(
            (key.text for key in page.find_all("dt")),
            (value.text for value in page.find_all("dd")),
            strict=True,
        )
    )
    assert shown["Social security code"] == person.code
    assert shown["Full name"] == "Lê Hoàng Nam"
    assert shown["Date of birth"] == "5 March 1990"
    assert shown["Identity card, citizen ID or passport"] == person.identity_number
    assert shown["Phone number"].replace(" ", "") == person.phone.replace("+84", "0")
    assert shown["Email"] == "nam@vssid.example"
    assert shown["Address"] == "12 Phố Huế, Phường Ba Đình, Thành phố Hà Nội"


def test_what_is_not_recorded_says_so(citizen):
    person = a_person(email=None)
    an_account(person)
    citizen.submit("/login", code=person.code, password=PASSWORD)

    assert "Not recorded" in citizen.get("/account/profile").text


def test_the_same_route_answers_json(citizen):
    person = a_person()
    an_account(person)
    citizen.submit("/login", code=person.code, password=PASSWORD)

    profile = citizen.get_json("/account/profile")

    assert profile["code"] == person.code
    assert profile["date_of_birth"] == "1990-03-05"


def test_a_json_client_signs_in_with_the_token_that_the_form_hands_out(citizen):
    code = an_account()

    citizen.post_json("/login", {"code": code, "password": PASSWORD}, status=303)

    assert citizen.get_json("/account")["code"] == code


def test_every_tile_leads_to_a_page(citizen):
    citizen.submit("/login", code=an_account(), password=PASSWORD)

    tiles = [link["href"] for link in citizen.get("/account").select(".vs-tiles__link")]

    assert len(tiles) >= 4
    for href in tiles:
        if href != "/account/card":
            citizen.get(href)


def test_a_strangers_name_is_escaped(citizen):
    person = a_person(full_name="<script>alert(1)</script>")
    an_account(person)

    page = citizen.submit("/login", code=person.code, password=PASSWORD)

    assert not page.find("script", string="alert(1)")
    assert "<script>alert(1)</script>" in page.text

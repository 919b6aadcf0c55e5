"""S17: an officer signs in with user name, password and a code from the authenticator app."""

from tests.officers.builders import an_officer, totp


def test_the_right_password_and_code_open_the_desk(officer):
    username, password, secret = an_officer("0100", full_name="Lê Thị Mai Hương")

    page = officer.submit("/officer/login", username=username, password=password, totp=totp(secret))

    assert officer.path == "/officer/"
    assert "Lê Thị Mai Hương" in page.header.text + page.text
    assert "Agency 0100" in page.text

"""`python -m functions.officers`: what it says, and how it ends."""

import pytest
from click.testing import CliRunner, Result

from functions import clock
from functions.officers import service
from functions.officers.__main__ import cli
from functions.officers.models import Officer
from tests.builders import A_DEVICE
from tests.officers.builders import a_new_officer, an_officer


@pytest.fixture
def run(settings, every_table, monkeypatch):
    monkeypatch.setenv("VSSID_STAGE", settings.stage)
    monkeypatch.setenv("VSSID_PUBLIC_URL", settings.public_url)
    monkeypatch.setenv("VSSID_SECRET_KEYS", "key")
    monkeypatch.setenv("VSSID_DYNAMODB_ENDPOINT", settings.dynamodb_endpoint)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(cli, arguments)

    return run


def an_addition(username="hoai.thu", name="Phạm Thị Hoài Thu", agency="0100", role="officer"):
    return ["add", username, "--name", name, "--agency", agency, "--role", role]


def test_a_new_officer_signs_in_with_the_password_printed(run):
    made = run(*an_addition(role="supervisor"))

    assert made.exit_code == 0
    initial = made.stdout.split()[-1]
    assert service.sign_in("hoai.thu", initial, "", device=A_DEVICE, at=clock.now()).must_enrol
    assert Officer.find("hoai.thu").role == "supervisor"


def test_a_name_that_is_taken_is_refused_and_changes_nothing(run):
    run(*an_addition())
    before = Officer.find("hoai.thu").serialize()

    again = run(*an_addition(agency="7900"))

    assert (again.exit_code, again.stdout) == (1, "")
    assert again.stderr == "Error: There is an officer with this user name already\n"
    assert Officer.find("hoai.thu").serialize() == before


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"username": "ab"}, "A user name has"),
        ({"username": "1abc"}, "A user name has"),
        ({"username": "Hoài"}, "A user name has"),
        ({"username": "a#b\n"}, "A user name has"),
        ({"username": "a" * 33}, "A user name has"),
        ({"name": "  "}, "Enter the full name"),
        ({"name": "x" * 101}, "Enter the full name"),
        ({"name": "a\x00b"}, "Enter the full name"),
        ({"agency": "100"}, "No agency has this code"),
        ({"agency": "٠١٠٠"}, "No agency has this code"),
    ],
)
def test_what_is_malformed_is_one_line_of_error(run, values, says):
    refused = run(*an_addition(**values))

    assert refused.exit_code == 1
    assert refused.stderr.startswith(f"Error: {says}")
    assert refused.stderr.count("\n") == 1


def test_an_agencys_officers_are_listed_with_their_states(run):
    a_new_officer("0100", username="moi")
    an_officer("0100", "supervisor", username="lau.nam", full_name="Vũ Thị Thanh Hà")
    an_officer("0100", username="nghi.viec")
    an_officer("7900", username="noi.khac")
    run("disable", "nghi.viec")

    lines = run("list", "0100").stdout.splitlines()

    assert [line.split()[0] for line in lines] == ["lau.nam", "moi", "nghi.viec"]
    assert "supervisor  active        Vũ Thị Thanh Hà" in lines[0]
    assert "not enrolled" in lines[1]
    assert "disabled" in lines[2]


def test_an_agency_without_officers_says_so(run):
    assert run("list", "9999").stderr == "Agency 9999 has no officers\n"


def test_a_reset_prints_a_password_that_enrols_anew(run):
    username, _, _ = an_officer()

    reset = run("reset-password", username)

    assert reset.exit_code == 0
    assert service.sign_in(
        username, reset.stdout.split()[-1], "", device=A_DEVICE, at=clock.now()
    ).must_enrol


def test_disabling_and_enabling(run):
    username, _, _ = an_officer()

    assert run("disable", username).stdout == f"{username} is disabled\n"
    assert Officer.find(username).state == "disabled"
    assert run("enable", username).stdout == f"{username} is enabled\n"
    assert Officer.find(username).state == "active"


@pytest.mark.parametrize("command", ["disable", "enable", "reset-password"])
def test_an_officer_who_is_not_there_is_one_line_of_error(run, command):
    failed = run(command, "nobody")

    assert failed.exit_code == 1
    assert failed.stderr == "Error: There is no officer with this user name\n"


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("VSSID_STAGE", "", "Set VSSID_STAGE"),
        ("VSSID_STAGE", "elsewhere", "There are no tables of stage elsewhere"),
        ("VSSID_DYNAMODB_ENDPOINT", "http://127.0.0.1:1", "The database does not answer"),
    ],
)
def test_an_environment_that_cannot_be_used_is_one_line_of_error(
    run, monkeypatch, name, value, says
):
    monkeypatch.setenv(name, value)

    failed = run("list", "0100")

    assert (failed.exit_code, failed.stderr) == (2, f"Error: {says}\n")


@pytest.mark.parametrize("arguments", [[], ["add"], ["add", "x"], an_addition(role="king")])
def test_wrong_usage_ends_with_two(run, arguments):
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize("command", [[], ["add"], ["list"], ["reset-password"]])
def test_there_is_help(run, command):
    shown = run(*command, "--help")

    assert shown.exit_code == 0
    assert "Usage:" in shown.stdout

"""The command line: what it says, and how it ends."""

import pytest
from click.testing import CliRunner, Result

from functions.registry import service
from functions.registry.__main__ import cli
from functions.registry.models import Person
from tests.registry.files import person_line, persons_file


@pytest.fixture
def run(settings, monkeypatch):
    monkeypatch.setenv("VSSID_STAGE", settings.stage)
    monkeypatch.setenv("VSSID_PUBLIC_URL", settings.public_url)
    monkeypatch.setenv("VSSID_SECRET_KEYS", "key")
    monkeypatch.setenv("VSSID_DYNAMODB_ENDPOINT", settings.dynamodb_endpoint)

    def run(*arguments: object) -> Result:
        return CliRunner().invoke(cli, [str(argument) for argument in arguments])

    return run


def test_generated_files_load_without_rejects(run, tmp_path):
    assert run("generate", "--count", 60, "--seed", 5, "--out", tmp_path).exit_code == 0

    for kind in ("persons", "cards"):
        loaded = run("import", kind, tmp_path / f"{kind}.csv")
        assert (loaded.exit_code, loaded.stdout) == (0, "60 rows loaded, 0 rejected\n")


def test_rejects_are_counted_and_their_list_is_named(run, tmp_path):
    source = persons_file(tmp_path / "p.csv", [person_line(), person_line(sex="x")])

    loaded = run("import", "persons", source)

    assert loaded.exit_code == 1
    assert loaded.stdout == f"1 rows loaded, 1 rejected, see {source}.rejects.csv\n"


def test_the_list_of_rejects_can_be_put_elsewhere(run, tmp_path):
    source = persons_file(tmp_path / "p.csv", [person_line(sex="x")])

    run("import", "persons", source, "--rejects", tmp_path / "wrong.csv")

    assert (tmp_path / "wrong.csv").read_text().startswith("line,field,reason")


def test_the_second_time_it_says_that_there_is_nothing_to_do(run, tmp_path):
    source = persons_file(tmp_path / "p.csv", [person_line()])
    run("import", "persons", source)
    Person.get("0123456789").delete()

    second = run("import", "persons", source)
    assert second.stdout.startswith("Already imported")
    assert service.find_person("0123456789") is None

    assert run("import", "persons", source, "--again").exit_code == 0
    assert service.find_person("0123456789")


@pytest.mark.parametrize(
    ("content", "reason"), [(None, "No such file"), (b"x,y\n", "The first line must be: code,")]
)
def test_a_file_that_cannot_be_used_is_one_line_of_error(run, tmp_path, content, reason):
    source = tmp_path / "p.csv"
    if content is not None:
        source.write_bytes(content)

    failed = run("import", "persons", source)

    assert failed.exit_code == 2
    assert reason in failed.stderr
    assert failed.stderr.count("\n") == 1


def test_a_missing_setting_is_one_line_of_error(run, tmp_path, monkeypatch):
    monkeypatch.delenv("VSSID_STAGE")

    failed = run("import", "persons", tmp_path / "p.csv")

    assert (failed.exit_code, failed.stderr) == (2, "Error: Set VSSID_STAGE\n")


def test_a_database_that_does_not_answer_is_one_line_of_error(run, tmp_path, monkeypatch):
    monkeypatch.setenv("VSSID_DYNAMODB_ENDPOINT", "http://127.0.0.1:1")
    source = persons_file(tmp_path / "p.csv", [person_line()])

    failed = run("import", "persons", source)

    assert failed.exit_code == 2
    assert failed.stderr.count("\n") == 1
    assert "does not answer" in failed.stderr


@pytest.mark.parametrize("arguments", [[], ["import"], ["import", "visits", "p.csv"], ["generate"]])
def test_wrong_usage_ends_with_two(run, arguments):
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize("command", [[], ["import"], ["generate"]])
def test_there_is_help(run, command):
    shown = run(*command, "--help")

    assert shown.exit_code == 0
    assert "Usage:" in shown.stdout

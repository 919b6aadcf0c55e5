"""`make bench`: what the runner makes of the benches that it finds."""

import shutil
import subprocess
import sys

import pytest

from functions.paths import ROOT

GOOD = '"""How fast a good one is."""\n\n\ndef run():\n    print("  1 row/s")\n'
BAD = '"""How fast a bad one is."""\n\n\ndef run():\n    raise RuntimeError("no disk")\n'


@pytest.fixture
def run(tmp_path):
    """Run the runner over a good bench and two that crash, one of them when it is imported."""
    folder = tmp_path / "tests" / "benches"
    folder.mkdir(parents=True)
    for name, text in {"a": BAD, "b": "import nothing_of_this_name\n", "good": GOOD}.items():
        (folder / f"{name}.py").write_text(text)
    for name in ("__init__.py", "__main__.py"):
        shutil.copy(ROOT / "tests" / "benches" / name, folder)

    def command(*names):
        return subprocess.run(
            [sys.executable, "-m", "tests.benches", *names],
            cwd=tmp_path,
            capture_output=True,
            check=False,
            text=True,
        )

    return command


def test_a_bench_that_crashes_does_not_stop_the_others_and_fails_the_run(run):
    result = run()

    assert "good: How fast a good one is\n  1 row/s" in result.stdout
    assert result.stderr.endswith("Crashed: a, b\n")
    assert result.returncode == 1


def test_only_the_benches_named_are_run(run):
    result = run("good")

    assert "a:" not in result.stdout
    assert result.returncode == 0


def test_a_name_that_no_bench_has_is_refused(run):
    result = run("best")

    assert "no bench is called best: choose from a, b, good" in result.stderr
    assert result.returncode == 2

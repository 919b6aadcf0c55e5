"""What `make` says when this machine lacks something that it cannot install itself."""

import shutil
import subprocess

import pytest

from functions.paths import ROOT


@pytest.fixture
def make(tmp_path):
    """Make a target of a fresh clone where the only commands are `sh` and those named."""
    for name in ("Makefile", "requirements.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / name, tmp_path)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / name, tmp_path)
    commands = tmp_path / "commands"
    commands.mkdir()

    def run(target, *having, **variables):
        for name in ("sh", *having):
            (commands / name).symlink_to(shutil.which(name))
        values = [f"{name}={value}" for name, value in variables.items()]
        return subprocess.run(
            [shutil.which("make"), "--no-print-directory", target, *values],
            cwd=tmp_path,
            env={"PATH": str(commands)},
            capture_output=True,
            check=False,
            text=True,
        )

    return run


def test_a_missing_node_is_one_clear_line_before_anything_is_installed(make, tmp_path):
    result = make("run")

    assert result.returncode != 0
    assert "Node.js is needed (it brings npm): install nodejs and npm" in result.stderr
    assert not (tmp_path / ".venv").exists()


def test_a_missing_python_is_one_clear_line(make):
    result = make(".venv/.installed")

    assert result.returncode != 0
    assert "Python 3.11 or newer is needed: install python3" in result.stderr


def test_a_python_without_venv_is_one_clear_line(make, tmp_path):
    result = make(".venv/.installed", "false", PYTHON="false")

    assert result.returncode != 0
    assert "Python's venv is needed: install python3-venv" in result.stderr
    assert not (tmp_path / ".venv").exists()

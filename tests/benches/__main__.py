"""Run the benches: `make bench`, or `python -m tests.benches [NAME ...]`.

A bench is a module of this package: its docstring says what is measured beside which baseline,
and its `run()` prints the figures with their units, the baseline's, the ratio and the goal. A
missed goal is a figure like any other; only a bench that crashes fails the run.
"""

import argparse
import ast
import importlib
import sys
import time
import traceback
from pathlib import Path

FOLDER = Path(__file__).parent


def main() -> int:
    """Run the named benches one after the other, or all; returns 1 if one of them crashed."""
    summaries = _summaries()
    chosen = _chosen(summaries) or list(summaries)
    crashed = [name for name in chosen if not _runs(name, summaries[name])]
    if crashed:
        print(f"Crashed: {', '.join(crashed)}", file=sys.stderr)
    return int(bool(crashed))


def _summaries() -> dict[str, str]:
    """The first line of each bench's docstring, by the bench's name; nothing is imported."""
    files = sorted(path for path in FOLDER.glob("*.py") if not path.name.startswith("_"))
    return {path.stem: _docstring(path).partition("\n")[0].rstrip(".") for path in files}


def _docstring(path: Path) -> str:
    return ast.get_docstring(ast.parse(path.read_text())) or ""


def _chosen(summaries: dict[str, str]) -> list[str]:
    width = max(map(len, summaries))
    lines = [f"  {name:{width}}  {summary}" for name, summary in summaries.items()]
    parser = argparse.ArgumentParser(
        prog="python -m tests.benches",
        description="Measure speed and memory, each beside a baseline in the same run.",
        epilog="\n".join(["benches:", *lines]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="benches to run (default: all)")
    names: list[str] = parser.parse_args().names
    for name in names:
        if name not in summaries:
            parser.error(f"no bench is called {name}: choose from {', '.join(summaries)}")
    return names


def _runs(name: str, summary: str) -> bool:
    """Run a bench; False if it crashed."""
    print(f"{name}: {summary}", flush=True)
    begin = time.perf_counter()
    try:
        importlib.import_module(f"tests.benches.{name}").run()
    except (Exception, SystemExit):
        traceback.print_exc()
        return False
    print(f"  took {time.perf_counter() - begin:.0f} s\n", flush=True)
    return True


if __name__ == "__main__":
    sys.exit(main())

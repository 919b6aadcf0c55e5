"""Where things lie in the source tree and in a Lambda's package."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / "templates"
LOCALES = TEMPLATES / "locales"
ASSETS = ROOT / "build" / "assets"
# Only a package reads these; see functions/web/templating.py.
COMPILED_TEMPLATES = ROOT / "build" / "templates"

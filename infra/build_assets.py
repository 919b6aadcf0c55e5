"""Build what browsers load into build/assets, each file named by its content's fingerprint.

    python -m infra.build_assets

Styles by Sass, scripts by esbuild, images as they are. `manifest.json` maps the names that
templates use to the names that are served, so that browsers may keep every file for good.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

from functions.paths import ASSETS, ROOT, TEMPLATES

SOURCE = TEMPLATES / "assets"
TOOLS = ROOT / "node_modules" / ".bin"
IMAGES = ("icon.svg", "icon-180.png", "icon-192.png", "icon-512.png")
WEB_MANIFESTS = ("manifest.vi.webmanifest", "manifest.en.webmanifest")


def build(target: Path = ASSETS) -> dict[str, str]:
    """Build everything into `target`; returns the manifest."""
    if not (TOOLS / "sass").exists():
        raise SystemExit("Sass and esbuild are not installed: run 'make install'")
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    manifest = {
        "portal.css": _named(target, "portal.css", _styles()),
        "portal.js": _named(target, "portal.js", _script()),
    }
    for name in IMAGES:
        manifest[name] = _named(target, name, (SOURCE / name).read_bytes())
    for name in WEB_MANIFESTS:
        manifest[name] = _named(target, name, _with_images(name, manifest))
    (target / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    return manifest


def _styles() -> bytes:
    load_path = ROOT / "node_modules" / "govuk-frontend" / "dist"
    return _run(
        [
            str(TOOLS / "sass"),
            "--no-source-map",
            "--style=compressed",
            "--quiet-deps",
            f"--load-path={load_path}",
            str(SOURCE / "portal.scss"),
        ]
    )


def _script() -> bytes:
    options = ["--bundle", "--minify", "--format=esm", "--target=es2020", "--legal-comments=none"]
    return _run([str(TOOLS / "esbuild"), str(SOURCE / "portal.js"), *options])


def _with_images(name: str, manifest: dict[str, str]) -> bytes:
    content = json.loads((SOURCE / name).read_text())
    for icon in content["icons"]:
        icon["src"] = manifest[icon["src"]]
    return json.dumps(content, ensure_ascii=False).encode()


def _named(target: Path, name: str, content: bytes) -> str:
    stem, _, ending = name.rpartition(".")
    served = f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{ending}"
    (target / served).write_bytes(content)
    return served


def _run(command: list[str]) -> bytes:
    result = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if result.returncode:
        sys.stderr.buffer.write(result.stderr)
        raise SystemExit(f"{Path(command[0]).name} failed")
    return result.stdout


if __name__ == "__main__":
    built = build()
    print(f"{len(built)} assets in {ASSETS.relative_to(ROOT)}")

"""The package that Zappa makes runs under AWS's own runtime client, as on Lambda."""

import fcntl
import hashlib
import http.server
import json
import os
import subprocess
import sys
import threading
import venv
import zipfile
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, ModuleLoader

from functions.paths import ROOT, TEMPLATES
from functions.web import templating
from tests.builders import a_new_account
from tests.infra.lambda_imports import our_files
from tests.infra.test_lambda_events import event

# Without any of these the client ends by a segmentation fault.
INVOCATION = {
    "Content-Type": "application/json",
    "Lambda-Runtime-Aws-Request-Id": "one",
    "Lambda-Runtime-Deadline-Ms": "9999999999999",
    "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:ap-southeast-1:000000000000:function:x",
    "Lambda-Runtime-Trace-Id": "Root=1-00000000-000000000000000000000000",
}
FOLDER = ROOT / "build" / "package"


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """A stage's package, unpacked as Lambda unpacks it; one for all stages, which differ only
    in the handler's name, and for all the run's workers, whichever needs it first."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    task = folder / "task"
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not task.exists():
            pack(folder / "package.zip", clean_environment())
            with zipfile.ZipFile(folder / "package.zip") as archive:
                archive.extractall(task)
    return task


def clean_environment() -> Path:
    """An environment with requirements.txt and nothing else, made once for each version of it."""
    needed = (ROOT / "requirements.txt").read_text() + sys.version
    folder = FOLDER / f"venv-{hashlib.sha256(needed.encode()).hexdigest()[:12]}"
    if not (folder / "complete").exists():
        venv.create(folder, with_pip=False, clear=True)
        pip = [sys.executable, "-m", "pip", "--python", folder / "bin/python", "install", "--quiet"]
        subprocess.run([*pip, "-r", ROOT / "requirements.txt"], check=True)
        (folder / "complete").touch()
    return folder


def pack(target: Path, environment: Path) -> None:
    """Compile the templates and let Zappa, which runs beside these tests, make `target`."""
    subprocess.run([sys.executable, "-m", "infra.compile_templates"], cwd=ROOT, check=True)
    settings = json.loads((ROOT / "zappa_settings.json").read_text())
    # Zappa packages for the Python that it runs on; Lambda's newer one is the deployment's, and
    # so are wheels for Lambda's platform, which it would look for in the package index.
    settings["base"]["runtime"] = f"python{sys.version_info.major}.{sys.version_info.minor}"
    settings["base"]["use_precompiled_packages"] = False
    target.with_suffix(".json").write_text(json.dumps(settings))
    command = [Path(sys.executable).parent / "zappa", "package", "citizen"]
    command += ["-s", target.with_suffix(".json"), "-o", target]
    # Zappa packages the environment that this variable names, not the one that it runs in.
    variables = {**os.environ, "VIRTUAL_ENV": str(environment)}
    subprocess.run(command, cwd=ROOT, env=variables, check=True, capture_output=True)


def invoke(task: Path, handler: str, incoming: dict, settings) -> dict:
    """Run the handler once under awslambdaric against a runtime API of our own."""
    answers: list[dict] = []
    done = threading.Event()

    class RuntimeApi(http.server.BaseHTTPRequestHandler):
        """The two calls of AWS's runtime API that one invocation takes."""

        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if done.is_set():
                self.close_connection = True
                return
            self.reply(200, json.dumps(incoming).encode())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            answers.append({"path": self.path, "body": json.loads(body)})
            done.set()
            self.reply(202, b"")

        def reply(self, status: int, body: bytes) -> None:
            self.send_response(status)
            for name, value in INVOCATION.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    api = http.server.ThreadingHTTPServer(("127.0.0.1", 0), RuntimeApi)
    threading.Thread(target=api.serve_forever, daemon=True).start()
    process = subprocess.Popen(
        [sys.executable, "-m", "awslambdaric", handler],
        cwd=task,
        env={
            **os.environ,
            "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{api.server_port}",
            "AWS_LAMBDA_FUNCTION_NAME": "vssid",
            "LAMBDA_TASK_ROOT": str(task),
            "PYTHONPATH": str(task),
            "VSSID_STAGE": settings.stage,
            "VSSID_PUBLIC_URL": settings.public_url,
            "VSSID_SECRET_KEYS": settings.secret_keys[0],
            "VSSID_DYNAMODB_ENDPOINT": settings.dynamodb_endpoint,
            "VSSID_INBOX": str(settings.inbox),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert done.wait(30), "the function did not answer"
    finally:
        process.kill()
        process.wait()
        api.shutdown()
        api.server_close()
    return answers[0]


def test_the_citizen_function_answers_a_page(package, settings):
    answer = invoke(
        package, "functions.citizen_app.handler", event("/login", query={"lang": "vi"}), settings
    )

    assert answer["path"].endswith("/one/response")
    assert answer["body"]["statusCode"] == 200
    assert "Đăng nhập" in answer["body"]["body"]


def test_the_officer_function_answers_a_page(package, settings):
    answer = invoke(package, "functions.officer_app.handler", event("/officer/login"), settings)

    assert "Đăng nhập" in answer["body"]["body"]


def test_the_worker_function_delivers(package, settings):
    a_new_account()

    answer = invoke(package, "functions.worker_app.handler", {"job": "deliver-due"}, settings)

    assert answer["body"] == {"sent": 1, "left": 0}


def test_the_package_can_typeset_a_form(package):
    script = (
        "from functions.registration.declaration_pdf import Sheet, render\n"
        "sheet = dict.fromkeys(Sheet.__annotations__, '2026-11-24')\n"
        "assert render(sheet).startswith(b'%PDF')"
    )

    # Without this machine's packages, home or network settings.
    subprocess.run(
        [sys.executable, "-S", "-c", script],
        cwd=package,
        env={"PYTHONPATH": str(package)},
        check=True,
    )


def test_an_event_that_names_code_runs_none(package, settings):
    answer = invoke(
        package, "functions.officer_app.handler", {"raw_command": "print('ran')"}, settings
    )

    assert answer["path"].endswith("/one/error")
    assert answer["body"]["errorType"] == "NotARequest"


def test_templates_are_compiled_and_their_sources_stay_in_the_checkout(package):
    folders = {path.name for path in TEMPLATES.iterdir() if path.is_dir()} - {"site"}
    names = [
        path.relative_to(TEMPLATES).as_posix()
        for folder in folders
        for path in (TEMPLATES / folder).rglob("*.html")
    ]

    assert len(names) > 50
    for name in names:
        module = package / "build/templates" / ModuleLoader.get_module_filename(name)
        assert module.exists(), name
        assert list((module.parent / "__pycache__").glob(f"{module.stem}.*")), name
    assert not list(package.rglob("*.html"))


def test_a_checkout_never_reads_what_was_compiled(tmp_path, monkeypatch):
    stale = Environment(loader=DictLoader({"layouts/base.html": "stale"}), autoescape=True)
    stale.compile_templates(tmp_path, zip=None)
    monkeypatch.setattr(templating, "COMPILED_TEMPLATES", tmp_path)

    source, file, _ = templating.loader().get_source(stale, "layouts/base.html")

    assert "stale" not in source
    assert Path(file) == TEMPLATES / "layouts/base.html"


def test_of_our_code_it_has_what_a_lambda_imports_and_nothing_else(package):
    files = (file.relative_to(package) for file in (package / "functions").rglob("*.py"))
    # Zappa adds an empty module to a cache that another test fills while it copies.
    packaged = {file for file in files if "__pycache__" not in file.parts}

    assert packaged == {file.relative_to(ROOT) for file in our_files()}


def test_the_sites_build_and_operators_commands_stay_in_the_checkout(package):
    folders = {folder.name for folder in (package / "functions").rglob("*") if folder.is_dir()}

    assert not folders & {"static_site", "loading", "synthetic"}
    assert not list((package / "functions").rglob("__main__.py"))
    # Zappa's own handler runs code named in an event.
    assert not (package / "handler.py").exists()


def test_the_package_has_what_runs_and_nothing_else(package):
    # Zappa adds an empty module to every folder above modules.
    assert {path.name for path in (package / "build").iterdir()} - {"__init__.py"} == {
        "assets",
        "templates",
    }
    assert (package / "build/assets/manifest.json").exists()
    assert (package / "templates/locales/vi/LC_MESSAGES/messages.mo").exists()
    for name in ("provinces.csv", "wards.csv", "agencies.csv"):
        assert (package / "functions/reference/data" / name).exists(), name
    assert not (package / "vietnam_provinces").exists()
    for name in ("tests", "infra", "site", "node_modules", "var", "mkdocs.yml", "pytest", "mypy"):
        assert not (package / name).exists(), name
    for name in ("zappa", "troposphere", "pydantic", "pip", "setuptools"):
        assert not (package / name).exists(), name
    size = sum(file.stat().st_size for file in package.rglob("*") if file.is_file())
    assert size < 250 * 2**20, "Lambda's limit, unpacked"

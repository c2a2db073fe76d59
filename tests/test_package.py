"""What is shipped: the wheel holds everything the program needs, and the documents say what the program does."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    there = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(there)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return zipfile.ZipFile(next(there.glob("*.whl")))


def test_the_wheel_holds_every_file_of_the_package_and_the_samples(wheel):
    held = set(wheel.namelist())
    tracked = subprocess.run(
        ["git", "ls-files", "src", "examples"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split()
    wanted = {path.removeprefix("src/") for path in tracked if path.startswith("src/")}
    wanted |= {f"onrecord/{path}" for path in tracked if path.startswith("examples/")}
    assert len(wanted) > 60
    assert wanted - held == set()


def test_the_wheel_is_small_enough_to_hand_around(wheel):
    assert sum(info.compress_size for info in wheel.infolist()) < 60_000_000


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "requirements-teacher.lock"])
def test_everything_is_pinned_with_hashes_and_no_host_is_named(name):
    lock = (ROOT / name).read_text()
    assert "://" not in lock
    pinned = re.findall(
        r"^([A-Za-z0-9_.-]+)==\S+ \\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+", lock, re.MULTILINE
    )
    named = re.findall(r"^([A-Za-z0-9_.-]+)==", lock, re.MULTILINE)
    assert pinned == named
    assert named
    if name == "requirements-teacher.lock":
        return  # weights for training, which the program does not need
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = {re.split(r"[<>=\[]", d)[0].lower().replace("_", "-") for d in project["dependencies"]}
    assert wanted <= {n.lower().replace("_", "-") for n in named}


def test_modules_and_functions_stay_small():
    import ast

    long_modules, long_functions = [], []
    for path in sorted((ROOT / "src").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if len(text.splitlines()) > 600:
            long_modules.append(path.name)
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
                if node.end_lineno - first.lineno + 1 > 40:
                    long_functions.append(f"{path.name}:{node.name}")
    assert long_modules == []
    assert long_functions == []


LAYERS = ["records", "pages", "language", "gazetteer", "readers", "ledger", "exports web engines fetching", "cli"]
"""From left to right: a folder imports from those to its left (house rule)."""


def test_folders_import_to_the_left_only():
    rank = {name: i for i, names in enumerate(LAYERS) for name in names.split()}
    wrong = [
        f"{path.relative_to(ROOT)} imports {imported}"
        for path in sorted((ROOT / "src" / "onrecord").rglob("*.py"))
        for mine in [path.relative_to(ROOT / "src" / "onrecord").parts[0].removesuffix(".py")]
        for imported in re.findall(r"^\s*from onrecord\.(\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        if mine in rank and imported in rank and imported != mine and rank[imported] >= rank[mine]
    ]
    assert wrong == []


def test_readers_are_one_file_a_noun():
    files = {path.stem for path in (ROOT / "src" / "onrecord" / "readers").glob("*.py")} - {"__init__"}
    assert files == {"parties", "attributions", "moments", "places", "figures", "events"}


def test_library_code_never_prints():
    loud = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "src").rglob("*.py")
        if re.search(r"^\s*print\(", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert loud == []


def test_every_command_and_option_is_documented_in_the_command_page():
    import typer.main

    from onrecord.cli import app

    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for name, command in typer.main.get_command(app).commands.items():
        assert f"## onrecord {name}" in page
        section = page.split(f"## onrecord {name}\n")[1].split("\n## ")[0]
        for parameter in command.params:
            for option in parameter.opts:
                shown = option if option.startswith("-") else (parameter.metavar or option)
                assert shown.removesuffix("...") in section, f"{name}: {shown}"

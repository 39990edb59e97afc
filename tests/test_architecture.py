"""The shape of the project: what stands where, and who may import whom."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
APPS = ["actors", "summits", "articles", "newsroom"]  # each may import those before it
TOP_LEVEL = {
    *APPS, "templates", "tests", "fixtures", "docs",
    "manage.py", "pyproject.toml", "Makefile", "README.md", "CHANGELOG.md", "LICENSE",
    "requirements.in", "requirements.txt", "requirements-dev.in", "requirements-dev.txt",
}  # fmt: skip
LONGEST_FILE = 400

pytestmark = pytest.mark.once


def tracked_files() -> list[Path]:
    """Return what git holds or would hold: all but what .gitignore names."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for line in listed.splitlines() if (path := Path(line)) and (ROOT / path).exists()]


def modules(app: str) -> list[Path]:
    return [path for path in tracked_files() if path.parts[0] == app and path.suffix == ".py"]


def imported_apps(path: Path) -> set[str]:
    """Return the top-level packages that a file imports, also inside functions and by name."""
    found = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
        elif isinstance(node, ast.ImportFrom) and node.level >= len(path.parts):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.Call) and called(node) in ("import_module", "__import__"):
            found |= {str(part.value).split(".")[0] for part in node.args[:1]
                      if isinstance(part, ast.Constant)}  # fmt: skip
    return found


def called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


@pytest.mark.parametrize("app", APPS)
def test_imports_go_one_way(app) -> None:
    above = set(APPS[APPS.index(app) + 1 :]) | {"tests"}

    upward = {str(path): imported_apps(path) & above for path in modules(app)}

    assert {path: apps for path, apps in upward.items() if apps} == {}


def test_import_test_sees_imports_inside_functions(tmp_path) -> None:
    source = "def late():\n    from articles.models import Article\n    import newsroom.api\n"
    (tmp_path / "module.py").write_text(source)

    assert imported_apps(tmp_path / "module.py") == {"articles", "newsroom"}


def test_models_and_pure_modules_know_nothing_of_interfaces() -> None:
    interfaces = {"admin", "viewsets", "serializers", "filtersets", "views", "tasks"}
    upward = {
        str(path): imported
        for app in APPS[:3]
        for path in modules(app)
        if "models" in path.parts or path.name in ("dates.py", "names.py", "verbatim.py")
        for node in ast.walk(ast.parse((ROOT / path).read_text()))
        if isinstance(node, ast.ImportFrom)
        and (node.level or (node.module or "").split(".")[0] in APPS)
        and (imported := interfaces & {*(node.module or "").split(".")})
    }

    assert upward == {}


@pytest.mark.parametrize("name", ["utils.py", "helpers.py", "common.py", "misc.py"])
def test_no_file_is_a_bag(name) -> None:
    assert [path for path in tracked_files() if path.name == name] == []


def test_no_file_is_long() -> None:
    long = {
        str(path): lines
        for path in tracked_files()
        if path.suffix in (".py", ".html", ".css", ".js") and "migrations" not in path.parts
        if (lines := len((ROOT / path).read_text().splitlines())) > LONGEST_FILE
    }

    assert long == {}


def test_fixtures_hold_only_fixture_files_in_loading_order() -> None:
    files = sorted(path for path in tracked_files() if path.parts[0] == "fixtures")

    assert files
    assert [path for path in files if len(path.parts) != 2 or path.suffix != ".json"] == []
    assert [path.name[:3] for path in files] == [f"{n:02d}_" for n in range(1, len(files) + 1)]


def test_top_level_is_fixed() -> None:
    top = {path.parts[0] for path in tracked_files()}

    assert {name for name in top if not name.startswith(".")} - TOP_LEVEL == set()
    assert TOP_LEVEL - top - {"docs", "CHANGELOG.md", "README.md"} == set()

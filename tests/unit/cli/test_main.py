from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from vedette.cli.main import USAGE, command_modules, examples_of, run

HEAVY = {"matplotlib", "sqlalchemy", "alembic", "pypandoc", "typst", "fontTools", "openpyxl", "docx", "babel"}


@pytest.mark.parametrize("name", command_modules())
def test_every_command_has_a_summary_of_one_line_and_examples_of_itself(name: str) -> None:
    module = command_modules()[name]
    summary, _, rest = module.command.__doc__.partition("\n")
    assert summary.endswith((".", ":"))
    assert rest
    assert all(line.startswith(f"vedette {name}") for line in examples_of(module))


@pytest.mark.parametrize("name", command_modules())
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, "--help"]) == 0
    shown = capsys.readouterr().out
    assert "--format" in shown
    assert "Examples" in shown


def test_a_mistyped_command_is_wrong_usage_with_what_may_be_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["colect"]) == USAGE
    told = capsys.readouterr().err
    assert "Did you mean 'collect'?" in told
    assert "vedette --help" in told


@pytest.mark.parametrize(
    "arguments",
    [
        ["law"],
        ["law", "--on", "yesterday"],
        ["law", "--on", "2017-09-24", "--colour", "red"],
        ["law", "--on", "2017-09-24", "--conduct", "arms-from-dprk", "--subject", "coal"],
        ["meter", "petroleum", "--year", "MMXXIV"],
        ["verify", ".", "--expect", "3f7a"],
        ["verify", ".", "--expect", "3f7a9c0d"],
        ["verify", ".", "--expect", "a" * 63],
        ["verify", ".", "--expect", "a" * 65],
        ["verify", ".", "--expect", "a" * 32 + "..."],
        ["verify", ".", "--expect", "the same"],
        ["--format", "yaml", "law", "--on", "2017-09-24"],
    ],
)
def test_wrong_usage_has_an_exit_code_of_its_own(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == USAGE
    told = capsys.readouterr()
    assert told.err
    assert not told.out


def test_no_command_at_all_gets_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == USAGE
    assert "verify" in capsys.readouterr().out


def test_something_wrong_is_said_with_advice_and_exit_code_1(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(["verify", str(tmp_path / "nowhere")]) == 1
    told = capsys.readouterr().err
    assert "error:" in told
    assert "what next:" in told


def test_what_the_system_refuses_is_said_without_a_traceback(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "case.toml").write_text("", encoding="utf-8")
    assert run(["demo", "--into", str(tmp_path / "case.toml" / "below")]) == 1
    assert "error:" in capsys.readouterr().err


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("vedette ")


@pytest.mark.parametrize("arguments", [["--format", "json", "law"], ["law", "--format", "json"]])
def test_the_form_may_stand_before_or_after_the_command(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*arguments, "--on", "2017-09-24", "--subject", "coal"]) == 0
    assert json.loads(capsys.readouterr().out)["subject"] == "coal"


def test_an_interrupted_command_says_what_stays(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(**_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("vedette.casework.collect.collect", lambda *_given, **_named: interrupted())
    monkeypatch.setattr("vedette.cli.commands.collect.opened_to_write", lambda *_given, **_named: None)
    assert run(["collect"]) == 130
    assert "every submission that was finished stays" in capsys.readouterr().err


def python(code: str, *, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=False,
        env={"PATH": "", "PYTHONPATH": ":".join(sys.path), **(environment or {})},
    )


@pytest.mark.parametrize(
    "arguments", [["--help"], ["law", "--on", "2017-09-24", "--subject", "coal"], ["figures", "--help"]]
)
def test_what_needs_no_case_starts_without_the_heavy_libraries(arguments: list[str]) -> None:
    done = python(
        "import sys\nfrom vedette.cli.main import run\n"
        f"code = run({arguments!r})\n"
        "print(code, *sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    code, *modules = done.stderr.decode().split()
    assert code == "0"
    assert HEAVY & set(modules) == set()


def test_a_terminal_without_unicode_gets_escapes_and_no_error() -> None:
    done = python(
        "from vedette.cli.main import steady_streams\nfrom vedette.cli.output import Form, Sheet, choose, show\n"
        "steady_streams()\n"
        "for form in Form:\n"
        "    choose(form)\n"
        "    show({'name': '최현'}, Sheet(title='최현', header=('a', 'b'), rows=[('1', '최현')]))\n",
        environment={"PYTHONIOENCODING": "ascii", "NO_COLOR": "1"},
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.isascii()
    assert b"\\ucd5c\\ud604" in done.stdout


def test_a_reader_who_stops_reading_is_met_with_silence() -> None:
    code = "import sys\nfrom vedette.cli.main import main\nmain(['law', '--on', '2017-09-24'])"
    reader = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"PATH": "", "PYTHONPATH": ":".join(sys.path)},
    )
    assert reader.stdout is not None
    assert reader.stderr is not None
    reader.stdout.close()
    told = reader.stderr.read()
    reader.stderr.close()
    assert reader.wait() == 141
    assert told == b""

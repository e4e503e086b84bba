"""The `houqin` command as somebody at a terminal meets it: what is printed, and the exit code."""

import json
from pathlib import Path

import pytest
from django.db.migrations.recorder import MigrationRecorder

from houqin.areas.repairs.records import ORDER
from houqin.areas.repairs.tests.samples import an_order
from houqin.config.cli import main, parser
from houqin.config.commands import ALL
from houqin.config.serving import migrations_on_disk, prepare_tables
from houqin.demo.plan import sample_plan
from houqin.kernel.declare import register
from houqin.kernel.figures import figures
from houqin.kernel.trail.seal import seal_school
from houqin.tests.people import World


@pytest.mark.parametrize("words", ALL)
def test_every_command_has_help_with_an_example(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parser().parse_args([*words.split(), "--help"])

    assert ended.value.code == 0
    assert f"houqin {words}" in capsys.readouterr().out


def test_a_misspelt_command_says_how_to_get_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["veryfy"])

    assert ended.value.code == 2
    assert "--help" in capsys.readouterr().err


def test_a_start_notices_a_migration_that_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    known = dict.fromkeys(migrations_on_disk())
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda self: known)
    done: list[str] = []
    monkeypatch.setattr("houqin.config.serving.call_command", lambda name, **options: done.append(name))

    prepare_tables()
    assert done == []

    known.pop(("axes", "0001_initial"))
    prepare_tables()
    assert done == ["migrate"]


def test_verify_is_quiet_when_clean_and_names_the_altered_row(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    order = an_order(world)
    seal_school(world.school)
    assert main(["verify", "--format", "json"]) == 0

    ORDER.model.objects.filter(pk=order.pk).update(fault="改过的")
    capsys.readouterr()

    assert main(["verify", "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told[0]["findings"][0]["row"] == order.pk


def test_reading_the_sample_plan_gives_json_with_every_item(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "计划.docx"
    file.write_bytes(sample_plan())

    assert main(["plan", "read", str(file), "--format", "json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert told["term"] == "2025-2026-2"
    assert {"line", "title", "month", "months", "week", "date", "owners", "section"} <= told["items"][0].keys()
    assert [i["month"] for i in told["items"] if "教育" in i["title"] and i["owners"]].count(5) == 2


def test_an_unreadable_plan_ends_with_three_and_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "计划.docx"
    file.write_bytes(b"\x00\x01not a document")

    assert main(["plan", "read", str(file)]) == 3
    assert "。" in capsys.readouterr().err


def test_a_missing_file_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "read", "没有这个.docx"]) == 3
    assert "没有这个.docx" in capsys.readouterr().err


@pytest.mark.parametrize("record_type", list(register), ids=lambda t: t.key)
def test_every_record_type_is_explained(record_type: object, capsys: pytest.CaptureFixture[str]) -> None:
    key = str(record_type)

    assert main(["explain", key, "--format", "json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert told["record"] == key
    assert told["declared_at"].startswith("houqin/")
    assert told["posts"]["view"]
    assert {a.key for a in register.get(key).access.verbs} == told["actions"].keys()


def test_every_figure_says_what_it_means() -> None:
    for figure in figures:
        assert figure.means.endswith("。"), figure.key
        assert figure.unit, figure.key


@pytest.mark.django_db
def test_an_unknown_ledger_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "repairs.nothing"]) == 1
    assert "repairs.nothing" in capsys.readouterr().err


def test_the_manual_is_what_the_declarations_say(capsys: pytest.CaptureFixture[str]) -> None:
    file = Path(__file__).parents[2] / "docs" / "reference.md"

    assert main(["explain", "--manual"]) == 0

    told = capsys.readouterr().out
    assert file.read_text() == told, "run: houqin explain --manual > docs/reference.md"
    assert all(t.key in told for t in register)
    assert all(f.key in told for f in figures)


def test_places_are_rehearsed_imported_and_exported(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "场所.csv"
    assert main(["export", "foundation.place", str(out)]) == 0
    lines = out.read_text("utf-8-sig").splitlines()

    out.write_text("\n".join([*lines, lines[1].replace("101教室", "102教室").replace("QHN101", "QHN102")]), "utf-8-sig")
    assert main(["import", "foundation.place", str(out), "--rehearse"]) == 0
    assert "新增 1 行" in capsys.readouterr().out
    assert main(["import", "foundation.place", str(out), "--format", "json"]) == 0

    assert json.loads(capsys.readouterr().out)["written"] == 1


def test_a_bad_row_is_named_and_nothing_is_written(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "场所.csv"
    main(["export", "foundation.place", str(out)])
    lines = out.read_text("utf-8-sig").splitlines()
    out.write_text(
        "\n".join([*lines, lines[1].replace("北校区", "没有的校区").replace("QHN101", "QHN103")]), "utf-8-sig"
    )
    capsys.readouterr()

    assert main(["import", "foundation.place", str(out)]) == 1

    told = capsys.readouterr().out
    assert "没有的校区" in told
    assert "没有写入任何内容" in told

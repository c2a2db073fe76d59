"""Building a gazetteer from a dump: a small one in GeoNames's form, of invented rows."""

import sqlite3

import pytest

from onrecord.errors import OnrecordError, UnreadableInputError
from onrecord.gazetteer.big import build_from_dump
from onrecord.gazetteer.store import open_own


def line(ident, name, feature, country, admin1="", admin2="", people=0, at=(15.0, 32.0), others=""):
    kind, code = feature.split(".")
    cells = [
        ident,
        name,
        name,
        others,
        *at,
        kind,
        code,
        country,
        "",
        admin1,
        admin2,
        "",
        "",
        people,
        "",
        380,
        "",
        "2020-01-01",
    ]
    return "\t".join(str(cell) for cell in cells) + "\n"


DUMP = "".join(
    [
        line(900001, "Probe State", "A.ADM1", "SD", "99", people=5000),
        line(900002, "Probe Locality", "A.ADM2", "SD", "99", "901", people=900),
        line(900003, "Probetown", "P.PPLA", "SD", "99", "901", 800, others="Probe-Town,Пробтаун"),
        line(900004, "Probe Camp", "S.CMPRF", "SD", "99", "901"),
        line(900005, "Probe Lake", "H.LK", "SD", "99"),
        line(900006, "Probe Well", "H.WLL", "SD", "99"),
        line(900007, "Probekrym", "P.PPL", "UA", "11", people=700, at=(45.0, 34.0)),
    ]
)
NAMES = "1\t900003\ten\tProbeville\t1\t\t\t\n2\t900003\tfr\tVille-Sonde\t\t\t\t\n3\t900003\ten\tOldprobe\t\t\t\t1\n"


@pytest.fixture
def dump(tmp_path):
    path = tmp_path / "allCountries.txt"
    path.write_text(DUMP, encoding="utf-8")
    (tmp_path / "alternateNamesV2.txt").write_text(NAMES, encoding="utf-8")
    return path


def found(path, key):
    return (
        open_own(path)
        .execute(
            "select p.id, p.kind, p.rank, u.country, u.admin1, u.admin2, p.disputed, p.shown from name n "
            "join place p on p.id = n.place join unit u on u.id = p.unit where n.key = ? order by p.id",
            (key,),
        )
        .fetchall()
    )


def test_towns_units_sites_and_waters_are_kept_with_what_holds_them(dump, tmp_path):
    built = build_from_dump(dump, tmp_path / "big.sqlite")
    held = ("SDN", "Probe State", "Probe Locality", 0, "SDN")
    assert found(built.path, "probetown") == [(900003, "city", 2, *held)]
    assert found(built.path, "probe camp") == [(900004, "site", 0, *held)]
    assert found(built.path, "probe lake")[0][1] == "lake"
    assert found(built.path, "probe")[0][:2] == (900001, "admin1")
    assert found(built.path, "probe locality")[0][:2] == (900002, "admin2")
    assert found(built.path, "probe well") == []
    assert found(built.path, "darfur")[0][1] == "region"
    assert built.bytes == built.path.stat().st_size


def test_what_lies_in_a_contested_area_names_no_country(dump, tmp_path):
    path = build_from_dump(dump, tmp_path / "big.sqlite").path
    assert found(path, "probekrym")[0][-2:] == (1, None)


def test_english_names_count_as_main_ones(dump, tmp_path):
    names = tmp_path / "alternateNamesV2.txt"
    path = build_from_dump(dump, tmp_path / "big.sqlite", names).path
    assert found(path, "probeville")[0][0] == 900003
    assert found(path, "oldprobe") == []
    assert found(path, "ville sonde") == []


def test_the_same_dump_gives_the_same_rows(dump, tmp_path):
    both = [build_from_dump(dump, tmp_path / f"{i}.sqlite").path for i in (1, 2)]
    assert both[0].read_bytes() == both[1].read_bytes()


@pytest.mark.parametrize("content", ["one\ttwo\n", DUMP.replace("15.0", "north")])
def test_another_file_is_refused_and_nothing_is_written(tmp_path, content):
    path = tmp_path / "no.txt"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableInputError, match="line 1"):
        build_from_dump(path, tmp_path / "big.sqlite")
    assert [p.name for p in tmp_path.iterdir()] == ["no.txt"]


def test_a_missing_dump_and_a_missing_folder_are_named(dump, tmp_path):
    with pytest.raises(UnreadableInputError, match="allCountries"):
        build_from_dump(tmp_path / "none.txt", tmp_path / "big.sqlite")
    with pytest.raises(OnrecordError, match="could not write"):
        build_from_dump(dump, tmp_path / "none" / "big.sqlite")


def test_it_is_read_in_place_of_the_shipped_one(dump, tmp_path):
    import os
    import subprocess
    import sys

    path = build_from_dump(dump, tmp_path / "big.sqlite").path
    code = "from onrecord.gazetteer.store import candidates; print(candidates('Probetown')[0].geonameid, candidates('Timbuktu'))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "ONRECORD_GAZETTEER": str(path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["900003", "()"]
    with sqlite3.connect(path) as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)

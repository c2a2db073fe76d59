from xml.etree import ElementTree as ET

import pytest

from onrecord.exports import write_map
from onrecord.exports.svg_map import picture
from onrecord.records import Place, Span
from tests.makers import reading

SVG = "{http://www.w3.org/2000/svg}"


def place(name, lat=None, lon=None, precision="exact", **parts):
    return Place("l1", name, (Span(0, 1),), lat=lat, lon=lon, precision=precision, **parts)


KHARTOUM = place("Khartoum", 15.55, 32.53, country="SDN")
NEAR = place("Omdurman", 15.64, 32.48, "near", country="SDN", relation="near")
SUDAN = place("Sudan", 16.0, 30.0, "country", country="SDN")
CRIMEA = place("Crimea", 45.3, 34.3, "region", disputed=True)


def drawn(*places):
    root = ET.fromstring(picture(places, "Title & <more>"))
    circles = [c.get("class") for c in root.iter(f"{SVG}circle")]
    return root, circles, [t.text for t in root.iter(f"{SVG}text")]


def test_towns_are_points_and_countries_and_regions_stand_beside():
    root, circles, texts = drawn(KHARTOUM, NEAR, SUDAN, CRIMEA)
    assert circles == ["dot", "near"]
    assert {"Khartoum", "near Omdurman", "Countries", "Sudan", "Regions", "Crimea (contested)"} <= set(texts)
    assert texts[0] == "Title & <more>"
    assert root.find(f".//{SVG}path[@class='land']") is not None


def test_an_article_without_a_point_shows_the_world_and_its_list():
    _, circles, texts = drawn(SUDAN, place("Nowhere", precision="unknown"))
    assert circles == []
    assert {"Sudan", "Not resolved", "Nowhere"} <= set(texts)


def test_points_lie_inside_the_frame_across_the_date_line_too():
    root, _, _ = drawn(place("Suva", -18.1, 178.4), place("Apia", -13.8, -171.8))
    at = [(float(c.get("cx")), float(c.get("cy"))) for c in root.iter(f"{SVG}circle")]
    assert all(0 < x < 620 and 34 < y < 514 for x, y in at)
    assert at[0][0] < at[1][0]  # Apia lies east of Suva


def test_crowded_names_do_not_lie_on_one_another():
    towns = [place(f"Town number {i}", 15.5 + i / 1000, 32.5, country="SDN") for i in range(8)]
    root, circles, _ = drawn(*towns)
    assert len(circles) == 8
    labels = [(float(t.get("x")), float(t.get("y"))) for t in root.iter(f"{SVG}text") if t.get("class") == "label"]
    assert 0 < len(labels) < 8
    titled = [c for c in root.iter(f"{SVG}circle") if c.find(f"{SVG}title") is not None]
    assert len(titled) == 8 - len(labels)


def test_the_same_article_gives_the_same_bytes_in_the_file(tmp_path):
    paths = [tmp_path / f"{i}.svg" for i in (1, 2)]
    for path in paths:
        write_map(reading(), path)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert b"Airlift brings flour to the city" in paths[0].read_bytes()
    assert b"http" not in paths[0].read_bytes().replace(b'xmlns="http://www.w3.org/2000/svg"', b"")


def test_a_folder_that_is_not_there_is_named(tmp_path):
    from onrecord.errors import OnrecordError

    with pytest.raises(OnrecordError, match="could not write"):
        write_map(reading(), tmp_path / "none" / "map.svg")

from onrecord.gazetteer.choose import CLUES, Choice, Name, beliefs, choose, own_clues, weights
from onrecord.gazetteer.store import candidates


def meant(*names: str, **parts: object) -> list[Choice]:
    return choose([Name(candidates(name), **parts) for name in names])


def where(choice: Choice) -> tuple[str | None, str | None, str]:
    place = choice.place
    return (place.country, place.admin1, place.kind)


def test_alone_the_famous_one_is_meant():
    assert where(meant("Paris")[0])[0] == "FRA"
    assert where(meant("Moscow")[0])[0] == "RUS"


def test_a_city_beats_its_namesake_province():
    for name, country in (
        ("Homs", "SYR"),
        ("Aleppo", "SYR"),
        ("Kharkiv", "UKR"),
        ("Kassala", "SDN"),
        ("New York", "USA"),
    ):
        land, _, kind = where(meant(name)[0])
        assert (land, kind) == (country, "city"), name


def test_a_unit_word_makes_it_the_unit():
    assert where(meant("Homs", unit_word=True)[0])[2] == "admin1"


def test_the_words_behind_a_name_decide():
    texas = tuple(c for c in candidates("Texas") if c.kind == "admin1")
    assert where(meant("Paris", holder=texas)[0])[:2] == ("USA", "Texas")


def test_the_other_names_decide():
    towns = meant("Athens", "Danielsville", "Oconee County", "Watkinsville", "Georgia")
    assert [where(t)[:2] for t in towns] == [("USA", "Georgia")] * 5
    assert where(meant("Athens", "Thessaloniki", "Piraeus")[0])[0] == "GRC"


def test_a_small_town_in_a_land_that_nobody_speaks_of_stays_open():
    choice = meant("Sarajevo", "Mostar", "Bosnia", "Tuzla", "Zenica", "Danielsville")[-1]
    assert choice.place is None


def test_what_the_gazetteer_does_not_hold_is_as_precise_as_its_holder():
    ohio = tuple(c for c in candidates("Ohio") if c.kind == "admin1")
    place = choose([Name((), holder=ohio), Name(candidates("Ohio"), holds=True)])[0].place
    assert (place.geonameid, place.country, place.admin1, place.kind) == (None, "USA", "Ohio", "admin1")


def test_what_holds_a_name_must_itself_be_what_its_name_means():
    island = tuple(c for c in candidates("Long Island") if c.kind == "admin1")
    names = [Name((), holder=island), Name(candidates("Long Island"), holds=True), Name(candidates("New York"))]
    assert choose(names)[0].place is None


def test_belief_is_shared_out_and_never_more_than_one():
    names = [Name(candidates(n)) for n in ("Springfield", "Illinois", "Qwertzuburg")]
    for name, shares in zip(names, beliefs(names), strict=True):
        assert len(shares) == len(name.options)
        assert 0 <= sum(shares) <= 1 + 1e-9


def test_every_clue_has_its_weight():
    assert len(weights()) == len(CLUES)
    assert all(len(clues) < len(CLUES) for clues in own_clues(Name(candidates("Paris"))))


def test_the_outlets_country_is_a_hint():
    names = [Name(candidates("Newcastle"))]
    assert where(choose(names, "AUS")[0])[0] == "AUS"
    assert where(choose(names, "GBR")[0])[0] == "GBR"


def test_where_the_country_is_sure_and_the_town_is_not_only_the_country_is_said():
    twins = tuple(c for c in candidates("Franklin") if c.kind == "city" and c.country == "USA" and c.population < 9_000)
    assert len(twins) > 5
    unsure = choose([Name(twins), Name(candidates("Ohio")), Name(candidates("Texas"))])[0]
    assert (unsure.place, unsure.country) == (None, "USA")

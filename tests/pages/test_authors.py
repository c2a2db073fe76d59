import pytest

from onrecord.pages.authors import is_person, names_of


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["By Anna Hill"], ("Anna Hill",)),
        (["Anna Hill and Jonas Berg"], ("Anna Hill", "Jonas Berg")),
        (["Anna Hill, Jonas Berg & Maria Rossi"], ("Anna Hill", "Jonas Berg", "Maria Rossi")),
        (["Anna Hill, AP"], ("Anna Hill", "AP")),
        (["Anna Hill, Diplomatic Correspondent"], ("Anna Hill",)),
        (["Anna Hill | Example Post"], ("Anna Hill",)),
        (["Anna Hill (Reuters)"], ("Anna Hill",)),
        (["Anna Hill in Geneva"], ("Anna Hill",)),
        (["Anna Hill, MD, PhD"], ("Anna Hill",)),
        (["Anna Hill", "anna hill"], ("Anna Hill",)),
        (["https://example.org/authors/anna-hill"], ()),
        (["anna.hill@example.org"], ()),
        (["@annahill"], ()),
        (["admin"], ()),
        (["The Associated Press"], ("The Associated Press",)),
        (["Example Post"], ("Example Post",)),
        (["Example Post", "Anna Hill"], ("Anna Hill",)),
        (["BBC News, Nairobi"], ("BBC News, Nairobi",)),
        (["Kevin Smith Associated Press"], ("Kevin Smith",)),
    ],
)
def test_names_are_persons_names_in_their_order(given, expected):
    assert names_of(given, "Example Post") == expected


def test_the_outlet_is_known_by_its_address_too():
    assert names_of(["Anna Hill, EXP"], None, "https://www.exp.example/1949/talks") == ("Anna Hill",)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Anna Hill", True),
        ("Staff Reporter", False),
        ("Reuters", False),
        ("Topic: Hardware", False),
        ("anna hill", False),
    ],
)
def test_a_person_s_name_has_its_form(name, expected):
    assert is_person(name) is expected

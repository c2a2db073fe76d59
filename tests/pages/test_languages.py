import pytest

from onrecord.pages import split
from onrecord.pages.languages import is_read, language_of
from onrecord.readers import read_page
from onrecord.records import Page

SENTENCES = {
    "en": "The delegates met in the old palace on Monday and said that they would go on with the talks until the treaty was signed by both of the governments.",
    "de": "Die Abgesandten trafen sich am Montag im alten Palast und sagten, dass sie die Gespräche fortsetzen, bis der Vertrag von den beiden Regierungen unterschrieben ist.",
    "fr": "Les délégués se sont réunis lundi dans le vieux palais et ont dit que les pourparlers se poursuivront dans la ville jusqu'à ce que le traité soit signé par les deux gouvernements.",
    "es": "Los delegados se reunieron el lunes en el viejo palacio y dijeron que las conversaciones seguirán en la ciudad hasta que el tratado sea firmado por los dos gobiernos.",
    "ja": "代表団は月曜日に古い宮殿で会合を開き、両国政府が条約に署名するまで協議を続けると述べた。",
    "und": "Делегаты встретились в понедельник в старом дворце и сказали, что продолжат переговоры.",
}


@pytest.mark.parametrize(("code", "words"), SENTENCES.items())
def test_the_text_says_its_language(code, words):
    assert language_of(words, None) == code


@pytest.mark.parametrize(
    ("words", "declared", "expected"),
    [
        (SENTENCES["en"], "de-DE", "en"),
        (SENTENCES["de"], "en", "de"),
        (SENTENCES["und"], "ru-RU", "ru"),
        ("Peace Now", "en_GB", "en"),
        ("Peace Now", None, None),
        ("", "x-default", None),
    ],
)
def test_the_text_outweighs_what_is_declared(words, declared, expected):
    assert language_of(words, declared) == expected


def page(words):
    return split(Page("a.txt", "0" * 64, "text/plain", words))


def test_an_article_in_another_language_is_kept_and_not_read():
    second = "Es ist nicht sicher, ob die Regierungen den Vertrag in der nächsten Woche unterschreiben."
    found = page(f"Gespräche im alten Palast\n\n{SENTENCES['de']}\n\n{second}")
    [reading] = read_page(found).readings
    assert reading.article.language == "de"
    assert len(reading.article.paragraphs) == 2
    assert reading.findings.parties == reading.findings.attributions == reading.findings.moments == ()


def test_short_texts_are_read_whatever_is_declared():
    [article] = page("Bonjour, said the envoy.").articles
    assert is_read(article)

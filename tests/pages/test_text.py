import pytest

from onrecord.errors import UnreadableInputError
from onrecord.pages.decoding import decode
from onrecord.pages.text import text_page

WORDS = "Der Vertrag über die Gründung der Gemeinschaft wurde in Rom unterschrieben, hieß es später in Brüssel."


def test_byte_order_mark_and_carriage_returns_stay():
    page = text_page(b"\xef\xbb\xbfOne\r\nTwo\r\n", "a.txt")
    assert page.text == "\ufeffOne\r\nTwo\r\n"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_decides(encoding):
    assert decode(("\ufeff" + WORDS).encode(encoding), "a.txt").text == "\ufeff" + WORDS


def test_older_western_encoding_is_found():
    words = f"{WORDS} “Frieden”, sagte er – und ging."
    assert decode(words.encode("cp1252"), "a.txt").text == words


def test_cyrillic_encoding_is_found():
    words = "Соглашение о прекращении огня было подписано в городе вечером, сообщили представители обеих сторон. " * 3
    assert decode(words.encode("cp1251"), "a.txt").text == words


def test_the_declared_encoding_is_tried_when_it_is_not_utf8():
    assert decode("Ελλάδα".encode("iso-8859-7"), "a.html", declared=["iso-8859-7"]).text == "Ελλάδα"


def test_text_cut_inside_a_letter_is_still_utf8():
    assert decode(("é" * 30).encode()[:-1], "a.txt").text == "é" * 29 + "\ufffd"


def test_sha256_is_of_the_raw_bytes():
    assert text_page(b"abc", "a.txt").sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_control_characters_are_no_text():
    with pytest.raises(UnreadableInputError, match="not text"):
        decode(b"a\x01b\x02" * 10, "a.txt")

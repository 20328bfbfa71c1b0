"""English passes unless a text is clearly something else."""

from __future__ import annotations

import pytest

from detente.reading.language import language_of


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Geneva",
        "Der Gipfel in Genf",
        "The minister said that the talks with the European Union would go on in Geneva. " * 3,
    ],
)
def test_english_and_short_texts_pass(text: str) -> None:
    assert language_of(text) == "en"


def test_a_list_of_names_passes_and_other_languages_are_told() -> None:
    names = (
        "Lavrov, Blinken, Borrell, Guterres, Stoltenberg, Zarif, Wang, Baerbock, Kuleba, Shoigu, "
    )
    german = (
        "Der Bundeskanzler sagte am Montag in Berlin, die Verhandlungen über das Abkommen würden "
        "in der kommenden Woche in Genf fortgesetzt, und er erwarte ein Ergebnis."
    )
    russian = (
        "Президент заявил в понедельник, что переговоры по договору продолжатся на следующей "
        "неделе в Женеве, и что он ожидает результата от обеих делегаций."
    )
    assert [language_of(text) for text in (names * 2, german, russian)] == ["en", "de", "ru"]

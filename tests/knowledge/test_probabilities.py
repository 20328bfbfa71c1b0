"""Words of likelihood: the sources' own numbers, phrases close to theirs, and what has no range."""

from __future__ import annotations

import pytest

from detente.knowledge.probabilities import (
    Likelihood,
    find_likelihood,
    likelihood,
    readings,
    widened,
)

ICD_203 = {
    "almost no chance": (0.01, 0.05),
    "remote": (0.01, 0.05),
    "very unlikely": (0.05, 0.20),
    "highly improbable": (0.05, 0.20),
    "unlikely": (0.20, 0.45),
    "improbable": (0.20, 0.45),
    "roughly even chance": (0.45, 0.55),
    "roughly even odds": (0.45, 0.55),
    "likely": (0.55, 0.80),
    "probable": (0.55, 0.80),
    "very likely": (0.80, 0.95),
    "highly probable": (0.80, 0.95),
    "almost certain": (0.95, 0.99),
    "nearly certain": (0.95, 0.99),
}
# median, 10th and 90th percentile, in percent
SURVEY = {
    "might happen": (40, 10, 55),
    "possibly": (45, 15, 60),
    "maybe": (50, 25, 50),
    "real possibility": (60, 20, 80),
    "serious possibility": (66, 30, 85),
    "likely": (70, 55, 80),
    "probably": (70, 51, 80),
    "with high probability": (80, 70, 90),
    "unlikely": (20, 5, 30),
    "almost certainly": (90, 80, 99),
}


def test_the_table_has_the_numbers_of_both_sources() -> None:
    icd = {phrase: item[:2] for (source, phrase), item in readings().items() if source == "ICD-203"}
    survey = {
        phrase: tuple(round(100 * part) for part in (item.median or 0, item.low, item.high))
        for (source, phrase), item in readings().items()
        if source == "survey"
    }
    assert icd == ICD_203
    assert survey == SURVEY


@pytest.mark.parametrize("phrase", ICD_203)
def test_icd_203_counts_before_the_survey(phrase: str) -> None:
    assert likelihood(phrase) == Likelihood(*ICD_203[phrase], "ICD-203", phrase)


@pytest.mark.parametrize("phrase", sorted(SURVEY.keys() - ICD_203.keys()))
def test_the_survey_counts_for_what_icd_203_lacks(phrase: str) -> None:
    _, low, high = SURVEY[phrase]
    assert likelihood(phrase) == Likelihood(low / 100, high / 100, "survey", phrase)


CLOSE = [
    ("highly unlikely", "very unlikely"),
    ("extremely likely", "very likely"),
    ("quite likely", "likely"),
    ("not likely", "unlikely"),
    ("isn’t very likely", "unlikely"),
    ("no longer likely", "unlikely"),
    ("not improbable", "probable"),
    ("not at all likely", "unlikely"),
    ("more likely than not", "likely"),
    ("There is a  good chance", "likely"),
    ("the odds are", "likely"),
    ("the chances are slim", "very unlikely"),
    ("no chance", "almost no chance"),
    ("little chance", "very unlikely"),
    ("out of the question", "almost no chance"),
    ("an even chance", "roughly even chance"),
    ("fifty-fifty", "roughly even chance"),
    ("a real chance", "real possibility"),
    ("no real chance", "almost no chance"),
    ("in all likelihood", "probably"),
    ("bound to", "almost certain"),
    ("all but certain", "almost certain"),
    ("will certainly", "almost certainly"),
    ("perhaps", "maybe"),
    ("doubts", "unlikely"),
]


@pytest.mark.parametrize(("words", "phrase"), CLOSE)
def test_close_phrases_are_marked_as_such(words: str, phrase: str) -> None:
    found = likelihood(words)
    assert found is not None
    assert (found.phrase, found.close) == (phrase, True)
    assert found == likelihood(phrase)._replace(close=True)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "words",
    [
        *("could", "might", "may", "may well", "would", "should", "will", "will not", ""),
        *("expects", "is expected to", "does not expect", "confident", "fears"),
        *("more likely", "less likely", "likeliest", "not certain", "far from certain"),
        *("by no means impossible", "as soon as possible"),
    ],
)
def test_no_range(words: str) -> None:
    assert likelihood(words) is None


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("70 per cent", 0.7, 0.7),
        ("a 30% chance", 0.3, 0.3),
        ("between 60 and 70 percent", 0.6, 0.7),
        ("greater than 90 percent", 0.9, 1.0),
        ("one in five", 0.2, 0.2),
        ("a one-in-three chance", 0.3333, 0.3333),
        ("under one in ten", 0.0, 0.1),
    ],
)
def test_a_number_of_the_text_stands_for_itself(words: str, low: float, high: float) -> None:
    found = likelihood(words)
    assert found is not None
    assert (found.low, found.high, found.source) == (low, high, "stated")


@pytest.mark.parametrize("words", ["120 per cent", "seven in five", "2025"])
def test_numbers_that_are_no_probability(words: str) -> None:
    assert likelihood(words) is None


def test_not_after_the_words_denies_what_is_expected() -> None:
    assert likelihood("probably not") == likelihood("probably")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The bill is not likely to pass.", "not likely"),
        ("They will almost certainly meet.", "almost certainly"),
        ("There is a one in four chance of war.", "one in four chance"),
        ("70 percent of voters will probably stay away.", "probably"),
        ("It is possible only in certain months.", None),
        ("It might happen.", None),
    ],
)
def test_found_in_running_text(text: str, words: str | None) -> None:
    found = find_likelihood(text)
    assert (text[found[0] : found[1]] if found else None) == words


def test_widened_to_what_stands_before() -> None:
    text = "It is not very likely to pass."
    start = text.index("likely")
    assert widened(text, start, start + 6) == (text.index("not"), start + 6)
    assert widened("It is likely.", 6, 12) == (6, 12)


def test_the_middle() -> None:
    assert Likelihood(0.55, 0.8, "ICD-203", "likely").middle == pytest.approx(0.675)

"""Forecasts from hand-made frames: words, horizon, what makes them unscoreable, what is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.document import Document, Genre, Span, content_id
from detente.reading.forecasts import find_forecasts
from detente.reading.frames import Frame, Frames
from detente.record import Forecast, Statement
from sample_events import sample_document

# Wednesday
PUBLISHED = "2024-03-06"


def forecasts(
    text: str,
    proposition: str,
    *,
    published: str | None = PUBLISHED,
    genre: Genre = "report",
    statement: tuple[str, str, str] | None = None,
    **slots: str,
) -> tuple[Document, tuple[Forecast, ...]]:
    """What is found in ``text``; ``slots`` and ``statement`` (source, cue, content) by words."""
    document = replace(sample_document(text, published=published), genre=genre)

    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    anchor = span(proposition)
    sentence = next(s for s in document.sentences if s.start <= anchor.start < s.end)
    spans = {name: span(words) for name, words in slots.items()}
    holders = tuple(spans.pop(name) for name in ("holder",) if name in spans)
    frame = Frame("proposition", anchor, sentence.index, holders, spans, 0, False, 0, 0.8)
    said: tuple[Statement, ...] = ()
    if statement:
        source, cue, content = ((span(words),) for words in statement)
        said = (
            Statement("s-1", document.id, sentence.index, "indirect", source, cue, content, text),
        )
    return document, find_forecasts(document, Frames((frame,), (), ()), said)


def one(text: str, proposition: str, **kwargs: str) -> tuple[Document, Forecast]:
    document, found = forecasts(text, proposition, **kwargs)  # type: ignore[arg-type]
    assert len(found) == 1
    return document, found[0]


def test_a_whole_forecast() -> None:
    text = "If the base stays shut, analysts said, the two will probably resume talks by June."
    document, found = forecasts(
        text,
        "the two will probably resume talks by June",
        holder="analysts",
        words="probably",
        horizon="by June",
        condition="the base stays shut",
        statement=("analysts", "said", "the two will probably resume talks by June"),
    )
    (forecast,) = found
    assert forecast.id == content_id("f", document.id, forecast.proposition)
    assert document.quote(forecast.proposition) == "the two will probably resume talks by June"
    assert forecast.condition is not None
    assert document.quote(forecast.condition) == "the base stays shut"
    assert (forecast.low, forecast.high) == (0.51, 0.8)
    assert forecast.horizon is not None
    assert forecast.horizon.span is not None
    assert document.quote(forecast.horizon.span) == "by June"
    assert (forecast.horizon.start, forecast.horizon.end) == (PUBLISHED, "2024-06-30")
    assert (forecast.horizon.precision, forecast.horizon.anchor) == ("month", PUBLISHED)
    assert forecast.unscoreable is None
    assert [document.quote(span) for span in forecast.holder_spans] == ["analysts"]
    assert forecast.statement == "s-1"
    assert forecast.quote == text.removeprefix("If ").removesuffix(".")
    assert forecast.confidence == 0.8


def test_the_text_itself_forecasts() -> None:
    _, forecast = one("A deal will be signed this year.", "A deal will be signed this year")
    assert forecast.holder_spans == ()


WORDS = [
    # marked by the network, widened to "not" and "very"
    ("The bill is not very likely to pass by May.", "The bill is not very likely to pass", "likely",
     "not very likely", 0.2),
    # found in the proposition
    ("The bill will almost certainly pass by May.", "The bill will almost certainly pass", None,
     "almost certainly", 0.8),
    # before it and behind it
    ("It is likely that the bill passes by May.", "the bill passes by May", None, "likely", 0.55),
    ("There is a good chance of a truce by May.", "a truce by May", None, "good chance", 0.55),
    ("A truce by May is improbable.", "A truce by May", None, "improbable", 0.2),
    # without a range
    ("Experts expect the bill to pass by May.", "the bill to pass by May", None, "expect", None),
    ("The bill will not pass by May.", "The bill will not pass", None, "will not", None),
    ("A truce by May.", "A truce by May", None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "proposition", "marked", "words", "low"), WORDS)
def test_words_of_likelihood(
    text: str, proposition: str, marked: str | None, words: str | None, low: float | None
) -> None:
    slots = {"words": marked} if marked else {}
    document, forecast = one(text, proposition, **slots)
    assert (forecast.words and document.quote(forecast.words)) == words
    assert forecast.low == low


HORIZONS = [
    ("by June", "2024-03-06 2024-06-30 month"),
    ("by the end of May", "2024-03-06 2024-05-31 month"),
    ("by mid-2026", "2024-03-06 2026-08-31 year"),
    ("before July", "2024-03-06 2024-06-30 month"),
    ("before 2030", "2024-03-06 2029-12-31 year"),
    ("before the end of May", "2024-03-06 2024-05-31 month"),
    ("before the elections in May", "2024-03-06 2024-05-31 month"),
    ("before the year is out", "2024-03-06 2024-12-31 year"),
    ("by Christmas", "2024-03-06 2024-12-25 day"),
    ("before Easter", "2024-03-06 2024-03-30 day"),
    ("by next Christmas", "2024-03-06 2025-12-25 day"),
    ("by the new year", "2024-03-06 2025-01-01 day"),
    ("within two years", "2024-03-06 2026-03-06 year"),
    ("within weeks", "2024-03-06 2024-04-24 week"),
    ("within the year", "2024-03-06 2025-03-06 year"),
    ("by this time next year", "2024-03-06 2025-03-06 day"),
    ("in the coming winter", "2024-12-01 2025-02-28 season"),
    ("this year", "2024-03-06 2024-12-31 year"),
    ("in 2027", "2027-01-01 2027-12-31 year"),
    ("on Friday", "2024-03-08 2024-03-08 day"),
    ("before the vote", "unresolved"),
    ("past August", "unresolved"),
]


@pytest.mark.parametrize(("words", "expected"), HORIZONS)
def test_horizons(words: str, expected: str) -> None:
    text = f"The treaty will be ratified {words}."
    _, forecast = one(text, "The treaty will be ratified", horizon=words)
    found = forecast.horizon
    assert found is not None
    told = f"{found.start} {found.end} {found.precision}" if found.start else found.precision
    assert told == expected
    assert found.basis == "text"
    assert forecast.unscoreable is None


def test_a_horizon_that_was_not_marked() -> None:
    document, forecast = one(
        "It will be ratified before the summer.", "It will be ratified before the summer"
    )
    assert forecast.horizon is not None
    assert forecast.horizon.span is not None
    assert document.quote(forecast.horizon.span) == "before the summer"
    assert forecast.horizon.end == "2024-05-31"


UNSCOREABLE = [
    ("The treaty will fail.", None, None, "no_horizon"),
    ("The treaty will fail one day.", "one day", None, "no_horizon"),
    ("The treaty could fail by June.", "by June", None, "no_likelihood"),
    ("The treaty may well fail by June.", "by June", None, "no_likelihood"),
    ("Trust between the two will grow by June.", "by June", None, "not_observable"),
    ("Relations will remain tense this year.", "this year", None, "not_observable"),
    ("The treaty will fail by June.", "by June", None, None),
    ("The treaty could possibly fail by June.", "by June", None, None),
]


@pytest.mark.parametrize(("text", "horizon", "words", "reason"), UNSCOREABLE)
def test_unscoreable(text: str, horizon: str | None, words: str | None, reason: str | None) -> None:
    slots = {"horizon": horizon} if horizon else {}
    _, forecast = one(text, text.removesuffix("."), **slots)
    assert forecast.unscoreable == reason


@pytest.mark.parametrize(
    ("horizon", "reason"), [("within two years", "undated"), ("by 1 June 2027", None)]
)
def test_a_page_without_a_date(horizon: str, reason: str | None) -> None:
    text = f"The treaty will fail {horizon}."
    _, found = forecasts(text, "The treaty will fail", published=None, horizon=horizon)
    assert found[0].unscoreable == reason


NONE = [
    ("Washington should ratify the treaty by June.", "Washington should ratify the treaty"),
    ("Moscow must withdraw by June.", "Moscow must withdraw"),
    ("The minister hopes that the treaty will be ratified by June.", "the treaty will be ratified"),
    ("They urged that the base be shut by June.", "the base be shut"),
    ("He promised the base would be shut by June.", "the base would be shut"),
    ("Will the treaty be ratified by June?", "the treaty be ratified by June"),
]


@pytest.mark.parametrize(("text", "proposition"), NONE)
def test_no_forecast(text: str, proposition: str) -> None:
    assert forecasts(text, proposition)[1] == ()


def test_what_a_statement_promises_is_no_forecast() -> None:
    text = "The premier vowed that, come what may, the base would be shut by June."
    said = ("The premier", "vowed", "that, come what may, the base would be shut by June")
    assert forecasts(text, "the base would be shut", statement=said)[1] == ()
    text = "“We will shut the base by June,” the premier said."
    said = ("the premier", "said", "“We will shut the base by June,”")
    assert forecasts(text, "We will shut the base by June", statement=said)[1] == ()


def test_what_is_likely_is_a_forecast_whatever_stands_before() -> None:
    text = "He hopes that the treaty will probably be ratified by June."
    assert forecasts(text, "the treaty will probably be ratified")[1]


@pytest.mark.parametrize(("genre", "kept"), [("report", True), ("opinion", False)])
def test_should_may_expect_in_a_report(genre: Genre, kept: bool) -> None:
    text = "The first ships should clear the port by the weekend."
    found = forecasts(text, "The first ships should clear the port", genre=genre, words="should")
    assert bool(found[1]) == kept

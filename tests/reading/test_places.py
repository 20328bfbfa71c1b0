"""Places of events: locatives, venues, namesakes, datelines."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.knowledge.cities import gazetteer
from detente.reading.places import place_events
from detente.record import EventType, Modality, Place
from sample_events import sample_document, sample_event


def placed(
    text: str, trigger: str, type_: EventType = "CONSULT", modality: Modality = "actual"
) -> Place | None:
    document = sample_document(*text.split("\n"))
    event = sample_event(document, trigger, modality, type_)
    found = place_events(document, [event])[0].place
    if found:
        sentence = document.sentences[event.sentence]
        first = document.sentences[0]
        spans = [span for span in (found.span, found.venue) if span]
        for span in spans:
            assert (sentence.start <= span.start < span.end <= sentence.end) or (
                first.start <= span.start < span.end <= first.end
            )
    return found


def brief(found: Place | None) -> str:
    """``state city``, a dash for what is not known."""
    return f"{found.state or '-'} {found.city or '-'}" if found else "none"


LOCATIVES = [
    ("The ministers met in Geneva on Tuesday.", "met", "CHE Geneva"),
    ("In Geneva, the envoys signed a pact.", "signed", "CHE Geneva"),
    ("They met in The Hague.", "met", "NLD The Hague"),
    ("They met in New York on Monday.", "met", "USA New York"),
    ("They met in Washington Monday.", "met", "USA Washington"),
    ("They met in Saint Petersburg.", "met", "RUS Saint Petersburg"),
    ("They met in the Russian city of St. Petersburg.", "met", "RUS St. Petersburg"),
    ("They met in the Turkish capital on Monday.", "met", "TUR Ankara"),
    ("They met in the Turkish capital, Ankara.", "met", "TUR Ankara"),
    ("They marched in the city of Homs.", "marched", "SYR Homs"),
    ("They met near Benghazi.", "met", "LBY Benghazi"),
    ("They met outside Amman.", "met", "JOR Amman"),
    ("They met in Sharm el-Sheikh.", "met", "EGY Sharm el-Sheikh"),
    ("They met at Camp David.", "met", "USA Camp David"),
    ("They met in Davos.", "met", "CHE Davos"),
    ("They met in Nice in July.", "met", "FRA Nice"),
    ("They met in Singapore.", "met", "SGP Singapore"),
    ("They met in Panmunjom.", "met", "KOR Panmunjom"),
    ("They met in Norway.", "met", "NOR -"),
    ("They met in southern Sudan.", "met", "SDN -"),
    ("Troops moved into eastern Ukraine.", "moved", "UKR -"),
    ("They met on the Golan Heights.", "met", "SYR -"),
    ("They met in Crimea.", "met", "UKR -"),
    ("They met in Kashmir.", "met", "- -"),
    ("They met in Texas.", "met", "USA -"),
    ("Jets bombed a market in Syria's Idlib province.", "bombed", "SYR -"),
    ("Police raided mosques in Xinjiang's capital.", "raided", "CHN -"),
    ("They met in Syria's north.", "met", "SYR -"),
    ("They met in Washington state.", "met", "USA -"),
    ("They violated the Geneva Convention in Bosnia.", "violated", "BIH -"),
]

VENUES = [
    ("They held talks at the Élysée.", "talks", "FRA Paris", "the Élysée"),
    ("The leaders met at the White House.", "met", "USA Washington", "the White House"),
    ("Gunmen fired outside the US embassy in Tripoli.", "fired", "LBY Tripoli", "the US embassy"),
    ("They met at the Russian embassy in London.", "met", "GBR London", "the Russian embassy"),
    ("They met at a hotel in Vienna.", "met", "AUT Vienna", "a hotel"),
    (
        "They met at the presidential palace in Kabul.",
        "met",
        "AFG Kabul",
        "the presidential palace",
    ),
    ("Shells fell near the border with Turkey.", "fell", "- -", "the border with Turkey"),
    ("They rallied outside the parliament.", "rallied", "- -", "the parliament"),
    (
        "He was held at the Incirlik air base in southern Turkey.",
        "held",
        "TUR -",
        "the Incirlik air base",
    ),
]

NAMESAKES = [
    ("Protesters gathered in Tripoli, Lebanon.", "gathered", "LBN Tripoli"),
    ("Clashes broke out in the Lebanese city of Tripoli.", "Clashes", "LBN Tripoli"),
    ("Lebanese soldiers clashed with gunmen in Tripoli.", "clashed", "LBN Tripoli"),
    ("Gunmen clashed in Tripoli.", "clashed", "LBY Tripoli"),
    ("Gunmen clashed in Tripoli.\nLebanon has sent its army.", "clashed", "LBN Tripoli"),
    ("They rallied in Birmingham, Alabama.", "rallied", "USA Birmingham"),
    ("They rallied in Birmingham.", "rallied", "GBR Birmingham"),
    ("They met in Cordoba, Spain.", "met", "ESP Cordoba"),
    ("They met in Cordoba.", "met", "ARG Cordoba"),
    ("They met in San José.", "met", "CRI San José"),
    ("They met in Victoria, British Columbia.", "met", "CAN Victoria"),
    ("They met in the Seychelles, in Victoria.", "met", "SYC -"),
    ("Rebels attacked a base in Georgia.", "attacked", "GEO -"),
    ("He spoke in Georgia. Crowds in Atlanta rallied.", "spoke", "USA -"),
]

NOWHERE = [
    ("Washington rejected the offer.", "rejected"),
    ("Moscow met Ankara halfway.", "met"),
    ("Nice words were exchanged.", "exchanged"),
    ("Reading the text, they rejected it.", "rejected"),
    ("Of the two, one rejected it.", "rejected"),
    ("The government in Kyiv rejected the plan.", "rejected"),
    ("They discussed the war in Ukraine.", "discussed"),
    ("He lost confidence in Moscow and rejected the deal.", "rejected"),
    ("In China's view the deal failed.", "failed"),
    ("They signed with Geneva in mind.", "signed"),
    ("They rejected an article in Washington Post style.", "rejected"),
    ("He rejected a Paris-based group.", "rejected"),
    ("They met in March.", "met"),
    ("He said that it rejected the men who live in Oslo.", "rejected"),
]

DATELINES = [
    ("GENEVA (Reuters) — Envoys signed a pact.", "CHE Geneva"),
    ("MOSCOW, March 5 — Envoys signed a pact.", "RUS Moscow"),
    ("TRIPOLI, Lebanon (AP) — Envoys signed a pact.", "LBN Tripoli"),
    ("NEW DELHI: Envoys signed a pact.", "IND New Delhi"),
    ("Vienna, 5 March 2014 (AFP) - Envoys signed a pact.", "AUT Vienna"),
    ("GENEVA (Reuters) — Envoys signed a pact in Oslo.", "NOR Oslo"),
    ("Warning: Envoys signed a pact.", "none"),
    ("Envoys signed a pact.", "none"),
]


@pytest.mark.parametrize(("text", "trigger", "expected"), LOCATIVES + NAMESAKES)
def test_locatives(text: str, trigger: str, expected: str) -> None:
    assert brief(placed(text, trigger)) == expected


@pytest.mark.parametrize(("text", "trigger", "expected", "venue"), VENUES)
def test_venues_are_kept(text: str, trigger: str, expected: str, venue: str) -> None:
    found = placed(text, trigger)
    assert brief(found) == expected
    assert found and found.venue and text[slice(*found.venue)] == venue


@pytest.mark.parametrize(("text", "trigger"), NOWHERE)
def test_names_that_are_no_place_of_the_event(text: str, trigger: str) -> None:
    assert placed(text, trigger) is None


@pytest.mark.parametrize(("text", "expected"), DATELINES)
def test_datelines(text: str, expected: str) -> None:
    assert brief(placed(text, "signed")) == expected


def test_a_dateline_is_for_the_lead_and_for_what_happened() -> None:
    lead = "GENEVA (Reuters) — Envoys signed a pact."
    assert placed(f"{lead}\nOthers rejected it.", "rejected") is None
    assert placed(lead, "signed", modality="scheduled") is None


def test_the_place_of_a_deed_is_what_it_hits() -> None:
    assert brief(placed("The army shelled Homs again.", "shelled", "ASSAULT")) == "SYR Homs"
    assert brief(placed("The attack on Aleppo failed.", "attack", "ASSAULT")) == "SYR Aleppo"
    assert placed("They accused Moscow.", "accused", "ACCUSE") is None


def test_a_theme_is_the_place_of_deeds_only() -> None:
    text = "Two were killed in fighting in Syria."
    assert brief(placed(text, "killed", "ASSAULT")) == "SYR -"
    assert placed("They discussed fighting in Syria.", "discussed") is None


def test_two_places_and_two_events() -> None:
    text = "They met in Oslo and signed in Paris."
    assert brief(placed(text, "met")) == "NOR Oslo"
    assert brief(placed(text, "signed")) == "FRA Paris"


def test_reference_marks_what_the_table_tells() -> None:
    told, stated = placed("They met in Oslo.", "met"), placed("They met in Norway.", "met")
    assert told and told.reference
    assert stated and not stated.reference


def test_namesakes_of_like_size_are_left_open() -> None:
    names = [
        name
        for name, rows in gazetteer().cities.items()
        if len(rows) > 1 and rows[0].state != rows[1].state and rows[0].people < 2 * rows[1].people
    ]
    assert names
    found = placed(f"They met in {names[0]}.", "met")
    assert found and found.state is None and found.city == names[0] and not found.reference


WORDS = st.sampled_from(
    [
        "In",
        "in",
        "at",
        "the",
        "Geneva",
        "Syria's",
        "Xinjiang's",
        "Idlib",
        "embassy",
        "of",
        "Tripoli",
        ",",
        "Lebanon",
        "near",
        "outside",
        "US",
        "capital",
        "Washington",
        "state",
        "Georgia",
        "and",
        "war",
        "Nice",
        "–",
        ".",
        "(",
        "Reuters",
        ")",
        "—",
        "MOSCOW",
        "St.",
        "Petersburg",
        "city",
        "New",
        "York",
        "border",
        "with",
    ]
)


@settings(deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=20), st.integers(0, 200))
def test_any_words_give_spans_in_the_sentence(words: list[str], place: int) -> None:
    text = " ".join([*words, "met"])
    placed(text, text.split()[place % len(text.split())])

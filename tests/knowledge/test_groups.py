"""Non-state groups: one group under all its names, in the table and in a text."""

from __future__ import annotations

import pytest

from detente.document import Document, Paragraph, Span
from detente.knowledge import groups, knowledge
from detente.record import Actor, Statement
from resolved_rows import resolved


def speakers(source: str, before: str = "") -> list[Actor]:
    """The actors of "SOURCE said no", after other text."""
    start = len(before)
    text = f"{before}{source} said no."
    end = start + len(source)
    document = Document("d", "d", "", text, (Paragraph("body", 0, len(text)),))
    said = Span(end + 1, end + 5)
    statement = Statement(
        *("1", "d", 0, "indirect"),
        *((Span(start, end),), (said,), (Span(end + 6, end + 8),), ""),
    )
    return list(resolved(document, [statement])[-1])


ALIASES = [
    ("Islamic State", "ISIS", "ISIL", "IS", "Daesh", "the Islamic State group"),
    ("Hezbollah", "Hizbullah", "Hizbollah", "Lebanese Hezbollah"),
    ("Al Qaeda", "al-Qaeda", "al Qaeda", "Al-Qaida"),
    ("Al Shabab", "al-Shabaab", "Shabab", "al-Shabab"),
    ("Al Nusra Front", "Jabhat al-Nusra", "the Nusra Front", "Jabhat Fatah al-Sham"),
    ("PKK", "Kurdistan Workers' Party", "the P.K.K."),
    ("LTTE", "the Tamil Tigers", "the Liberation Tigers of Tamil Eelam"),
    ("FARC", "the Revolutionary Armed Forces of Colombia", "Farc"),
    ("Houthis", "Ansar Allah", "the Houthi movement", "the Huthis"),
    ("Palestine Liberation Organization", "the PLO", "the P.L.O."),
    ("Kosovo Liberation Army", "the KLA", "the UCK"),
    ("Rapid Support Forces", "the RSF"),
    ("Wagner", "the Wagner Group", "PMC Wagner"),
    ("M23", "the March 23 Movement", "AFC/M23"),
    ("Free Aceh Movement", "GAM", "Gerakan Aceh Merdeka"),
    ("Pakistani Taliban", "the TTP", "Tehrik-e-Taliban Pakistan"),
    ("Republika Srpska", "the Bosnian Serbs", "the Bosnian Serb Army"),
    ("Donetsk People's Republic", "the DPR", "the self-proclaimed Donetsk People's Republic"),
    ("Sudan People's Liberation Movement", "the SPLA", "SPLM/A"),
    ("ISWAP", "Islamic State West Africa Province"),
    ("National Unity Government", "the NUG"),
    ("Turkish Republic of Northern Cyprus", "the Turkish Cypriots", "the TRNC"),
]


@pytest.mark.parametrize("names", ALIASES, ids=lambda names: names[0])
def test_a_group_is_one_actor_under_all_its_names(names: tuple[str, ...]) -> None:
    found = [speakers(name) for name in names]
    assert all(len(actors) == 1 for actors in found)
    assert {(actors[0].name, actors[0].kind) for actors in found} == {(names[0], "group")}
    assert len({actors[0].id for actors in found}) == 1


@pytest.mark.parametrize("source", ["Al Qaeda", "Syrian Al Qaeda", "Iraq's Al Qaeda"])
def test_the_state_a_phrase_puts_it_in_makes_no_other_group(source: str) -> None:
    (actor,) = speakers(source)
    assert actor.id == speakers("al-Qaeda")[0].id


@pytest.mark.parametrize(
    ("source", "name", "kind", "state"),
    [
        ("The Quartet", "Middle East Quartet", "bloc", None),
        ("The four sponsors of the road map", "Middle East Quartet", "bloc", None),
        ("The P5+1", "P5+1", "bloc", None),
        ("The six world powers", "P5+1", "bloc", None),
        ("The Gulf states", "Gulf Cooperation Council", "bloc", None),
        ("Several Gulf states", "Several Gulf states", "unnamed", None),
        ("Gulf diplomats", "Gulf diplomats", "unnamed", None),
        ("India's smaller neighbours", "India's smaller neighbours", "unnamed", None),
        ("Iran's allies", "Iran's allies", "unnamed", None),
        ("Iranian critics", "Iranian critics", "unnamed", "IRN"),
        ("Western capitals", "Western capitals", "unnamed", None),
        ("Regional powers", "Regional powers", "unnamed", None),
        ("Central Asian governments", "Central Asian governments", "unnamed", None),
        ("Two European countries", "Two European countries", "unnamed", None),
        ("Japan's Democratic Party", "Democratic Party", "group", "JPN"),
        ("Latin American countries", "Latin American countries", "unnamed", None),
        ("The Venezuelan National Assembly", "National Assembly", "government", "VEN"),
        ("Nigeria's Senate", "Senate", "government", "NGA"),
        ("The National Assembly", "National Assembly", "government", "FRA"),
        ("The Atlantic Council", "Atlantic Council", "organisation", "USA"),
        (
            *("The European Council on Foreign Relations",),
            *("European Council on Foreign Relations", "organisation", None),
        ),
        (
            *("The Russian International Affairs Council",),
            *("Russian International Affairs Council", "organisation", "RUS"),
        ),
        ("La Moneda", "Chile", "government", "CHL"),
        ("Raisina Hill", "India", "government", "IND"),
        ("Torre Tagle", "Peruvian foreign ministry", "government", "PER"),
        ("Turtle Bay", "United Nations", "organisation", None),
        ("Gazprom", "Gazprom", "organisation", "RUS"),
        ("The Republic of Moldova", "Moldova", "government", "MDA"),
        ("Zaire", "Democratic Republic of the Congo", "government", "COD"),
    ],
)
def test_a_source_and_its_actor(source: str, name: str, kind: str, state: str | None) -> None:
    (actor,) = speakers(source)
    assert (actor.name, actor.kind, actor.state) == (name, kind, state)


def test_state_house_is_that_of_the_state_the_text_is_about() -> None:
    (actor,) = speakers("State House", "Zambia has voted. Lusaka was calm. ")
    assert (actor.kind, actor.state) == ("government", "ZMB")


def test_think_tanks_are_no_councils_of_states() -> None:
    entities = knowledge().entities
    for name in (
        *("Council on Foreign Relations", "Chicago Council on Global Affairs", "ECFR"),
        *("German Council on Foreign Relations", "Indian Council of World Affairs"),
        *("Council on Foreign and Defense Policy", "Middle East Policy Council"),
    ):
        assert (entities[name].kind, entities[name].sector) == ("organisation", "think tank")


def test_the_table_is_sound() -> None:
    known = knowledge()
    names = [name for group in groups().values() for name in (group.name, *group.also)]
    assert len(groups()) >= 180
    assert len(names) == len(set(names))
    for group in groups().values():
        assert group.state is None or group.state in known.states
        assert group.start is None or group.end is None or group.start <= group.end, group.name
        entities = {known.entities[name] for name in (group.name, *group.also)}
        assert {(item.name, item.kind) for item in entities} == {(group.name, "group")}


def test_names_of_states_are_not_lost_to_other_tables() -> None:
    entities = knowledge().entities
    for iso3, state in knowledge().states.items():
        assert (entities[state.name].state, entities[state.name].kind) == (iso3, "government")
    assert entities["Bosnian"].state == "BIH"
    assert entities["Yugoslavia"].state == "SRB"
    assert entities["Macedonia"].state == "MKD"
    assert entities["Rhodesian"].state == "ZWE"


def test_groups_know_their_years_and_kinds() -> None:
    known = groups()
    assert (known["LTTE"].start, known["LTTE"].end) == (1976, 2009)
    assert known["Wagner"].kind == "company"
    assert known["Fatah"].kind == "party"
    assert known["Somaliland"].kind == "de-facto authority"
    assert known["Polisario Front"].state == "ESH"

"""The tables: complete, consistent, and quick to load."""

from __future__ import annotations

import time

import pytest

from detente.knowledge import knowledge

# Members of the United Nations, and the others that reports speak of.
UN_MEMBERS = 193
OTHERS = {"VAT", "PSE", "XKX", "TWN", "HKG", "MAC", "ESH", "GRL", "FRO", "PRI", "COK", "NIU"}


def test_every_state_is_there_once() -> None:
    states = knowledge().states
    assert len(states) == UN_MEMBERS + len(OTHERS)
    assert set(states) >= OTHERS
    assert len({state.name for state in states.values()}) == len(states)
    assert all(len(iso) == 3 and iso.isupper() for iso in states)


@pytest.mark.parametrize(
    ("phrase", "state", "form"),
    [
        ("U.S.", "USA", "name"),
        ("UAE", "ARE", "name"),
        ("DPRK", "PRK", "name"),
        ("Burma", "MMR", "name"),
        ("Holland", "NLD", "name"),
        ("Türkiye", "TUR", "name"),
        ("Soviet Union", "RUS", "name"),
        ("Turks", "TUR", "people"),
        ("Iranians", "IRN", "people"),
        ("Danish", "DNK", "adjective"),
        ("Nigerien", "NER", "adjective"),
        ("Nigerian", "NGA", "adjective"),
        ("Kyiv", "UKR", "capital"),
        ("Kiev", "UKR", "capital"),
        ("White House", "USA", "seat"),
        ("Kantei", "JPN", "seat"),
        ("Duma", "RUS", "organ"),
        ("Foggy Bottom", "USA", "organ"),
    ],
)
def test_names_of_states(phrase: str, state: str, form: str) -> None:
    entity = knowledge().entities[phrase]
    assert (entity.state, entity.form) == (state, form)


@pytest.mark.parametrize(
    ("phrase", "name", "kind"),
    [
        ("U.N.", "United Nations", "organisation"),
        ("Security Council", "UN Security Council", "organisation"),
        ("EU", "European Union", "bloc"),
        ("Asean", "ASEAN", "bloc"),
        ("OPCW", "Organisation for the Prohibition of Chemical Weapons", "organisation"),
        ("Hizbullah", "Hezbollah", "group"),
        ("Itar-Tass", "TASS", "organisation"),
    ],
)
def test_organisations(phrase: str, name: str, kind: str) -> None:
    entity = knowledge().entities[phrase]
    assert (entity.name, entity.kind, entity.form) == (name, kind, "organisation")


def test_every_state_named_in_a_table_exists() -> None:
    known = knowledge()
    used = {entity.state for entity in known.entities.values()}
    used |= {title.state for title in known.titles.values()}
    used |= {noun.state for noun in known.nouns.values()}
    used |= {person.state for person in known.people}
    assert used - {None} <= set(known.states)


def test_titles_know_their_plurals() -> None:
    titles = knowledge().titles
    for plural in ("secretaries of state", "foreign ministers", "spokesmen", "attorneys general"):
        assert titles[plural].plural
    assert not titles["secretary of state"].plural
    assert titles["premier"].office == "prime minister"


def test_known_people_are_sound() -> None:
    people = knowledge().people
    assert len({person.name for person in people}) == len(people)
    assert all(person.since <= person.until for person in people)
    assert {person.gender for person in people} == {"m", "f"}


def test_the_tables_cannot_be_changed() -> None:
    assert knowledge() is knowledge()
    with pytest.raises(TypeError):
        knowledge().states["XXX"] = knowledge().states["USA"]  # type: ignore[index]


def test_loading_is_quick() -> None:
    took = []
    for _ in range(3):
        start = time.process_time()
        knowledge.__wrapped__()
        took.append(time.process_time() - start)
    # 30 ms are meant; the room is for slow machines.
    assert min(took) < 0.1

"""The large model: found, checked, fed with the right windows, and the one that reads events."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from detente.document import Span
from detente.errors import DetenteError
from detente.evaluation.events import evaluate_event_types, read_events
from detente.evaluation.statements import plain_document
from detente.reading.encoder import Encoded, Encoder
from detente.reading.event_network import Pieces
from detente.reading.large import LargeLower, find_large
from detente.reading.windows import MAX_PIECES
from tiny_large import CALIBRATION, TYPE, WIDTH, record, write_large

ATTACK = "Rebel fighters attacked the army base near the river on Monday."
PLV = (
    "marked_sentence\tgold_root\tgold_penta\n"
    "<S>Rebel fighters</S> attacked <T>the army base</T> near the river on Monday.\tASSAULT\t4\n"
)
LONG = "\n".join([ATTACK, *[f"The river is {'very ' * 60}wide." for _ in range(8)], ATTACK])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_large(tmp_path_factory.mktemp("models") / "large")


@pytest.fixture(scope="module")
def encoder(folder: Path) -> Encoder:
    return Encoder(large=folder)


@pytest.fixture(scope="module")
def windows(encoder: Encoder) -> list[Encoded]:
    return encoder.read(plain_document(LONG))


class Counting:
    """A session that keeps what it is fed."""

    def __init__(self, session: Any) -> None:
        self.session = session
        self.fed: list[dict[str, np.ndarray]] = []

    def run(self, names: tuple[str, ...], feed: dict[str, np.ndarray]) -> Any:
        self.fed.append(feed)
        return self.session.run(names, feed)


def counted(folder: Path) -> tuple[LargeLower, Counting]:
    lower = LargeLower(folder)
    session = Counting(lower._session)
    lower.__dict__["_session"] = session
    return lower, session


def test_pieces_get_the_vectors_of_their_own_place_in_their_window(
    folder: Path, windows: list[Encoded]
) -> None:
    assert len(windows) > 2
    spans = [Span(0, len(ATTACK)), Span(LONG.rindex("Rebel"), len(LONG))]
    texts = [windows[-1].pieces.within(spans[1]), windows[0].pieces.within(spans[0])]
    for text, vectors in zip(texts, LargeLower(folder)(texts), strict=True):
        window = text.window
        assert window is not None
        ids = window.ids[np.isin(window.start, text.start)]
        assert vectors.shape == (len(text.start), WIDTH)
        assert (vectors[:, 0] == ids.astype(np.float16)).all()
        assert (vectors[:, 1] == 1).all()


def test_the_windows_are_fed_whole_and_those_without_pairs_not_at_all(
    folder: Path, windows: list[Encoded]
) -> None:
    lower, session = counted(folder)
    whole = windows[1].pieces.window
    assert whole is not None
    lower([windows[1].pieces.within(Span(*whole.start[1:3]))])
    (feed,) = session.fed
    assert (feed["ids"][0] == whole.ids).all()
    assert feed["mask"].tolist() == [[1] * len(whole)]


def test_a_window_is_run_once_and_forgotten_with_its_page(folder: Path, encoder: Encoder) -> None:
    lower, session = counted(folder)
    windows = encoder.read(plain_document(LONG))
    for _ in range(2):
        lower([window.pieces for window in windows for _ in range(2)])
    assert sum(len(feed["ids"]) for feed in session.fed) == len(windows)
    assert all(feed["ids"].shape[1] <= MAX_PIECES for feed in session.fed)
    assert len(lower._read) == len(windows)
    del windows
    assert len(lower._read) == 0


def test_joined_pieces_are_refused(folder: Path) -> None:
    none = np.zeros((1, 2), dtype=np.float32)
    with pytest.raises(ValueError, match="several windows"):
        LargeLower(folder)([Pieces(none, none, none, np.zeros(1, np.int64), np.ones(1, np.int64))])


def test_it_has_a_say_in_the_type_and_the_small_networks_find_the_parties(encoder: Encoder) -> None:
    (event,), (alone,) = (read_events(ATTACK, one) for one in (encoder, Encoder()))
    assert (event.type, alone.type) == (TYPE, "ASSAULT")
    assert event.actor_spans == alone.actor_spans
    assert ATTACK[slice(*event.actor_spans[0])] == "Rebel fighters"
    assert encoder.large_pairs is not None
    assert encoder.large_pairs.seconds > 0
    assert encoder.total_seconds > encoder.seconds + encoder.large_pairs.seconds


def test_it_has_a_say_in_the_type_of_a_marked_pair(tmp_path: Path, encoder: Encoder) -> None:
    table = tmp_path / "pairs.tsv"
    table.write_text(PLV)
    assert evaluate_event_types(table, encoder)["scores"]["root_accuracy"] == 0
    assert evaluate_event_types(table, Encoder())["scores"]["root_accuracy"] == 1


def test_its_confidence_is_its_own(encoder: Encoder) -> None:
    assert encoder.event_calibration == CALIBRATION
    assert Encoder().event_calibration != CALIBRATION


def test_a_folder_is_found_by_path_and_by_name(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert find_large(str(folder)) == folder
    monkeypatch.setenv("DETENTE_MODELS", str(folder.parent))
    assert find_large("large") == folder
    monkeypatch.delenv("DETENTE_MODELS")
    monkeypatch.setenv("HOME", str(tmp_path))
    mine = write_large(tmp_path / ".local" / "share" / "detente" / "models" / "large")
    assert find_large("large") == mine
    monkeypatch.chdir(folder.parent)
    assert find_large(Path("large")) == Path("large")


def refusal(model: Path) -> DetenteError:
    with pytest.raises(DetenteError) as error:
        find_large(model)
    return error.value


def test_a_folder_that_is_not_there_says_how_to_get_one(tmp_path: Path) -> None:
    error = refusal(tmp_path / "none")
    assert error.code == "MODEL_MISSING"
    assert str(tmp_path / "none") in error.message
    assert "training/README.md" in error.advice
    assert "downloads nothing" in error.advice


def test_a_file_that_is_missing_or_changed_is_refused(tmp_path: Path) -> None:
    folder = write_large(tmp_path / "large")
    with (folder / "pairs.onnx").open("ab") as file:
        file.write(b"\0")
    assert refusal(folder).code == "MODEL_CHANGED"
    (folder / "pairs.onnx").unlink()
    assert refusal(folder).code == "MODEL_MISSING"
    for broken in ("{", "[]", json.dumps({})):
        (folder / "manifest.json").write_text(broken)
        assert refusal(folder).code == "MODEL_CHANGED"


def test_a_file_that_is_no_network_is_one_clear_error(tmp_path: Path) -> None:
    folder = write_large(tmp_path / "large")
    (folder / "lower.onnx").write_bytes(b"no network")
    record(folder)
    with pytest.raises(DetenteError) as error:
        read_events(ATTACK, Encoder(large=folder))
    assert error.value.code == "MODEL_INVALID"

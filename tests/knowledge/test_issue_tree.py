"""The issue tree: what is shipped, what a user's file makes of it, and what is wrong with one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.errors import DetenteError
from detente.knowledge import issues as tree


@pytest.fixture(autouse=True)
def shipped() -> Iterator[None]:
    yield
    tree.use_issues(None)


def write(folder: Path, text: str) -> Path:
    path = folder / "issues.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_tree() -> None:
    ids = tree.issue_ids()
    assert len(ids) == 75
    families = [issue for issue in tree.issues().values() if issue.parent is None]
    assert [issue.id for issue in families] == [str(number) for number in range(1, 10)]
    assert tree.parents() == {issue.id for issue in families}
    assert tree.issues()["6.6"].label == "Food, water and natural resources"
    assert tree.issues()["1.1"].mappings["eurovoc_id"] == "3454"
    assert all(issue.terms for issue in tree.issues().values())


def test_each_term_of_an_issue_is_there_once() -> None:
    for issue in tree.shipped_issues().values():
        texts = [term.text for term in issue.terms]
        assert len(texts) == len(set(texts)), issue.id


def test_ways_up_and_down() -> None:
    assert tree.ancestors("5.2") == ("5",)
    assert tree.ancestors("5") == tree.ancestors("no such") == ()
    assert tree.descendants("5") == ("5", "5.1", "5.2", "5.3", "5.4")
    assert tree.descendants("5.2") == ("5.2",)
    assert tree.descendants("no such") == ()


@pytest.mark.parametrize(
    ("written", "text", "strength"),
    [
        ("fishing quota*", "fishing quota*", "strong"),
        ("gas?", "gas", "matter"),
        ("Iraq@", "Iraq", "place"),
        ("test*?", "test*", "matter"),
    ],
)
def test_how_a_term_is_written(written: str, text: str, strength: str) -> None:
    assert tree.parse_term(written) == (text, strength)


@pytest.mark.parametrize("written", ["", "*", "?", "a*b", " gas", "gas??"])
def test_what_is_no_term(written: str) -> None:
    with pytest.raises(ValueError, match="is no term"):
        tree.parse_term(written)


def test_a_file_extends_the_tree(tmp_path: Path) -> None:
    tree.use_issues(
        write(
            tmp_path,
            '[[issue]]\nid = "6.8"\nparent = "6"\nlabel = "Deep-sea mining"\n'
            'terms = ["seabed mining", "nodule*?"]\n'
            '[[issue]]\nid = "6.6"\nterms = ["krill"]\n',
        )
    )
    new, old = tree.issues()["6.8"], tree.issues()["6.6"]
    assert (new.parent, new.learnt) == ("6", False)
    assert new.terms == (("seabed mining", "strong"), ("nodule*", "matter"))
    assert "6.8" in tree.descendants("6")
    assert (old.label, old.learnt) == ("Food, water and natural resources", True)
    assert old.terms[:-1] == tree.shipped_issues()["6.6"].terms
    assert old.terms[-1] == ("krill", "strong")


def test_a_file_replaces_the_tree(tmp_path: Path) -> None:
    text = (
        'replace = true\n[[issue]]\nid = "5"\n[[issue]]\nid = "5.1"\n'
        '[[issue]]\nid = "fish"\nlabel = "Fish"\nterms = ["cod"]\n'
    )
    tree.use_issues(write(tmp_path, text))
    assert tree.issue_ids() == ("5", "5.1", "fish")
    assert tree.issues()["5.1"] == tree.shipped_issues()["5.1"]


def test_a_shipped_id_with_a_label_of_its_own_is_another_issue(tmp_path: Path) -> None:
    text = 'replace = true\n[[issue]]\nid = "5.1"\nlabel = "Wine"\nterms = ["wine"]\n'
    tree.use_issues(write(tmp_path, text))
    assert not tree.issues()["5.1"].learnt


def test_the_order_of_scores_does_not_hang_on_the_file(tmp_path: Path) -> None:
    shipped_ids = tree.issue_ids()
    tree.use_issues(write(tmp_path, '[[issue]]\nid = "a"\nlabel = "A"\n'))
    assert tree.learnt_ids() == shipped_ids
    assert tree.issue_ids() == (*shipped_ids, "a")
    tree.use_issues(None)
    assert tree.issue_ids() == shipped_ids


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    path = write(tmp_path, '[[issue]]\nid = "a"\nlabel = "A"\n')
    tree.use_issues(path)
    first = tree.issues()
    tree.use_issues(path)
    assert tree.issues() is first
    write(tmp_path, '[[issue]]\nid = "another"\nlabel = "A"\n')
    tree.use_issues(path)
    assert "another" in tree.issues()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("issue = [", "is no TOML in UTF-8"),
        ("", "there is no [[issue]]"),
        ("isue = 1", "'isue' is no key"),
        ('replace = "yes"', "replace is neither true nor false"),
        ("issue = [1]", "[[issue]] number 1: it is no table"),
        ('[[issue]]\nid = 6\nlabel = "A"', "id is to be a text"),
        ('[[issue]]\nid = "a b"\nlabel = "A"', "id is to be a text"),
        ('[[issue]]\nid = "a"', "'a' has no label"),
        ('[[issue]]\nid = "a"\nlabel = " "', "label of 'a' is to be a text"),
        ('[[issue]]\nid = "a"\nname = "A"', "'name' is no key"),
        ('[[issue]]\nid = "a"\nlabel = "A"\nterms = "x"', "are to be a list of texts"),
        ('[[issue]]\nid = "a"\nlabel = "A"\nterms = ["*"]', "terms of 'a': '*' is no term"),
        ('[[issue]]\nid = "a"\nlabel = "A"\nparent = "z"', "the parent 'z' of 'a' is no issue"),
        ('[[issue]]\nid = "a"\nlabel = "A"\nsince = "March"', "since of 'a' is to be a text"),
        ('[[issue]]\nid = "5"\nparent = "5.1"', "is below itself"),
        ('[[issue]]\nid = "5"\n[[issue]]\nid = "5"', "the id '5' is there twice"),
    ],
)
def test_a_bad_file_is_told_in_one_line(tmp_path: Path, text: str, fault: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(DetenteError) as caught:
        tree.use_issues(path)
    assert caught.value.code == "ISSUES_INVALID"
    assert fault in caught.value.message
    assert str(path) in caught.value.message
    assert "\n" not in caught.value.message
    assert len(tree.issue_ids()) == 75


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "issues.toml"
    path.write_bytes('[[issue]]\nid = "a"\nlabel = "Pêche"\n'.encode("latin-1"))
    with pytest.raises(DetenteError, match="is no TOML in UTF-8"):
        tree.use_issues(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DetenteError) as caught:
        tree.use_issues(tmp_path / "none.toml")
    assert caught.value.code == "ISSUES_NOT_FOUND"

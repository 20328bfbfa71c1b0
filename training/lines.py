"""Train the classifier of flattened lines: ``lines*.onnx`` and ``lines.json``.

    python -m training.lines PAGES ARTICLES [--out FOLDER] [--cross-validate]

PAGES holds page folders (``gold.jsonl`` beside ``html/``), ARTICLES plain news articles
(``*.txt``), which become the bodies of composed pages. Sites held out (see ``line_pages``) are
only scored. Needs lightgbm and onnx beside the package.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, cast

import lightgbm  # type: ignore[import-not-found,unused-ignore]
import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper

from detente.evaluation.pages import match_shingles, score_matches
from detente.reading.line_features import Page
from detente.reading.line_words import Floats, Vocabulary, keys_of
from detente.reading.lines import ROLES, kept_lines
from training.line_composer import Composer
from training.line_pages import SHAPES, LabelledPage, read_articles, read_pages
from training.manifest import record_hashes

_FOLDS = 5
_COMPOSED = 1800
_BODY, _TITLE, _DEK = (ROLES.index(role) for role in ("body", "title", "dek"))
_MANY_SITES = 0.04  # share of sites that must have a word in their furniture
_COMMON = 0.03  # share of articles from which a word counts as common
_ROUNDS = {"first": 60, "article": 250, "roles": 30}
_SETTINGS = {
    "learning_rate": 0.12,
    "num_leaves": 15,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.5,
    "lambda_l2": 5.0,
    "max_bin": 63,
    "seed": 1,
    "num_threads": 1,
    "deterministic": True,
    "verbose": -1,
}
# News pages are what is read in the end.
_KINDS = {"fundus": 3.0, "wcxb-news": 3.0, "wcxb": 1.0, "composed": 2.0}
_SHAPES = (1.0, 0.7, 0.7, 0.35)


@dataclass(frozen=True, slots=True)
class Example:
    """A page with its tables, its lines' roles as numbers, and the weight of each line."""

    source: LabelledPage
    page: Page
    roles: NDArray[np.int64]
    weights: NDArray[np.float64]
    rows: NDArray[np.int64]

    @property
    def article(self) -> NDArray[np.int64]:
        """1 for article text, else 0."""
        return np.where((self.roles == _BODY) | (self.roles == _DEK), 1, 0)


def common_words(articles: Iterable[LabelledPage]) -> dict[str, float]:
    """The keys of common words with the share of articles that have them."""
    counts: Counter[str] = Counter()
    total = 0
    for article in articles:
        counts.update({key for line in article.lines for key in keys_of(line)})
        total += 1
    shares = {key: round(count / total, 3) for key, count in sorted(counts.items())}
    return {key: share for key, share in shares.items() if share >= _COMMON and key.isalpha()}


def boilerplate_words(pages: Iterable[LabelledPage]) -> dict[str, float]:
    """The keys that far more sites have in furniture than in articles, with the log odds."""
    around: dict[str, set[str]] = defaultdict(set)
    inside: dict[str, set[str]] = defaultdict(set)
    sites = set()
    for page in pages:
        sites.add(page.site)
        for line, role in zip(page.lines, page.roles, strict=True):
            for key in keys_of(line):
                (inside if role in {"body", "dek"} else around)[key].add(page.site)
    least = _MANY_SITES * len(sites)
    odds = {
        key: math.log((len(found) + 0.5) / (len(inside[key]) + 0.5))
        for key, found in sorted(around.items())
        if len(found) >= least and key.isalpha()
    }
    return {key: round(min(value, 3.0), 2) for key, value in odds.items() if value > 0.5}


def make_vocabulary(pages: Iterable[LabelledPage], articles: Iterable[LabelledPage]) -> Vocabulary:
    """What the training pages and articles teach of words."""
    plain = (page for page in pages if page.name.endswith("/0"))
    return Vocabulary(common_words(articles), boilerplate_words(plain))


def make_example(
    source: LabelledPage, vocabulary: Vocabulary, scale: float, seed: int = 0
) -> Example:
    """Count a page's lines by their words, and sample its many short lines one in five."""
    page = Page(source.lines, vocabulary)
    roles = np.array([ROLES.index(role) for role in source.roles])
    short = (roles != 0) & (page.counts < 5)
    chosen = ~short | (np.random.default_rng(seed).random(page.size) < 0.2)
    article_words = max(float(page.counts[roles == 0].sum()), 100.0)
    weights = (page.counts.astype(np.float64) ** 0.8 + 2) / article_words
    weights *= np.where(short, 5.0, 1.0) * scale
    return Example(source, page, roles, weights, np.flatnonzero(chosen))


def training_examples(
    pages: Sequence[LabelledPage], articles: Sequence[LabelledPage], vocabulary: Vocabulary
) -> list[Example]:
    """The pages in several shapes, and composed pages fold by fold."""
    examples = []
    for number, page in enumerate(pages):
        shape = int(page.name.rsplit("/", 1)[1])
        # Other than news: the plain shape, and each second of the others.
        if page.kind == "wcxb" and shape and (number + shape) % 2:
            continue
        examples.append(make_example(page, vocabulary, _KINDS[page.kind] * _SHAPES[shape], number))
    for fold in range(_FOLDS):
        donors = [
            page
            for page in pages
            if page.name.endswith(("/0", "/2"))
            and "body" in page.roles
            and page.fold(_FOLDS) == fold
        ]
        if donors:
            examples += _composed(donors, articles, vocabulary, fold)
    return examples


def _composed(
    donors: Sequence[LabelledPage],
    articles: Sequence[LabelledPage],
    vocabulary: Vocabulary,
    fold: int,
) -> list[Example]:
    news = [page for page in donors if page.kind != "wcxb"]
    frames, pieces, choice = Composer(donors, fold), Composer(news, fold), random.Random(fold)
    bodies = [*articles, *(3 * [_article_of(page) for page in news if page.title])]
    bodies = [body for body in bodies if len(body.lines) > 4]
    made = []
    for number in range(_COMPOSED // _FOLDS):
        body = choice.choice(bodies)
        page = frames.transplant(body) if number % 2 else pieces.compose(body, bodies)
        # The site of a donor decides the fold, so that furniture never crosses folds.
        page = replace(page, site=donors[0].site)
        made.append(make_example(page, vocabulary, _KINDS["composed"], number))
    return made


def _article_of(page: LabelledPage) -> LabelledPage:
    body = [
        line for line, role in zip(page.lines, page.roles, strict=True) if role in {"body", "dek"}
    ]
    return replace(page, lines=(page.title, *body), roles=("title", *["body"] * len(body)))


class Trees:
    """The three sets of trees, fitted one on the other's estimates."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self.first = _fit_first(examples)
        folds = sorted({example.source.fold(_FOLDS) for example in examples})
        seconds: dict[int, Floats] = {}
        # The second table must be made as at run time: by trees that have not seen the page.
        for half in (folds[0::2], folds[1::2]):
            seen = [e for e in examples if e.source.fold(_FOLDS) not in half]
            trees = _fit_first(seen)
            for example in examples:
                if example.source.fold(_FOLDS) in half:
                    seconds[id(example)] = _both(example, trees)
        tables = [seconds[id(example)] for example in examples]
        self.article = _fit(examples, tables, [e.article for e in examples], "article")
        self.roles = _fit(examples, tables, [e.roles for e in examples], "roles")

    def judge(self, example: Example) -> Floats:
        """The share of article text in each line, as at run time."""
        both = _both(example, self.first)
        shares = self.roles.predict(both)
        mean = (self.article.predict(both) + shares[:, _BODY] + shares[:, _DEK]) / 2
        return cast(Floats, mean.astype(np.float32))


def _fit_first(examples: Sequence[Example]) -> Any:
    tables = [example.page.first for example in examples]
    return _fit(examples, tables, [example.article for example in examples], "first")


def _both(example: Example, first: Any) -> Floats:
    likely = first.predict(example.page.first).astype(np.float32)
    return np.hstack([example.page.first, example.page.second(likely)])


def _fit(
    examples: Sequence[Example],
    tables: Sequence[Floats],
    labels: Sequence[NDArray[np.int64]],
    name: str,
) -> Any:
    pairs = list(zip(examples, tables, strict=True))
    data = lightgbm.Dataset(
        np.vstack([table[example.rows] for example, table in pairs]),
        np.concatenate([y[e.rows] for e, y in zip(examples, labels, strict=True)]),
        weight=np.concatenate([_weights(e, name)[e.rows] for e in examples]),
    )
    many = {"objective": "multiclass", "num_class": len(ROLES)}
    objective = many if name == "roles" else {"objective": "binary"}
    return lightgbm.train({**_SETTINGS, **objective}, data, _ROUNDS[name])


def _weights(example: Example, name: str) -> NDArray[np.float64]:
    # There is one title and one dek a page, and they are short.
    rare = 10.0 if name == "roles" else 2.0
    return example.weights * np.where(
        (example.roles == _TITLE) | (example.roles == _DEK), rare, 1.0
    )


def scores(examples: Sequence[Example], shares: Sequence[Floats]) -> dict[str, str]:
    """Precision, recall and F1 of shingles by kind of page, for pages in the plain shape."""
    found: dict[str, list[tuple[Example, Floats]]] = {}
    for example, share in zip(examples, shares, strict=True):
        if example.source.name.endswith("/0") and example.source.kind != "composed":
            found.setdefault(example.source.kind, []).append((example, share))
    return {kind: _score(pairs) for kind, pairs in found.items()}


def _score(pairs: Iterable[tuple[Example, Floats]]) -> str:
    matches = []
    for example, share in pairs:
        kept = kept_lines(example.source.lines, share)
        lines = zip(example.source.lines, kept, strict=True)
        text = "\n".join(line for line, inside in lines if inside)
        matches.append(match_shingles(example.source.gold, text))
    named = score_matches(matches)
    return " ".join([f"n={len(matches)}", *(f"{key}={value:.3f}" for key, value in named.items())])


def write_onnx(trees: Trees, folder: Path) -> None:
    """Write the trees as two ONNX graphs: the first estimate, and what is made of both tables."""
    # The trees' own LOGISTIC is not applied by ONNX Runtime where there is one target.
    first = [
        _tree_node(trees.first, "first_table", "odds", 1),
        helper.make_node("Sigmoid", ["odds"], ["first"]),
    ]
    second = [
        helper.make_node("Concat", ["first_table", "second_table"], ["both"], axis=1),
        _tree_node(trees.article, "both", "odds", 1),
        helper.make_node("Sigmoid", ["odds"], ["article"]),
        _tree_node(trees.roles, "both", "roles", len(ROLES)),
    ]
    widths = {"first_table": trees.first.num_feature()}
    _write_graph(first, widths, ["first"], folder / "lines_first.onnx")
    widths["second_table"] = trees.article.num_feature() - widths["first_table"]
    _write_graph(second, widths, ["article", "roles"], folder / "lines.onnx")


def _write_graph(nodes: list[Any], widths: dict[str, int], outputs: list[str], path: Path) -> None:
    def values(names: dict[str, int] | dict[str, None]) -> list[Any]:
        return [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, ["lines", width])
            for name, width in names.items()
        ]

    graph = helper.make_graph(nodes, "lines", values(widths), values(dict.fromkeys(outputs)))
    imports = [helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)]
    model = helper.make_model(graph, opset_imports=imports, ir_version=8)
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString())


def _tree_node(booster: Any, table: str, output: str, targets: int) -> Any:
    rows: dict[str, list[Any]] = {f"nodes_{key}": [] for key in _NODE_COLUMNS}
    rows |= {f"target_{key}": [] for key in _LEAF_COLUMNS}
    for tree, dump in enumerate(booster.dump_model()["tree_info"]):
        _add_nodes(rows, tree, dump["tree_structure"], tree % targets)
    return helper.make_node(
        "TreeEnsembleRegressor",
        [table],
        [output],
        domain="ai.onnx.ml",
        n_targets=targets,
        post_transform="SOFTMAX" if targets > 1 else "NONE",
        **rows,
    )


_NODE_COLUMNS = ["treeids", "nodeids", "featureids", "modes", "values"]
_NODE_COLUMNS += ["truenodeids", "falsenodeids"]
_LEAF_COLUMNS = ["treeids", "nodeids", "ids", "weights"]


def _add_nodes(rows: dict[str, list[Any]], tree: int, root: dict[str, Any], target: int) -> None:
    waiting, number = [(root, 0)], 1
    while waiting:
        node, own = waiting.pop()
        leaf = "leaf_value" in node
        left, right = (0, 0) if leaf else (number, number + 1)
        # LightGBM sends missing values one way; there are none here.
        values = (
            tree,
            own,
            0 if leaf else node["split_feature"],
            "LEAF" if leaf else "BRANCH_LEQ",
            0.0 if leaf else float(node["threshold"]),
            left,
            right,
        )
        for key, value in zip(_NODE_COLUMNS, values, strict=True):
            rows[f"nodes_{key}"].append(value)
        if leaf:
            share = (tree, own, target, float(node["leaf_value"]))
            for key, value in zip(_LEAF_COLUMNS, share, strict=True):
                rows[f"target_{key}"].append(value)
        else:
            waiting += [(node["left_child"], left), (node["right_child"], right)]
            number += 2


def write_weights(trees: Trees, vocabulary: Vocabulary, folder: Path) -> None:
    """Write the weights and enter their hashes in the manifest."""
    write_onnx(trees, folder)
    (folder / "lines.json").write_text(
        json.dumps(asdict(vocabulary), indent=0) + "\n", encoding="utf-8"
    )
    record_hashes(folder, ("lines_first.onnx", "lines.onnx", "lines.json"))


def main() -> None:
    """Read the data, train, score the held-out sites, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/detente/models"))
    parser.add_argument("--cross-validate", action="store_true")
    chosen = parser.parse_args()
    folders = sorted(path.parent for path in chosen.pages.glob("**/gold.jsonl"))
    pages = [page for folder in folders for page in read_pages(folder, SHAPES)]
    articles = list(read_articles(chosen.articles))
    known = [page for page in pages if not page.held_out]
    vocabulary = make_vocabulary(known, articles)
    trees = Trees(training_examples(known, articles, vocabulary))
    held = [make_example(page, vocabulary, 1.0) for page in pages if page.held_out]
    print("held out", scores(held, [trees.judge(example) for example in held]))
    write_weights(trees, vocabulary, chosen.out)
    if chosen.cross_validate:
        print("cross-validated", cross_validated(known, articles))


def cross_validated(
    pages: Sequence[LabelledPage], articles: Sequence[LabelledPage]
) -> dict[str, str]:
    """The scores of pages whose sites neither trees nor vocabulary have seen."""
    tested: list[Example] = []
    shares: list[Floats] = []
    for fold in range(_FOLDS):
        seen = [page for page in pages if page.fold(_FOLDS) != fold]
        vocabulary = make_vocabulary(seen, articles)
        trees = Trees(training_examples(seen, articles, vocabulary))
        unseen = [page for page in pages if page.fold(_FOLDS) == fold]
        part = [make_example(page, vocabulary, 1.0) for page in unseen]
        tested += part
        shares += [trees.judge(example) for example in part]
    return scores(tested, shares)


if __name__ == "__main__":
    main()

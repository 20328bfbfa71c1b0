"""Silver nested attributions: the first layer read once more inside every gold content.

No public corpus marks attributions inside the content of another. A model of the outermost layer
reads each content of the training articles as a text of its own; what it finds teaches the second
layer, beside the nested gold of our own.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

from detente.document import Span
from detente.evaluation.polnear import Attribution, read_articles
from detente.evaluation.statements import plain_document
from detente.reading.encoder import Encoder
from detente.reading.statements import find_statements

# a content begins with its quotation mark or complementiser, a sentence does not
_LEAD = re.compile(r"[\s“”\"‘']*(?:that\s+)?", re.IGNORECASE)
_TRAIL = "“”\"‘' "
MIN_CONFIDENCE = 0.3
MIN_CHARACTERS = 15


def nested_in(text: str, content: Span, encoder: Encoder) -> list[Attribution]:
    """What the first layer finds inside one content fragment, in offsets of the whole text."""
    fragment = text[content.start : content.end].rstrip(_TRAIL)
    lead = _LEAD.match(fragment)
    skip = lead.end() if lead else 0
    inner = fragment[skip:]
    if len(inner) < MIN_CHARACTERS:
        return []

    def moved(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        offset = content.start + skip
        return tuple(Span(span.start + offset, span.end + offset) for span in spans)

    document = plain_document(inner)
    return [
        Attribution(moved(item.source), moved(item.cue), moved(item.content))
        for item in find_statements(document, encoder.read(document), encoder)
        if item.nested_in is None and item.confidence >= MIN_CONFIDENCE
    ]


def main() -> None:
    """Parse arguments and write the silver as JSON by article name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polnear", type=Path, required=True, help="the corpus's train folder")
    parser.add_argument("--models", type=Path, required=True, help="folder of the exported model")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    encoder = Encoder(options.models)
    silver = {}
    for article in read_articles(options.polnear):
        contents = sorted({span for item in article.attributions for span in item.content})
        silver[article.name] = [
            (item.source, item.cue, item.content)
            for span in contents
            for item in nested_in(article.text, span, encoder)
        ]
    options.out.write_text(json.dumps(silver), encoding="utf-8")
    print(sum(map(len, silver.values())), "nested attributions in", len(silver), "articles")


if __name__ == "__main__":
    main()

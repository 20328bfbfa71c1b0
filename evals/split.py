"""The development part of the public event sets: ``python -m evals.split DATA OUT``.

DATA holds ``plover/PLV_train.tsv`` and ``plover/cameo_ner_train.txt``. A fifth of their sentences,
chosen by a hash of the sentence's letters and digits, is kept out of training; OUT gets them in the
same formats. The sets share sentences, and so the split is by the sentence, not by the row.
"""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path

PARTS = ("plv_dev.tsv", "ner_dev.txt")
_MARK = re.compile(r"</?[st]>")


def is_dev(sentence: str) -> bool:
    """True for a sentence that is kept for development."""
    plain = "".join(char for char in sentence.lower() if char.isalnum())
    return int(hashlib.sha1(plain.encode()).hexdigest(), 16) % 5 == 0


def write_dev(data: Path, out: Path) -> None:
    """Write ``plv_dev.tsv`` and ``ner_dev.txt`` to a folder."""
    out.mkdir(parents=True, exist_ok=True)
    header, *rows = _text(data / "plover" / "PLV_train.tsv").split("\n")
    column = header.split("\t").index("marked_sentence")
    kept = [row for row in rows if row and is_dev(_MARK.sub("", row.split("\t")[column]))]
    (out / PARTS[0]).write_text("\n".join([header, *kept]) + "\n", encoding="utf-8")
    blocks = _text(data / "plover" / "cameo_ner_train.txt").split("\n\n")
    chosen = [block for block in map(str.strip, blocks) if block and is_dev(_words(block))]
    (out / PARTS[1]).write_text("\n\n".join(chosen) + "\n", encoding="utf-8")


def _text(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read().replace("\r\n", "\n")


def _words(block: str) -> str:
    return " ".join(line.rpartition(" ")[0] for line in block.split("\n"))


if __name__ == "__main__":
    write_dev(Path(sys.argv[1]), Path(sys.argv[2]))

"""The manifest of the shipped weights: a hash for every file that is loaded."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path


def record_hashes(folder: Path, names: Iterable[str]) -> None:
    """Enter the SHA-256 of files into ``manifest.json``; other entries stay."""
    manifest = folder / "manifest.json"
    hashes = json.loads(manifest.read_text(encoding="utf-8")) if manifest.is_file() else {}
    for name in names:
        hashes[name] = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    manifest.write_text(json.dumps(hashes, indent=1) + "\n", encoding="utf-8")

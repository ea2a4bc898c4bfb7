"""A mark of code, so that what an older version of it made is not taken from the cache."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path


@lru_cache(maxsize=8)
def sources_mark(folder: Path) -> str:
    """SHA-256 of all Python files of `folder`: it changes when one of them does."""
    sources = sorted(folder.glob("*.py"))
    return sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()

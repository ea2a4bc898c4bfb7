from __future__ import annotations

import re
from pathlib import Path

from epaper.wire.faults import CODES, did_you_mean

PROBLEMS = Path(__file__).parents[2] / "docs" / "problems.md"


def test_every_code_is_explained_with_its_severity():
    rows = re.findall(
        r"^\| (W-\d+) \| (\w+) \|", PROBLEMS.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert dict(rows) == {code: severity.value for code, severity in CODES.items()}
    assert len(rows) == len(CODES)


def test_hints():
    assert did_you_mean("Standfrist", ["headline", "standfirst"]) == "did you mean standfirst?"
    assert did_you_mean("x", ["headline", "standfirst"]) == "known: headline, standfirst"

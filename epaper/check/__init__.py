"""The check: reads a finished edition and reports every rule of the page that it breaks.

`check_edition` gives the problems, `inspect_edition` the score as well; `write_proof` draws
the pages with what was found.
"""

from epaper.check.edition import (
    Checked,
    Verdict,
    begin_reading,
    check_edition,
    inspect_edition,
)
from epaper.check.findings import LOOKS
from epaper.check.pages import FlatPage, PageReadings
from epaper.check.proof import write_proof

__all__ = [
    "LOOKS",
    "Checked",
    "FlatPage",
    "PageReadings",
    "Verdict",
    "begin_reading",
    "check_edition",
    "inspect_edition",
    "write_proof",
]

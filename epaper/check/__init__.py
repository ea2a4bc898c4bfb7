"""The check: reads a finished edition and reports every rule of the page that it breaks.

`check_edition` gives the problems, `inspect_edition` the score as well.
"""

from epaper.check.edition import Checked, Score, check_edition, inspect_edition

__all__ = ["Checked", "Score", "check_edition", "inspect_edition"]

"""The desk: what runs today, in which section, how it ranks."""

from epaper.desk.notices import with_notices
from epaper.desk.stories import choose_stories

__all__ = ["choose_stories", "with_notices"]

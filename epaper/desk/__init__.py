"""The desk: what runs today, in which section, how it ranks."""

from epaper.desk.notices import with_notices
from epaper.desk.stories import choose_stories, read_minutes

__all__ = ["choose_stories", "read_minutes", "with_notices"]

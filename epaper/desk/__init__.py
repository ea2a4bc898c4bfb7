"""The desk: what runs today, in which section, how it ranks.

`without_killed` and `in_sections` decide for the whole day, before anything is edited;
`choose_stories` gets the records that run.
"""

from epaper.desk.notices import with_notices, with_past
from epaper.desk.order import in_sections
from epaper.desk.say import without_killed
from epaper.desk.stories import choose_stories

__all__ = ["choose_stories", "in_sections", "with_notices", "with_past", "without_killed"]

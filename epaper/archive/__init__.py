"""The archive: every finished edition of a paper, its index and the search in it.

In: the editions on the shelf, by their edition.json. Out: `Edition`s, `StoryHit`s, `Results`.
Writes only archive.sqlite in the paper's folder, which can always be made again from the shelf.
"""

from epaper.archive.archive import Archive, shelve
from epaper.archive.facts import (
    ArchivedSection,
    Edition,
    Image,
    MonthCount,
    StoryHit,
    StoryPage,
    StoryRef,
)
from epaper.archive.mend import Refreshed, own_format
from epaper.archive.past import PastLead, past_leads
from epaper.archive.search import Hit, Parts, Results, SearchOrder, search
from epaper.archive.shelf import DayEditions, Shelf
from epaper.archive.snippet import SnippetPart

__all__ = [
    "Archive",
    "ArchivedSection",
    "DayEditions",
    "Edition",
    "Hit",
    "Image",
    "MonthCount",
    "Parts",
    "PastLead",
    "Refreshed",
    "Results",
    "SearchOrder",
    "Shelf",
    "SnippetPart",
    "StoryHit",
    "StoryPage",
    "StoryRef",
    "own_format",
    "past_leads",
    "search",
    "shelve",
]

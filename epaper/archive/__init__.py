"""The archive: every finished edition of a paper, its index and the search in it.

In: the editions on the shelf, by their edition.json. Out: `Edition`s, `StoryHit`s, `Results`.
Writes only archive.sqlite in the paper's folder, which can always be made again from the shelf.
"""

from epaper.archive.archive import Archive, shelve
from epaper.archive.facts import (
    Edition,
    Image,
    MonthCount,
    Section,
    StoryHit,
    StoryPage,
    StoryRef,
)
from epaper.archive.mend import Refreshed
from epaper.archive.past import PastLead, past_leads
from epaper.archive.search import Hit, Part, Parts, Results, SearchOrder, search
from epaper.archive.shelf import Shelf

__all__ = [
    "Archive",
    "Edition",
    "Hit",
    "Image",
    "MonthCount",
    "Part",
    "Parts",
    "PastLead",
    "Refreshed",
    "Results",
    "SearchOrder",
    "Section",
    "Shelf",
    "StoryHit",
    "StoryPage",
    "StoryRef",
    "past_leads",
    "search",
    "shelve",
]

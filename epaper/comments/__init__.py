"""Comments: what readers write under stories, and what moderators decide about it.

In: `SentComment`s and decisions. Out: `Comment`s and threads. Writes only
comments.sqlite and .reader-secret in the paper's folder; neither can be made again from anything
else, so they stand apart from the archive's index. Nothing is public before it is approved.
"""

from epaper.comments.facts import (
    Act,
    ActKind,
    Comment,
    Counts,
    Decided,
    Fault,
    FaultKind,
    SentComment,
    SetAside,
    State,
)
from epaper.comments.limits import CommentLimits
from epaper.comments.rules import paragraphs, tidied_name, tidied_text
from epaper.comments.secret import Secret, read_secret
from epaper.comments.store import Comments
from epaper.comments.threads import Shown, thread

__all__ = [
    "Act",
    "ActKind",
    "Comment",
    "CommentLimits",
    "Comments",
    "Counts",
    "Decided",
    "Fault",
    "FaultKind",
    "Secret",
    "SentComment",
    "SetAside",
    "Shown",
    "State",
    "paragraphs",
    "read_secret",
    "thread",
    "tidied_name",
    "tidied_text",
]

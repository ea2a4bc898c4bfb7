"""What make-up works with, all of it set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from epaper.model import AdSetting, Galley, NoticeSetting, Story


@dataclass(frozen=True, kw_only=True)
class Copy:
    """The day's stories with their galleys by slug, notices, advertisements."""

    stories: Sequence[Story]
    galleys: Mapping[str, Galley]
    notices: Sequence[NoticeSetting]
    advertisements: Sequence[AdSetting] = ()

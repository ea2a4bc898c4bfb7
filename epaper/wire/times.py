"""Times as feeds, programs and people write them: a text in, a moment with its zone out.

ISO 8601 and what is written for it, RFC 822, seconds of the epoch, IPTC, and English dates in
words. What may be read in two ways (04/02/2026) is not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfoNotFoundError

from epaper.model.paper import zone_of

YEARS = range(1900, 2200)  # outside them a time zone's shift can leave the calendar
LONGEST = 64  # characters; the longest form is under 50
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG_MONTHS = (
    "january february march april may june july august september october november december"
).split()
# Hours from UTC of names that mean one zone only: IST, for one, is three countries'. The American
# ones are of RFC 822.
_NAMED_HOURS: Mapping[str, float] = {
    **{"z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "cest": 2},
    **{"met": 1, "mest": 2, "eet": 2, "eest": 3, "sast": 2, "msk": 3, "pkt": 5, "npt": 5.75},
    **{"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7},
    **{"hkt": 8, "sgt": 8, "awst": 8, "jst": 9, "kst": 9, "aest": 10, "aedt": 11, "nzst": 12},
}
_CLOCK = (
    r"(?P<hour>\d{1,2})(?::(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?)?"
    r"(?:\s?(?P<half>[ap])\.?m\.?)?"
)
_ZONE = (
    r"(?:\s*\(?(?P<zone>[+-]\d\d:?(?:\d\d)?|(?:utc|gmt)[+-]\d{1,2}(?::?\d\d)?|[a-z][a-z_/-]*)"
    r"\)?)?"
)
_TIME = rf"(?:(?:\s*,?\s+(?:at\s+)?|t)(?:{_CLOCK}){_ZONE})?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_FORMS = tuple(
    re.compile(source, re.ASCII)
    for source in (
        # 2026-02-04T05:40:00+00:00, 2026/02/04 20:30 +06:00
        rf"(?P<year>\d{{4}})(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}}){_TIME}",
        # 04.02.2026: with full stops the day comes first wherever it is written
        rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?(?P<year>\d{{4}}){_TIME}",
        # Wed, 4 Feb 2026 05:40:00 +0000, 4th February 2026
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH},?[ -](?P<year>\d{{4}}){_TIME}",
        # Feb. 4, 2026 5:40 pm EST
        rf"{_WEEKDAY}{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}}){_TIME}",
        # 20260204T054000+0000
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"
        rf"(?:[t ]?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?:[.,]\d+)?(?P<half>)?{_ZONE})?",
        # Wed Feb  4 05:40:00 UTC 2026
        rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}}) {_CLOCK}(?: (?P<zone>[a-z]{{2,5}}))?"
        r" (?P<year>\d{4})",
    )
)
_EPOCH = re.compile(r"\d{9,11}(?:\.\d+)?|\d{13}", re.ASCII)


@dataclass(frozen=True, slots=True)
class FiledTime:
    """A moment that was read; without a zone of its own in the one it was read for.

    `timed` is false where the text has a day and no time of it, which begins the day.
    """

    moment: datetime
    zoned: bool = True
    timed: bool = True

    def at(self, zone: tzinfo) -> datetime:
        """The moment; by the clocks of `zone` where it was filed without one."""
        return self.moment if self.zoned else self.moment.replace(tzinfo=zone)


def read_time(text: str, zone: tzinfo = UTC) -> FiledTime | None:
    """The time that `text` says, in `zone` where it names none; None if it says none."""
    plain = " ".join(text.split()).lower()
    if len(plain) > LONGEST:
        return None
    try:
        return _in_reach(FiledTime(_whole_iso(plain)))
    except ValueError:
        pass
    try:
        if _EPOCH.fullmatch(plain):
            seconds = float(plain) / (1000 if len(plain) == 13 else 1)
            return _in_reach(FiledTime(datetime.fromtimestamp(seconds, UTC)))
        found = next(filter(None, (form.fullmatch(plain) for form in _FORMS)), None)
        return _in_reach(_moment(found, zone)) if found else None
    except (ValueError, OverflowError):  # 30 February; 25 o'clock
        return None


def _whole_iso(text: str) -> datetime:
    """An ISO 8601 time with its zone, to the last fraction; ValueError for anything less."""
    moment = datetime.fromisoformat(text.upper())
    if moment.tzinfo is None:
        raise ValueError("no zone")
    return moment


def _in_reach(time: FiledTime | None) -> FiledTime | None:
    return time if time is not None and time.moment.year in YEARS else None


def _moment(found: re.Match[str], zone: tzinfo) -> FiledTime | None:
    """The moment of a form that fits; None where its month or zone has no meaning."""
    parts = found.groupdict()
    month, own = _month(parts["month"]), _zone(parts.get("zone"))
    if not month or (parts.get("zone") and own is None):
        return None
    second = int(parts.get("second") or 0)
    moment = datetime(
        int(parts["year"]),
        month,
        int(parts["day"]),
        _hour(parts),
        int(parts.get("minute") or 0),
        min(second, 59) if second == 60 else second,  # a leap second
        tzinfo=own or zone,
    )
    timed = parts.get("hour") is not None and (parts.get("minute") or parts.get("half"))
    if parts.get("hour") is not None and not timed:
        return None  # "4 February 2026 12": of what?
    return FiledTime(moment, zoned=own is not None, timed=bool(timed))


def _month(text: str) -> int:
    """The month's number; 0 for a word that is none. Sept. and full names count as well."""
    if text.isdigit():
        return int(text)
    known = text in MONTHS or text in _LONG_MONTHS or text == "sept"
    return MONTHS.index(text[:3]) + 1 if known else 0


def _hour(parts: Mapping[str, str | None]) -> int:
    """The hour of 24; ValueError for 13 pm."""
    hour = int(parts.get("hour") or 0)
    if not (half := parts.get("half")):
        return hour
    if not 1 <= hour <= 12:
        raise ValueError("no such hour")
    return hour % 12 + (12 if half == "p" else 0)


def _zone(text: str | None) -> tzinfo | None:
    """The zone of an offset or a name; None for none, or one that is not known."""
    if not text:
        return None
    if text in _NAMED_HOURS:
        return UTC if not _NAMED_HOURS[text] else timezone(timedelta(hours=_NAMED_HOURS[text]))
    offset = re.fullmatch(r"(?:utc|gmt)?([+-])(\d{1,2}):?(\d\d)?", text)
    if offset:
        away = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(-away if offset[1] == "-" else away)
    if "/" not in text:
        return None
    try:  # Asia/Dhaka, America/Port_of_Spain
        return zone_of(re.sub(r"[a-z]+", _capitalised, text))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _capitalised(word: re.Match[str]) -> str:
    small = word[0] in ("of", "au", "es")
    return word[0] if small else word[0].capitalize()

"""What a news page says about itself: when it was published, by whom, from where, on which agency's word.

Everything is read off a stretch of text and nothing is guessed: a date that can be read in two ways, or
that lies in the future, is not read at all, and a time without its zone counts as its day.
"""

# ruff: noqa: E501 - patterns read better in one line
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from dashboard.lexicons import load_numbers, load_values, load_words, match_any
from dashboard.preprocess.ingest.article import DatePrecision

EARLIEST_YEAR = 1600

# Hours from UTC. IST is India's, CST and EST are America's, BST is Britain's: what news pages mean by them.
_ZONES = {zone: float(n) for zone, n in load_values("time_zones", key="zone", value="hours").items() if n}
_AMERICAN_ZONES = load_words("time_zones", key="zone", clock="american")
_MONTHS = load_numbers("calendar", kind="month")
_MONTH = rf"(?P<month>{match_any(_MONTHS)})"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_DATE_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_YEAR}[-/.](?P<month>[01]?\d)[-/.](?P<day>[0-3]?\d)(?!\d)",
        rf"\b{_MONTH}\.?\s+{_DAY},?\s+{_YEAR}\b",
        rf"\b{_DAY}\.?\s+(?:of\s+)?{_MONTH}\.?,?\s+{_YEAR}\b",
        rf"\b{_DAY}-{_MONTH}-{_YEAR}\b",
        r"\b(?P<first>[0-3]?\d)(?P<mark>[-/.])(?P<second>[0-3]?\d)(?P=mark)(?P<year>\d{4})\b",
    )
)
_MONTH_OF_YEAR = re.compile(rf"\b{_MONTH}\.?\s+{_YEAR}\b", re.IGNORECASE)
_TIME = re.compile(
    r"(?:^|[\sT(|,])(?P<hour>[0-2]?\d)[:.](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?"
    r"\s*\(?(?P<zone>(?:GMT|UTC)\s*[+-]\s*\d{1,2}(?::?\d{2})?|[+-]\d{2}:?\d{2}\b|Z\b|[A-Z]{2,4}\b)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Published:
    """A moment (UTC) and how exact it is: a day is its midnight, a month its first day."""

    at: datetime
    precision: DatePrecision


def read_date(text: str, day: datetime | None = None, naive_is_utc: bool = False) -> Published | None:
    """The first date in `text`, with its time where the zone is known too.

    :param day: a day known from elsewhere; it decides between 08-11 and 11-08.
    :param naive_is_utc: whether a time without a zone is UTC (so in tables); otherwise it is left out.
    :returns: None if no date is there, or none that can be read in one way only.
    """
    for form in _DATE_FORMS:
        for match in form.finditer(text):
            time = _TIME.match(text, match.end()) or _find_time(text, match)
            moment = _midnight(match, day, time)
            if moment is None:
                continue
            return _with_time(moment, time, naive_is_utc)
    month = _MONTH_OF_YEAR.search(text)
    if month and int(month["year"]) >= EARLIEST_YEAR:
        return Published(datetime(int(month["year"]), _month(month["month"]), 1, tzinfo=UTC), "month")
    if re.fullmatch(r"\s*(1[6-9]|20)\d\d\s*", text):
        return Published(datetime(int(text), 1, 1, tzinfo=UTC), "year")
    return None


def parse_date(text: str) -> datetime | None:
    """The moment in `text`, UTC; a time without a zone counts as UTC. None if none can be read."""
    published = read_date(text, naive_is_utc=True)
    return published.at if published else None


def _find_time(text: str, date: re.Match[str]) -> re.Match[str] | None:
    """The time that stands near a date: after it, or before it ("20:39 IST, 8 November 2024")."""
    after = _TIME.search(text, date.end(), min(len(text), date.end() + 30))
    return after or _TIME.search(text, max(0, date.start() - 30), date.start())


def _month(word: str) -> int:
    return int(word) if word.isdigit() else _MONTHS[word.lower()]


def _midnight(date: re.Match[str], day: datetime | None, time: re.Match[str] | None) -> datetime | None:
    parts = date.groupdict()
    year = int(parts["year"])
    if year < EARLIEST_YEAR:
        return None
    if parts.get("month"):
        orders = [(_month(parts["month"]), int(parts["day"]))]
    else:
        first, second = int(parts["first"]), int(parts["second"])
        orders = [(second, first), (first, second)]
        if time and (time["zone"] or "").upper() in _AMERICAN_ZONES:
            orders.reverse()
            orders = orders[:1] if orders[0][0] <= 12 else orders
        elif parts["mark"] in ".-" or (time and (time["zone"] or "").upper() in _ZONES):
            # With hyphens or points, and outside America, the day comes first.
            orders = orders[:1] if orders[0][0] <= 12 else orders
    moments = []
    for month, number in orders:
        try:
            moments.append(datetime(year, month, number, tzinfo=UTC))
        except ValueError:
            continue
    if day is not None and len(orders) == 1 and not parts.get("month"):
        swapped = (int(parts["second"]), int(parts["first"]))
        for month, number in (swapped, swapped[::-1]):
            if (year, month, number) == (day.year, day.month, day.day):
                return datetime(year, month, number, tzinfo=UTC)
    if len(set(moments)) > 1:
        near = [m for m in moments if day is not None and abs(m - day) <= timedelta(days=2)]
        return near[0] if len(near) == 1 else None
    return moments[0] if moments else None


def _with_time(day: datetime, time: re.Match[str] | None, naive_is_utc: bool) -> Published:
    if time is None:
        return Published(day, "day")
    hour = int(time["hour"])
    half = (time["half"] or "").lower()
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    offset = read_zone(time["zone"] or "")
    if offset is None and naive_is_utc and not time["zone"]:
        offset = timedelta(0)
        if (hour, int(time["minute"]), int(time["second"] or 0)) == (0, 0, 0):
            return Published(day, "day")  # how tables write a day
    if offset is None or hour > 23:
        return Published(day, "day")
    local = day.replace(hour=hour, minute=int(time["minute"]))
    try:
        return Published(local.replace(tzinfo=timezone(offset)).astimezone(UTC), "minute")
    except OverflowError:  # the edges of the calendar have no other zone
        return Published(day, "day")


def read_zone(zone: str) -> timedelta | None:
    """The offset from UTC that "IST", "GMT+5:30" or "-0500" stands for; None if it is not known."""
    zone = zone.upper().replace(" ", "")
    if zone in _ZONES:
        return timedelta(hours=_ZONES[zone])
    match = re.fullmatch(r"(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})?", zone)
    if not match:
        return None
    offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    if offset >= timedelta(hours=15):
        return None
    return -offset if match[1] == "-" else offset


def is_impossible(published: Published, now: datetime | None = None) -> bool:
    """Whether the date lies more than two days ahead (zones and embargoes account for less)."""
    return published.at > (now or datetime.now(UTC)) + timedelta(days=2)


_DATE_CUE = re.compile(
    r"\b(?P<cue>published|posted|created|first published|date|issued|updated|last updated|last modified|modified)\b",
    re.IGNORECASE,
)


def find_published(line: str, day: datetime | None = None) -> tuple[int, Published] | None:
    """The publication date on a line of page furniture, with its rank: 0 published, 1 bare, 2 updated."""
    best: tuple[int, Published] | None = None
    cues = list(_DATE_CUE.finditer(line))
    stretches = [(1, line[: cues[0].start()] if cues else line)]
    for cue, following in zip(cues, [*cues[1:], None], strict=False):
        end = following.start() if following else len(line)
        updated = "updat" in cue["cue"].lower() or "modif" in cue["cue"].lower()
        stretches.append((2 if updated else 0, line[cue.end() : end]))
    for rank, stretch in stretches:
        published = read_date(stretch, day)
        if published and not is_impossible(published) and (best is None or rank < best[0]):
            best = (rank, published)
    return best


# -- agencies ----------------------------------------------------------------------------------------------

_AGENCY = match_any(load_words("agencies", key="name", place="credit"))
_AGENCIES = rf"(?:{_AGENCY})(?:\s*(?:/|,|and|&|\+)\s*(?:{_AGENCY}))*"
_CREDIT_LINE = re.compile(
    rf"""^[\s(\[*–—-]*(?P<credit>
        (?:with\s+(?:additional\s+|agency\s+|wire\s+)?(?:inputs?|reports?|reporting|files?)\s+(?:from|by)\s+.{{2,70}})
      | (?:with\s+(?:{_AGENCIES}|agency|agencies|wire)\s+(?:inputs?|reports?))
      | (?:inputs?\s+from\s+(?:{_AGENCIES}|agencies|wires?))
      | (?:agencies|agency\s+(?:inputs?|report))
      | (?:source|credit|via)\s*:\s*(?:{_AGENCIES}|agencies)
      | (?:©\s*|copyright\s+)?(?:\d{{4}}\s+)?{_AGENCIES}
    )[\s.)\]*]*$""",
    re.IGNORECASE | re.VERBOSE,
)
_CREDIT_TAIL = re.compile(
    rf"\s*[(\[](?P<credit>{_AGENCIES}|Agencies|AGENCIES|With .{{0,20}}[Ii]nputs.{{0,40}}?)\.?[)\]]\.?$"
)
_REPORTING = re.compile(
    r"^[(\[]?\s*(?:additional |writing and |our )?(?:reporting|writing|compiled|edited|editing) by\b"
    r"(?:[^;]{0,90}$|.{0,200};.{0,200}$)",
    re.IGNORECASE,
)
_NAMES_AGENCY = re.compile(rf"\b(?:{_AGENCY})\b|agenc(?:y|ies)|wires?\b|inputs?\b", re.IGNORECASE)
_SYNDICATED = ("from a syndicated feed", "this story has not been edited", "this report is auto-generated")


def find_credit(line: str) -> str | None:
    """The agency credit that makes up the whole line ("(With inputs from agencies.)"), without brackets."""
    if len(line) > 140:
        return None
    match = _CREDIT_LINE.match(line)
    # Matched without regard to case, so a one-word line such as "Uni" or "Mena" must be checked again.
    if not match or (
        re.fullmatch(r"[A-Za-z]{2,4}", match["credit"]) and not re.fullmatch(_AGENCY, match["credit"])
    ):
        return None
    credit = match["credit"].strip(" .)]*")
    return credit if _NAMES_AGENCY.search(credit) else None


def split_credit(paragraph: str) -> tuple[str, str | None]:
    """A paragraph without the agency in brackets at its end, and that agency."""
    match = (
        _CREDIT_TAIL.search(paragraph, max(0, len(paragraph) - 100))
        if paragraph[-2:].strip(".")[-1:] in ")]"
        else None
    )
    if not match or not paragraph[: match.start()].rstrip().endswith((".", "!", "?", '"', "”", "’", "'")):
        return paragraph, None
    return paragraph[: match.start()].rstrip(), match["credit"].strip()


_INLINE_TEASER = re.compile(
    r"\s*\((?:SEE |ALSO )?(?:RELATED|READ|WATCH|READ MORE|READ ALSO|SEE ALSO):\s[^()]{5,220}\)"
)


def cut_teasers(paragraph: str) -> tuple[str, list[str]]:
    """A paragraph without the teasers that stand inside it: "(RELATED: Storm Closes The Bridge)"; and these."""
    teasers = [match[0].strip() for match in _INLINE_TEASER.finditer(paragraph)]
    return (_INLINE_TEASER.sub("", paragraph).strip(), teasers) if teasers else (paragraph, [])


def is_reporting_note(line: str) -> bool:
    """Whether the line says who reported, wrote and edited, or that it came over a syndicated feed."""
    return bool(_REPORTING.match(line)) or any(phrase in line[:300].lower() for phrase in _SYNDICATED)


# -- datelines ---------------------------------------------------------------------------------------------

_CAPS_PLACE = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.'’-]+){0,3}"
_PLACE = r"[A-ZÀ-Þ][\w.'’-]+(?: (?:[a-z]{2,3} )?[A-ZÀ-Þ][\w.'’-]+){0,2}"
# Before a colon alone, two words are a place only if they look like one: "Mao Ning:" opens a line of dialogue.
_NAMED_PLACE = (
    r"(?:[A-ZÀ-Þ][\w.'’-]+|(?:New|San|Los|Las|St\.?|Saint|El|La|Le|Buenos|Rio|S[aã]o|Tel|Abu|Kuala|Hong|Addis|Port|Phnom|"
    r"Cape|North|South|East|West|Santa|Fort|Ho Chi|Sri|Baton|Salt Lake|Nay Pyi|Dar es)[ -][A-ZÀ-Þ][\w.'’-]+|"
    r"[A-ZÀ-Þ][\w.'’-]+ (?:City|Town|Beach|Springs|Falls|Bay|DC|D\.C\.|Aires))"
)
_REGION = r"(?:,? ?(?:\[[\w ]{2,30}\]|[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){0,2}))?"
_ANY_MONTH = _MONTH.replace("?P<month>", "?:")
_ON = rf"(?i:,? ?(?:{_ANY_MONTH}\.? [0-3]?\d|[0-3]?\d {_ANY_MONTH})\.?(?:,? \d{{4}})?)"
_DASH = r"(?:\s*[–—]\s*|\s+-{1,3}\s+|\s*--\s*|\s*:\s+)"
_DATELINES = (
    # LONDON (Reuters) - ; NEW DELHI, Nov 8 (PTI) ; Beijing [China], November 8 (ANI):
    re.compile(
        rf"^(?P<place>(?:{_CAPS_PLACE}|{_PLACE}){_REGION}){_ON}?,? ?\((?P<agency>{_AGENCIES})\){_DASH}?\s*(?=\S)"
    ),
    # PORT SABEL, March 1 (MNA) - : an agency that is on no list
    re.compile(
        rf"^(?P<place>(?:{_CAPS_PLACE}|{_PLACE}){_REGION}){_ON},? ?\((?P<agency>[A-Z]{{2,6}})\){_DASH}\s*(?=\S)"
    ),
    # (Reuters) -
    re.compile(rf"^\((?P<agency>{_AGENCIES})\){_DASH}?\s*(?=\S)"),
    # WASHINGTON, Nov. 8 — ; KYIV, Ukraine — ; NEW DELHI:
    re.compile(rf"^(?P<place>{_CAPS_PLACE}{_REGION}){_ON}?{_DASH}(?=[\"“‘'A-ZÀ-Þ0-9])"),
    # Beijing, Nov 8: ; Beijing:
    re.compile(rf"^(?P<place>{_PLACE}){_ON}{_DASH}(?=[\"“‘'A-ZÀ-Þ0-9])"),
    re.compile(rf"^(?P<place>{_NAMED_PLACE}(?:, {_PLACE})?)\s?:\s+(?=[\"“‘'A-ZÀ-Þ])"),
)
_NOT_A_PLACE = re.compile(
    r"^(?:note|update|updated|question|q|a|answer|exclusive|opinion|analysis|editor.*|correction|breaking.*|watch|"
    r"read.*|photo.*|image|video|listen|live|summary|explained?|explainer|background|context|topline|warning|"
    r"spoiler.*|disclaimer|disclosure|source|by|from|to|re|subject|date|title|author|report|review|interview|"
    r"podcast|file.*|highlights|key.*|also.*|tl;?dr|the .*|this .*|my .*|our .*|why|how|what|when|who|where|first|"
    r"second|verdict|pros|cons|rating|score|fact|claim|myth|tip|step.*|part.*|chapter.*|abstract|introduction|"
    r"conclusion|.*\b(?:president|minister|police|officials?|spokes\w+|secretary|senator|mr|mrs|ms|dr)\.?|january|february|march|april|may|june|july|august|september|october|november|december)$",
    re.IGNORECASE,
)


def split_dateline(paragraph: str) -> tuple[str | None, str | None, str]:
    """The place and the agency that an article opens with, and the rest of its first paragraph."""
    head = paragraph[:120]
    for form in _DATELINES:
        match = form.match(head)
        if not match:
            continue
        place = match.groupdict().get("place")
        if place is not None and _NOT_A_PLACE.match(place.strip()):
            continue
        rest = paragraph[match.end() :]
        if len(rest.split()) < 5:
            continue
        return (place.strip(" ,") if place else None), match.groupdict().get("agency"), rest
    return None, None, paragraph


# -- bylines and desks -------------------------------------------------------------------------------------

_NAME = r"[A-ZÀ-Þ][\w.'’-]*(?: (?:(?:de|da|van|von|der|den|bin|al|el|la|le|di|du|dos|del|ter|ten) ){0,2}[A-ZÀ-Þ][\w.'’-]*){0,4}"
_BYLINE = re.compile(
    r"^(?:(?:written|reported|posted|story|words|report|compiled|edited|published)\s+)?by:?\s+"
    rf"(?P<names>{_NAME}(?:(?:,| and| &|, and| \|) {_NAME}){{0,5}})(?P<rest>.*)$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r",? (?:and )?(?:(?:senior|chief|staff|political|national|foreign|special|associated press|ap) )*"
    r"(?:writer|reporter|correspondent|editor|contributor|columnist)s?\b.*$",
    re.IGNORECASE,
)
_AFTER_NAMES = re.compile(
    rf",?\s+(?:on|at|in|for|from|via|with|shares?|ph\.?d|m\.?d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|{_ANY_MONTH})\b",
    re.IGNORECASE,
)
_DESK = re.compile(
    r"^(?:by\s+)?(?P<outlet>[\w.&'’ -]{2,40}?)\s+(?P<desk>(?:news|web|online|digital|national|international|"
    r"world|city|sports?|business|entertainment|politics)\s+(?:desk|team|service|bureau|staff)|desk|bureau|"
    r"staff(?: (?:reporter|writer|correspondent))?|correspondent|newsroom)$",
    re.IGNORECASE,
)


def find_byline(line: str) -> str | None:
    """The names after "By" on a line of its own."""
    match = _BYLINE.match(line.strip())
    if not match or len(line) > 160 or match["names"].lower().startswith(("the ", "a ", "all ")):
        return None
    names = _AFTER_NAMES.split(_ROLE.sub("", match["names"]))[0].strip(" ,|")
    if not names:
        return None
    # Matched without regard to case for "BY"; a name must still be written as one.
    if not all(word[0].isupper() or len(word) < 4 for word in names.split()):
        return None
    rest = match["rest"].strip()
    if rest and rest[-1] in ".!?" and len(rest.split()) > 6:
        return None
    return names


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A line such as "Example News Desk | Beijing | Updated: 08-11-2024 20:39 IST"."""

    byline: str | None
    outlet: str | None
    place: str | None


def read_desk_line(line: str) -> DeskLine | None:
    """What a line of parts (| or •) with a desk or a date says; `outlet` is a name that needs a witness."""
    parts = [part.strip() for part in re.split(r"\s*[|•·]\s*", line) if part.strip()]
    if len(line) > 250 or line.startswith("|") or not parts or (len(parts) == 1 and not _DESK.match(line)):
        return None
    byline = outlet = place = None
    dated = False
    for part in parts:
        desk = _DESK.match(part)
        if desk and outlet is None:
            outlet, byline = desk["outlet"].strip(), part
        elif read_date(part) or _DATE_CUE.match(part):
            dated = True
        elif find_byline(part):
            byline = find_byline(part)
        elif len(parts) > 1 and place is None and re.fullmatch(rf"{_PLACE}(?:, {_PLACE})?", part):
            place = part
    if outlet is None and not (dated and len(parts) > 1):
        return None
    return DeskLine(byline, outlet, place if dated or outlet else None)

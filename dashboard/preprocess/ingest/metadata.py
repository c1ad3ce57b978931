"""What single lines of a page say of its article: the agency's credit, the dateline, the byline, the desk."""

# ruff: noqa: E501 - patterns read better in one line
from __future__ import annotations

import re
from dataclasses import dataclass

from dashboard.lexicons import load_words, match_any
from dashboard.preprocess.ingest.dates import DATE_CUE, MONTH, read_date

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
_ANY_MONTH = MONTH.replace("?P<month>", "?:")
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
    names = read_author(_AFTER_NAMES.split(_ROLE.sub("", match["names"]))[0].strip(" ,|"))
    if not names:
        return None
    # Matched without regard to case for "BY"; a name must still be written as one.
    if not all(word[0].isupper() or len(word) < 4 for word in names.split()):
        return None
    rest = match["rest"].strip()
    if rest and rest[-1] in ".!?" and len(rest.split()) > 6:
        return None
    return names


# The words by which an outlet's name is told from a person's.
_OUTLET_WORD = re.compile(
    r"\b(?:news|newspapers?|post|times|daily|weekly|press|herald|gazette|tribune|journal|guardian|telegraph|"
    r"independent|observer|chronicle|courier|inquirer|examiner|standard|express|mirror|mail|today|media|magazine|"
    r"agency|network|radio|television|tv|online|broadcasting|bbc|cnn|npr|cbs|nbc|abc|msnbc|itv|rfe/rl|"
    r"al jazeera|deutsche welle|euronews|politico|axios|buzzfeed|vox|staff|desk|bureau|team|newsroom|editors|wire|service)\b"
    r"|\.(?:com|org|net|co\.\w\w|example)$",
    re.IGNORECASE,
)
_AUTHOR_PART = re.compile(r"\s*(?:[|;/•·]|,|\s[–—-]\s|\band\b|&|\bfor\b(?=\s+[A-Z]))\s*")
_LEAD_BY = re.compile(
    r"^\W*(?:(?:written|reported|story|words|report|posted|post author|author)\s+)?(?:by|por|par|von)\b:?\s+",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+", re.IGNORECASE)
_NO_NAME = re.compile(r"@|\d{2}|^(?:admin|author|editor|unknown|none|n/a|jr\.?|sr\.?)$|^\W*$", re.IGNORECASE)


def read_author(line: str, outlet: str = "") -> str | None:
    """The people in an author's line ("By Jane Doe and John Roe, BBC News"), without outlet, role and address.

    A line that names an outlet alone gives None: it says who published, not who wrote.

    :param outlet: the outlet's name, where it is known.
    """
    line = " ".join(_ADDRESS.sub(" ", line).split())
    known = outlet.casefold().removeprefix("the ")
    people: list[str] = []
    for raw in _AUTHOR_PART.split(_LEAD_BY.sub("", line)):
        part = _ROLE.sub("", _LEAD_BY.sub("", raw)).strip(" ,|()")
        named = part.casefold().removeprefix("the ")
        if not part or _NO_NAME.search(part) or re.fullmatch(_AGENCY, part):
            continue
        if named == known and (people or _OUTLET_WORD.search(part)):  # a blog may bear its writer's name
            continue
        if _OUTLET_WORD.search(part) and (people or part != line):
            continue
        if part.casefold() not in (p.casefold() for p in people):
            people.append(part)
    if not people or (len(people) == 1 and _is_outlet(people[0])):
        return None
    return (
        ", ".join([*people[:-2], " and ".join(people[-2:])])
        if _AUTHOR_AND.search(line)
        else ", ".join(people)
    )


_AUTHOR_AND = re.compile(r"\band\b|&")


def _is_outlet(name: str) -> bool:
    return len(name.split()) < 5 and bool(_OUTLET_WORD.search(name.rpartition(" ")[2]))


_PERSON = re.compile(r"[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]*){1,3}")


def _names_outlet(part: str) -> bool:
    return bool(re.fullmatch(_AGENCY, part)) or _is_outlet(part)


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
        elif read_date(part) or DATE_CUE.match(part):
            dated = True
        elif find_byline(part):
            byline = find_byline(part)
        elif len(parts) > 1 and place is None and re.fullmatch(rf"{_PLACE}(?:, {_PLACE})?", part):
            place = part
    if outlet is None and not (dated and len(parts) > 1):
        return None
    if (
        dated
        and byline is None
        and len(parts) > 2
        and _names_outlet(parts[1])
        and _PERSON.fullmatch(parts[0])
    ):
        return DeskLine(parts[0], outlet, None)  # "Jane Doe | Reuters | 3 May 2021"
    return DeskLine(byline, outlet, place if dated or outlet else None)

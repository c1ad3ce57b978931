"""Notes of the outlet that stand between the paragraphs of an article: captions, credits, prompts, teasers.

They label themselves by their wording, so one article is enough to tell them. What an outlet words in its own
way is found by its repetition (``boilerplate``).
"""

# ruff: noqa: E501, SIM905 - the phrases read better in long lines
from __future__ import annotations

import re
from collections.abc import Sequence

from dashboard.preprocess.ingest.lines import count_words, ends_sentence, list_content_words

_NAME = r"(?:[A-ZÀ-Þ][\w.'’-]*)"
_AGENCY = r"(?:AP|A\.P\.|Associated Press|Reuters|REUTERS|AFP|EPA|Getty(?: Images)?|UPI|TNS|Bloomberg|Pool|ZUMA|Shutterstock|Pixabay)"
_PICTURE = r"(?:[Ff]ile [Pp]hoto|[Pp]hoto(?:graph)?|[Ii]mage|[Ii]llustration|[Pp]icture|[Ss]creen ?(?:shot|grab|capture))"
_CREDIT = (
    rf"(?:[^()]{{0,90}}\bvia {_AGENCY}\b[^()]{{0,30}}|{_AGENCY}(?: [Ff]ile)?(?: [Pp]hotos?)?\s*[/:]\s*[^()]{{2,70}}"
    rf"|[^()]{{2,70}}/\s*{_AGENCY}\b[^()]{{0,30}}|{_AGENCY} (?:[Ff]ile )?[Pp]hotos?[^()]{{0,60}}"
    rf"|{_PICTURE}s?(?:\s*[:/]|\s+(?:by|from|courtesy|via)\b)[^()]{{2,90}})"
)
_CREDIT_AT_END = re.compile(rf"\s*[(\[]\s*{_CREDIT}\s*[)\]]\s*$")
_BARE_CREDIT_AT_END = re.compile(
    rf"(?:REUTERS|AP Photo|Getty Images|AFP)\s*/\s*{_NAME}(?: {_NAME}){{0,3}}(?:/File Photo)?\s*$"
)
_CAPTION = re.compile(
    rf"^FILE\s*(?:PHOTO)?\s*[-–—:]\s*\S|^(?:{_AGENCY}/)?{_AGENCY} (?:An?|The|This) (?:file )?(?:picture|photo|photograph|image)\b"
    r"|^(?:Image|Media|Video) (?:copyright|caption|source)\b|^Media playback is un(?:supported|available)|^CLOSE (?=\S)"
    r"|^(?:Enlarge|Toggle|Hide|Show|View) (?:this )?(?:image|caption|gallery)\b|^(?:prev|next) Image \d+ of \d+|^Slideshow \(\d+ images?\)"
    r"|^(?:Photographer|Photo illustration|Photo|Photos|Image|Images|Illustration|Screenshot|Credit|Credits)\s*[:|/]\s*\S.{0,160}$"
)
_NAMED_CREDIT_AT_END = re.compile(rf"[.!?”]\s+{_NAME}(?: {_NAME}){{1,2}}, (?:[A-Z]{{2,}} ?){{1,4}}$")
_OPENING_CREDIT = re.compile(
    rf"\s\|\s(?:(?:{_AGENCY})\b|{_NAME}(?:\.?\s?{_NAME}){{0,3}}/[A-Z]{{2,}}|[\w. ]{{3,30}}/(?:{_AGENCY}))"
)
_OF_A_PICTURE = re.compile(
    r"\b(?:(?:left|right|center|centre)[,)]|pictured|poses?|speaks?|arrives?|listens?|gestures?|walks?|waves?|stands?|attends?|looks?|"
    r"holds?|leaves?|file photo|photo)\b"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, [A-Z][a-z]+\.? \d{1,2}\b|\b[A-Z][a-z]+\.? \d{1,2}, (?:19|20)\d\d\b"
)
_NOTES: tuple[tuple[str, int, re.Pattern[str]], ...] = tuple(
    (reason, longest, re.compile(form))
    for reason, longest, form in (
        (
            "video teaser",
            60,
            r"^(?:JUST|MUST) WATCH(?:ED)?\b|\bReplay More Videos\b|^(?i:watch (?:the latest |more )?videos? (?:at|on) \S+)$"
            r"|\bYour browser does not support\b|\bDownload\W+\d{1,2}:\d\d\b|^(?:VIDEO|(?:NOW )?WATCH(?: LIVE| NOW)?|GALLERY|SLIDESHOW|PICTURES|PHOTOS?|PHOTO GALLERY|LISTEN|PODCAST)\s*:\s*\S.{0,160}$(?<![.])",
        ),
        (
            "teaser",
            45,
            r"^\(\s*(?i:also on|see also|photos?|video|watch|read|related|more|full coverage|see more)\b.{0,4}[: ].{3,180}\)\.?$"
            r"|^\(\s+\S.{3,140}[^.!?\s]\s*\)$"
            r"|^(?:SPECIAL COVERAGE|SEE RELATED|EDITORIAL|GUEST COLUMN|OUR PICKS|(?i:full coverage|further reading|more coverage|related coverage))\s*:\s*\S.{0,200}$"
            r"|(?:[\w?!”’\"')]|\.\.\.|…)\s+Read more\W*$|^(?:Click|Tap) (?:here )?for more (?:from|on|about)\b.{0,80}$",
        ),
        (
            "advertisement",
            50,
            r"^Share All sharing options for\b|^(?i:\W*help support .{0,40}journalism\b.{0,60})$|^(?i:\W*(?:story|article|post) continue[sd]? (?:below|after)\b.{0,40})$|\b(?:Vote (?:Here|Now)|Click Here Now)\b.{0,30}$"
            r"|^(?i:\[(?:pull ?quote|audio[ -]?clip|embed\w*|break|video|gallery|caption|image|ad)\b[^\]]{0,80}\])$|^[\w-]+=\"https?://\S+$"
            r"|^\W*(?:Advertisement\W*){2,}$",
        ),
        (
            "reporting credit",
            60,
            r"^\W*Contributing\s*:\s*\S.{0,200}$|^\W*Contributing to this (?:report|story)\b.{0,120}$"
            r"|^\W*(?:This|The) (?:report|story|article) (?:contains|includes|used|is based in part on) (?:material|information|reports?|wire)\b.{0,120}$"
            r"|^\W*(?:Material|Information) from .{2,80} (?:was|were) (?:used|included) in this (?:report|story|article)\W*$"
            r"|^\W*This (?:article|report) is based in part on wire service reports\W*$|^With (?:\w+ ){0,3}(?:wires?|wire services|AP|Reuters|AFP)$",
        ),
        (
            "update note",
            40,
            r"^(?i:\W*(?:this|the) (?:story|article|post|report|piece|column) (?:has been|was)(?: \w+){0,2} (?:updated|corrected)\b.{0,140})$"
            r"|^(?i:\W*(?:last )?updated?:? (?:at |on )?\d.{0,40})$|^(?i:this article is more than \w+ (?:months?|years?) old)$",
        ),
        (
            "newsletter",
            70,
            r"(?i:\b(?:in|to) your (?:e-?mail )?inbox\b)|^(?i:\W*sign up (?:for|to|here|now)\b.{0,140})$(?<![.”\"])"
            r"|^(?i:\W*subscribe (?:on|to|in|via|here)\b.{0,140}\b(?:podcasts?|itunes|spotify|youtube|channel|newsletter))"
            r"|^(?:You can )?(?i:follow) (?:[\w.'’@]+ ){1,8}(?i:on (?:twitter|facebook|instagram|x)\b|at @|@)"
            r"|^(?i:\W*(?:download|get) the .{2,40}\bapp\b)|^(?i:got a (?:news )?tip\b.{0,120})$|^(?i:(?:join|like|find|follow) us on (?:twitter|facebook|instagram|youtube)\b)",
        ),
    )
)
_DISCLAIMER = re.compile(
    r"\b(?:opinions?|views?|claims) (?:and opinions )?(?:expressed|set forth)\b.{0,160}\b(?:those of|do(?:es)? not|(?:his|her|their) own|own)\b"
    r"|\bdoes not necessarily reflect the (?:opinions?|views?)\b|^this is a rush transcript\b|\bnot necessarily those of\b",
    re.IGNORECASE,
)
_LABEL_AT_START = re.compile(
    r"^(?:Story [Hh]ighlights|STORY HIGHLIGHTS|Highlights\s*:|Key points\s*:)\s+(?=[A-Z“\"‘'])"
)
_CONTRIBUTED = re.compile(
    r"^\W*(?P<who>\S.{1,240}?)\s+(?:also )?contributed(?: reporting| to (?:this|the) (?:report|reporting|story|article|post|column)\b.{0,60}|)"
    r"(?: from [A-Z].{1,40}| to this \w+)?\W*$"
)
_CREDIT_SENTENCE = re.compile(
    r"(?<=[.!?”\"])\s+(?:[^.!?]{3,160}\bcontributed to this (?:report|story|article)\.?)$"
)
_OF_CREDIT = frozenset(
    "and the of in from for with also writer writers staff reporter reporters producer producers correspondent correspondents "
    "editor editors researcher researchers wire services service this report".split()
)
_DISCLAIMER_AT_END = re.compile(
    r"(?<=[.!?”\"])\s+The (?:opinions?|views?) expressed in (?:this|these) (?:commentary|commentaries|articles?|columns?|pieces?)\b[^.!?]{3,160}\.?$"
)
_ATTRIBUTE_AT_START = re.compile(r"^[\w-]+=\"https?://[^\"\s]+\"\s+")
_CUTS = (
    ("advertisement", _ATTRIBUTE_AT_START),
    ("caption", _CREDIT_AT_END),
    ("reporting credit", _CREDIT_SENTENCE),
    ("disclaimer", _DISCLAIMER_AT_END),
    ("label", _LABEL_AT_START),
)
_SIGNED = re.compile(
    rf"^(?P<mark>[\s•⦁·*—–-]*)(?:[A-Z]+ )?(?!(?:Mr|Ms|Mrs|Dr)\.? )(?P<name>{_NAME}(?: {_NAME}){{1,4}}),? (?:a |an |the )?(?:is|was|are|writes|hosts|covers|teaches|serves|works)\b"
)
_ROLE = re.compile(
    r"\b(?:columnist|contributor|contributing|correspondent|reporter|journalist|staff writer|senior writer|editor|editorial|"
    r"syndicated|author of|co-author|host of|hosts|talk[- ]show|senior fellow|fellow at|fellow with|professor|historian|"
    r"blogger|writes (?:for|about)|(?:his|her|their) (?:latest |new |most recent )?book|follow (?:him|her|them)|@\w+)\b"
)
_SURE_ROLE = re.compile(
    r"\b(?:columnist|contributor|contributing|roving correspondent|syndicated|staff writer|senior writer|senior editor|editor (?:emeritus|at large|of The)|"
    r"editor-(?:in-chief|at-large)|writes (?:for|about)|author of [“\"]|(?:latest|new|most recent) book|follow (?:him|her|them)|@\w+)"
)
_CAPITALS = re.compile(r"\b(?:[A-Z][A-Z’'-]+|A|I)\b")
_SENTENCE_BREAK = re.compile(r"[.!?][”\"’)]*\s+(?=[A-Z“\"‘'])")


def name_note(text: str) -> str | None:
    """What kind of note the whole paragraph is ("caption", "reporting credit", ...); None: none."""
    if len(text) > 1200:
        return None
    words = count_words(text)
    if _CAPTION.search(text) and words <= 150:
        return "caption"
    if words <= 70 and (_BARE_CREDIT_AT_END.search(text) or _NAMED_CREDIT_AT_END.search(text)):
        return "caption"
    credit = _CREDIT_AT_END.search(text)
    if credit and _is_caption(text[: credit.start()]):
        return "caption"
    for reason, longest, form in _NOTES:
        if words <= longest and form.search(text):
            return reason
    if words <= 130 and (words <= 45 or _SIGNED.match(text)) and _DISCLAIMER.search(text):
        return "disclaimer"
    contributed = _CONTRIBUTED.match(text) if words <= 60 and "contributed" in text else None
    if contributed and _are_names(contributed["who"]):
        return "reporting credit"
    if (
        5 <= words <= 30
        and len(_CAPITALS.findall(text)) >= max(5, 0.8 * words)
        and not ends_sentence(text.rstrip("'’\"”"))
    ):
        return "teaser"
    return None


def _is_caption(text: str) -> bool:
    """Whether what stands before a picture's credit describes the picture: short, or in a caption's words."""
    sentences = 1 + len(_SENTENCE_BREAK.findall(text))
    return (count_words(text) <= 45 and sentences <= 2) or (
        sentences <= 5 and bool(_OF_A_PICTURE.search(text))
    )


def _are_names(text: str) -> bool:
    """Whether the words are names and what reporters are called, so that nothing is told of anybody."""
    return all(
        word[0].isupper() or not word[0].isalpha() or word.strip(",;") in _OF_CREDIT for word in text.split()
    )


def cut_notes(paragraph: str) -> tuple[str, list[tuple[str, str]]]:
    """A paragraph without the credits and labels at its ends, and these with the reason of each."""
    cut: list[tuple[str, str]] = []
    for reason, form in _CUTS:
        match = form.search(paragraph)
        if match is None or match[0] == paragraph:
            continue
        if reason == "reporting credit" and not _are_names(match[0].strip().partition(" contributed")[0]):
            continue
        cut.append((match[0].strip(), reason))
        paragraph = (paragraph[: match.start()] + paragraph[match.end() :]).strip()
    return paragraph, cut


def is_author_note(text: str, byline: str | None, *, at_end: bool) -> bool:
    """Whether the paragraph tells who wrote the article.

    It names its author, or it is marked off (by a dash, an asterisk, a bullet), or closes the article and says
    what only such a note says.
    """
    match = _SIGNED.match(text)
    if not match or count_words(text) > 90 or not _ROLE.search(text):
        return False
    if byline and match["name"].split()[-1] in byline and match["name"].split()[0] in byline:
        return True
    return at_end and (bool(match["mark"].strip()) or bool(_SURE_ROLE.search(text)))


def heads_again(text: str, title: str) -> bool:
    """Whether the first paragraph is a variant of the title, alone or glued to the end of a caption."""
    own = set(list_content_words(title))
    if len(own) < 3 or ends_sentence(text) or count_words(text) > 60:
        return False
    last = text[[0, *(m.end() for m in _SENTENCE_BREAK.finditer(text))][-1] :]
    words = set(list_content_words(last))
    return (
        len(words) >= 2
        and len(words & own) >= max(3 if len(own) > 4 else 2, 0.6 * len(words))
        and count_words(last) <= 20
    )


def opens_with_caption(text: str) -> bool:
    """Whether the first paragraph is a picture's caption with its credit behind a bar ("... | Agency")."""
    return count_words(text) <= 90 and bool(_OPENING_CREDIT.search(text))


def is_bare_byline(text: str, following: Sequence[int]) -> bool:
    """Whether a line before the text is a name alone (of a writer, of the outlet) that text follows."""
    words = text.split()
    return (
        1 < len(words) <= 7
        and bool(following)
        and not text.endswith((".", "?", "!", ":", "…", "”", '"'))
        and all(word[0].isupper() or word in ("and", "for", "of", "&", "|", "to") for word in words)
    )

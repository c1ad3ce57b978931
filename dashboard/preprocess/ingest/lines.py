"""The lines of a flattened page: what each is made of, and which part of a page it looks like.

A page that was flattened to text keeps its order and loses its marks. What a line is shows in its shape (length,
punctuation, function words) and in the few dozen phrases with which all sites label their furniture.
"""

# ruff: noqa: E501, SIM905 - the phrases read better in long lines and as sentences
from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from dashboard.preprocess.ingest.metadata import find_byline, find_credit, is_reporting_note, read_desk_line

_FUNCTION_WORDS = frozenset(
    "a about after against all also although am an and any are as at be because been before being between "
    "both but by can could did do does down during each even for from had has have he her here him his "
    "how i if in into is it its just like may me might more most much must my no nor not now of off on "
    "one only or other our out over own said say says she should since so some such than that the their "
    "them then there these they this those through to too under until up us very was we were what when "
    "where which while who whom whose why will with within without would you your".split()
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SENTENCE_END = re.compile(r"""[.!?…。！？؟।]["'”’»)\]]*$|[.!?]["'”’]*\s*\[\d+\]$""")
_SENTENCE_INSIDE = re.compile(r"""[a-zß-ÿ0-9)"”’][.!?]["”’]?\s+["“‘]?[A-ZÀ-Þ]""")
_QUOTATION = re.compile(r"^[\"“‘«„].*|.*[\"”’»],? (?:he|she|they|it|\w+) \w+")


class Kind(Enum):
    """What a line looks like on its own."""

    BLANK = auto()
    PROSE = auto()  # a paragraph, or enough of a sentence to count
    SHORT = auto()  # a short sentence
    PHRASE = auto()  # no sentence: a heading, a headline, an item of a list or a menu
    META = auto()  # byline, date, desk, agency credit: belongs to the article, not to its body
    NOTE = auto()  # caption, picture credit, teaser, prompt: stands inside an article and is not of it
    FURNITURE = auto()  # menu, share buttons, footer
    SECTION = auto()  # opens a part of the page that is not the article
    COMMENTS = auto()  # opens the readers' comments


_W = r"[\s:>»›|·•→…–-]*$"  # what may trail a label
_NOTES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(form, re.IGNORECASE))
    for reason, form in (
        (
            "image note",
            r"^\W*(?:this|the|above|below|featured|representational|representative) (?:image|picture|photo|photograph|"
            r"illustration)\b.{0,60}\b(?:ai|generated|illustrati\w+|representat\w+|depict|purposes?|courtesy|taken)\b"
            r"|^\W*(?:image|photo|picture|photograph|illustration|graphic|video|screenshot|credit|credits|file photo|"
            r"file image|photo credits?|image credits?|image source|photo by|image by|photograph by|picture by|"
            r"video by|photo courtesy|image courtesy|representational image|representative image|"
            r"for representation(?:al)?(?: purposes?)?(?: only)?|hide caption|toggle caption|enlarge(?: this)? image|"
            r"view image|click to enlarge|image caption|media caption|caption|view gallery|view photos?)"
            r"(?:\s*[:|/–—-].{0,200}|\s*\(.{0,80}\))?$"
            r"|^(?:photo(?:graph)?|image|picture|illustration|video)s? (?:by|from|courtesy of|via|credit) .{2,90}$"
            r"|(?:getty images|\bap photo\b|/reuters\b|shutterstock|afp via getty|file photo\)?|file pic\)?|"
            r"handout via reuters|/ap\)?|\bap images|istockphoto|istock|alamy|unsplash|epa-efe|via ap\)?|"
            r"wikimedia commons)[\s.)\]]*$"
            r"|\((?:photo|image|picture|video|credit|file|ap photo|representative|representational)[^)]{0,80}\)$"
            r"|^\(?(?:ap photo|file photo|file)\b.{0,90}$"
            # the marks that a broadcaster's page leaves before its captions
            r"|^(?:image copyright|image (?:caption|source,)|media caption|media playback is (?:un|not )supported)\b"
            r".{0,300}$"
            r"|^\W*(?:enlarge (?:this )?image )?toggle caption\b.{0,160}$",
        ),
        (
            "teaser",
            r"^\W*(?:also|further|must|read|see|watch|listen|related|recommended|more|view|don[’']?t miss|trending|"
            r"related (?:story|stories|article|articles|news|content|coverage|video|post)|editor[’']?s pick|up next|"
            r"in case you missed it|click here to read|read this|also on)\s*"
            r"(?:(?:also|next|more|on|here|now|full story|the full story|full article|this)\b)*"
            r"\s*(?:[:|>»–—]|-\s)\s*\S.{0,220}$"
            r"|^\W*(?:also read|read also|also see|see also|also watch|read more about|read next|read more on|"
            r"related article|related video)\b.{0,220}$"
            r"|^READ\b.{3,200}$(?-i:)"
            r"|^\W*(?:see |read )?related\W*$",
        ),
        (
            "newsletter",
            r"^\W*(?:sign up|signup|subscribe|register|join)\b.{0,160}\b(?:newsletters?|inbox|e-?mails?|updates?|alerts?|"
            r"channel|free|today|now|daily|whatsapp|telegram|unlimited)\b"
            r"|^\W*(?:get|receive|have)\b.{0,120}\b(?:newsletters?|(?:to|in) your inbox|delivered|breaking news alerts?)\b"
            r"|\b(?:delivered|straight|sent|right|directly) (?:straight |right |directly )?(?:to|into) your (?:e-?mail )?inbox\b"
            r"|^\W*(?:enter|your) (?:your )?e-?mail(?: address)?\b.{0,60}$"
            r"|^\W*(?:thank you|thanks) for (?:subscribing|signing up|registering|reading)\b.{0,80}$"
            r"|^\W*(?:download|get) (?:the|our) .{0,40}\bapp\b.{0,80}$"
            r"|^\W*(?:follow|like|find|join|connect with) (?:us|me|him|her|.{2,30})\s(?:on|at|in)\s.{0,20}"
            r"\b(?:facebook|twitter|instagram|google|youtube|telegram|whatsapp|linkedin|x)\b.{0,100}$"
            r"|^\W*(?:support|donate|become a (?:member|supporter|patron))\b.{0,90}$(?<![.])"
            r"|^\W*by (?:signing up|subscribing|clicking|submitting|registering|providing)\b.{0,240}$"
            r"|^\W*(?:already a (?:subscriber|member)|already (?:subscribed|registered)\?|(?:do you )?(?:already )?have an? (?:account|subscription)\?|"
            r"to (?:continue|keep) reading|you have .{0,20}free articles?|you(?:[’']ve| have) (?:reached|read|used) .{0,30}\b(?:limit|free)\b)"
            r".{0,160}$"
            r"|^\W*(?:this|the (?:full|rest of (?:this|the))) (?:article|story|content|page|report|post|is)\b.{0,40}\b(?:subscribers?|members?|"
            r"subscription|subscribing|behind a paywall)\b.{0,80}$"
            r"|^\W*(?:log|sign) in (?:here )?(?:to|for|or)\b.{0,120}$"
            r"|^\W*(?:subscribers?|members?)[ -]only\b.{0,60}$"
            r"|^\W*(?:unlock|access) (?:this|the full|unlimited|all)\b.{0,120}$"
            r"|^\W*(?:start|try|begin) your (?:free )?(?:\d+[ -](?:day|week|month) )?(?:free )?(?:trial|subscription|membership)\b.{0,120}$"
            r"|^\W*subscribe (?:now|today|here|from|for (?:just|only|as little|unlimited|full))\b.{0,200}$"
            r"|^\W*(?:cancel any ?time|you can cancel (?:at )?any ?time)\b.{0,60}$"
            r"|^\W*click here (?:to|for)\b.{0,120}$"
            r"|^\W*(?:follow ?@\w+\W*?)+$",
        ),
        (
            "advertisement",
            r"^\W*(?:advertisements?|advert|ad|ads by .{0,20}|sponsored(?: content| links?| by.{0,40})?|promoted(?: content)?|"
            r"story continues(?: below)?(?: advertisement)?|article continues (?:below|after).{0,40}|"
            r"(?:advertisement )?continue reading(?: the main story| below)?|continues below|skip ad(?:vertisement)?|loading\W*|"
            r"scroll (?:down )?(?:for|to).{0,40}|remove ads?|report this ad|ad feedback|advertise(?:ment)? - .*)\W*$",
        ),
    )
)
# What is of no article however long the line is.
_LONG_NOTES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("picture gallery", re.compile(r"\bhide caption \d+ of \d+\b", re.IGNORECASE)),
    (
        "newsletter",
        re.compile(
            r"please verify you['’]re not a robot|\be-?mail \(required\)"
            r"|^\W*sign up for (?:the|our) .{0,60}\bnewsletters?\b",
            re.IGNORECASE,
        ),
    ),
)
_SHARE_WORDS = frozenset(
    "share shared tweet pin it print e-mail email mail save like follow copy link facebook twitter x "
    "linkedin reddit whatsapp telegram pinterest tumblr google plus instagram youtube quora rss flipboard "
    "pocket messenger sms stumbleupon digg bookmark text line vk viber skype snapchat tiktok threads feed "
    "this article story page post on via to by with a friend the or and button click open opens in new "
    "window listen font size comment comments shares views likes sent send close more options republish "
    "connect us me your friends app bluesky mastodon weibo xing".split()
)
_FURNITURE = re.compile(
    r"^\W*(?:(?:left |right |main |top |site |footer |mobile |toggle |open |close |show |hide |skip to )*(?:menu|navigation|"
    r"sidebar|search|content|main content|header|footer)|home(?:page)?|skip to .{0,40}|jump to .{0,30}|"
    r"sign in|sign up|sign out|log ?in|log ?out|logout|register|my account|subscribe(?: now| today)?|search.{0,25}|"
    r"about(?: us)?|contact(?: us)?|advertise(?: with us)?|careers|jobs|help|faqs?|feedback|give feedback|"
    r"terms(?: (?:of|and|&) (?:use|service|conditions))?|privacy(?: (?:policy|notice))?|cookie.{0,30}|disclaimer|"
    r"site\s?map|accessibility|back to top|top|go to top|next|previous|prev|older|newer|next (?:article|post|story)|"
    r"previous (?:article|post|story)|close|cancel|submit|ok|accept|continue|load more.{0,20}|show more|see all|view all|"
    r"view more|see more|more|less|show less|read more|read full (?:story|article)|learn more|find out more|"
    r"edition.{0,20}|language|english|select.{0,20}|all|categories|archives?|tags?|topics?|sections?|sectors|editions|"
    r"other links|other products|follow|followers|following|video|videos|photos|gallery|live|live tv|e-?paper|"
    r"play|pause|mute|listen|listen to (?:this )?article|\d+ min(?:ute)?s?(?: read)?|min read|"
    r"updated?|published|posted|by|share|print|rss|newsletters?|podcasts?|weather|shop|store|"
    r"premium|exclusive|breaking news|latest|news|opinion|sports?|business|world|politics|entertainment|"
    r"lifestyle|technology|tech|health|science|travel|culture|reply|report|delete|edit|quote|permalink|"
    r"view profile|add to .{0,30}|was this (?:page|article) helpful.*|yes|no|\d+)\W*$",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"^\W*(?:©|\(c\)\s+(?:19|20)\d\d|copyright\b|&copy)|©\s*(?:copyright\s*)?(?:19|20)\d\d|\ball rights reserved\b|"
    r"\b(?:this (?:site|website)|we|our (?:site|website)|by (?:using|continuing)).{0,60}\b(?:cookies?|privacy policy)\b|"
    r"\bmay not be (?:published|reproduced|reprinted|copied)\b|^\W*(?:terms of (?:use|service)|privacy policy)\b.{0,80}$|"
    r"\bsubject to our terms\b|\bpowered by \w+$|^\W*(?:powered|hosted|designed|developed) by\b|"
    r"\brecaptcha\b|\benable javascript\b|\b(?:upgrade|update|refresh) your browser\b|"
    r"\byour browser (?:does|is|do|settings|version)\b|\bad ?blocker",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"^\W*(?:e-?mail|phone|tel|telephone|fax|call|address|whatsapp|contact|mobile|website|web)\b\s*(?:us|me)?\s*(?:at|:).{0,120}$"
    r"|^\W*[\w.+-]+@[\w-]+\.[\w.]+\W*$|^\W*(?:https?://|www\.)\S+\W*$|^\W*\+?[\d\s().,-]{9,}$",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"^\W*(?:(?:trending|most (?:read|popular|viewed|shared|commented|recent|watched|e-?mailed)|popular|latest|recent|top|"
    r"related|recommended|featured|suggested|similar|sponsored|promoted|other|more|also|editor[’']?s[’']?|further|must|hot)"
    r" (?:(?:from|in|on|by|across) (?:.{2,40})|around the web|for you|like this|"
    r"(?:\w+ ){0,2}(?:now|today|stories|story|articles?|news|posts?|videos?|topics?|searches|headlines|reading|content|links?|"
    r"coverage|picks?|choice|reads?|stuff|comments|tags|categories|read|items|products|pages|books|week)"
    r"(?: (?:from|in|on|by|for|about|this|of) .{2,40})?)"
    r"|trending|most popular|most read|up next|read next|what to read next|what[’']s (?:next|new|hot|trending)|"
    r"(?:you (?:may|might|could|will|[’']ll) (?:also )?(?:like|be interested in|have missed|enjoy)|you may also)\b.{0,20}|"
    r"(?:in case you missed it|don[’']t miss|from (?:around )?the web|from our (?:partners|sponsors).{0,20}|"
    r"recommended|recommended for you|related|related to this|related content|see also|keep reading|"
    r"people are (?:also )?reading|readers? also (?:liked|read)|more to (?:explore|read)|explore more|"
    r"opinion / .{2,40}|more on this(?: story| topic)?|tags|tagged(?: with| as)?|filed under|topics|posted in|categories|"
    r"about the authors?|author bio|share this|share this:.*|like this:.*|connect us on|connect with us|follow us.*|"
    r"stay connected|footnotes|external links|navigation menu|contact us|latest news|"
    r"newsletter sign ?up))\W*$"
    r"|^\W*(?:more from|more in|more on|more by|trending in|latest in|latest from|popular in|related to|filed under|tags?|tagged|topics?|"
    r"posted in|categories|labels|keywords)\s*:?\s.{2,120}(?<![.!?])$",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"^\W*(?:(?:show|view|read|see|load|hide|add|post|leave|write|join)?\s*(?:all|a|your|the|us)?\s*(?:\d[\d,]*|no)?\s*"
    r"(?:comments?|reader comments?|(?<=\d )(?:responses?|replies|thoughts)|responses|thoughts on .{2,160}|replies to .{2,160}|responses to .{2,160}|comments? on .{2,160})"
    r"(?:\s*\(?\d[\d,]*\)?)?(?: so far| \(.{0,30}\)| below| policy| section| here)?"
    r"|(?:leave|post|write|submit|add) (?:a|your|us a) (?:reply|comment|response|review)\b.{0,80}|join the (?:conversation|discussion).{0,60}|"
    r"cancel reply|comments? (?:are )?(?:closed|disabled|off).{0,60}|discussion(?: about this .{2,20})?|"
    r"your e-?mail address will not be published.{0,80}|be the first to comment.{0,40}|what do you think\?|"
    r"sort by (?:newest|oldest|best|top).{0,30}|(?:log|sign) in to (?:comment|reply|leave).{0,40}|"
    r"you must be logged in.{0,60}|have your say.{0,40}|conversation \(?\d*.{0,5}|please (?:log|sign) in to .{0,60})\W*$",
    re.IGNORECASE,
)
_CUT_OFF = re.compile(
    r"(?:\[(?:\.{3}|…|&hellip;)\]|(?:\.{3}|…|\.)\s*(?:read more|continue reading|read on|more|see more)\W*)$",
    re.I,
)
_AUTHOR_NOTE = re.compile(
    r"^(?:about the author\W+)?(?!The |An? |In |This |(?:Mr|Ms|Mrs|Dr|Sen|Rep|Gov)\.? )(?:[A-ZÀ-Þ][\w.'’-]*,? ){1,5}(?:is|was|has been|works as|has worked|writes|covers|joined|reports)\b"
    r".{0,120}\b(?:reporter|journalist|correspondent|columnist|blogger|freelance|staff writer|senior writer|contributing|"
    r"contributor|editor[- ]in[- ]chief|senior editor|editor (?:at|of|for)|writer (?:at|for|based|and|who)|"
    r"writes (?:about|for)|(?:author|co-author) of|covers)\b"
    r"|\bfollow (?:him|her|them|me) (?:on (?:twitter|x|instagram|bluesky|facebook)|@|at @)"
    r"|\b(?:he|she|they) can be (?:reached|contacted|followed|found) (?:at|on|by)\b",
)
_BULLET = re.compile(r"^[\s•·●▪◦‣■□►▶*–—-]+(?=\S)|^\d{1,2}[.)]\s+")


@dataclass(slots=True)
class Line:
    """One line with what it is made of; `weight` is how much it speaks for the article's text (below 0: against)."""

    text: str
    kind: Kind
    reason: str = ""
    words: int = 0
    bullet: bool = False
    keep: bool = field(default=False)

    @property
    def is_text(self) -> bool:
        return self.kind in (Kind.PROSE, Kind.SHORT)


_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


def count_words(text: str) -> int:
    """Words: runs of letters and digits with inner apostrophes and hyphens; two signs of an unspaced script."""
    words = sum(1 for _ in _WORD.finditer(text))
    return words if text.isascii() else words + len(_UNSPACED.findall(text)) // 2


def function_word_share(text: str) -> float:
    """The share of English function words among the words, in [0, 1]; prose has 0.3 to 0.6, a menu near 0."""
    words = _WORD.findall(text[:1000].lower())
    return sum(word in _FUNCTION_WORDS for word in words) / len(words) if words else 0.0


def list_content_words(text: str) -> list[str]:
    """The words that carry meaning, in lower case: no function words, nothing of one or two letters."""
    return [w for w in _WORD.findall(text.lower()) if len(w) > 2 and w not in _FUNCTION_WORDS]


def ends_sentence(text: str) -> bool:
    """Whether the line ends as a sentence does."""
    return bool(_SENTENCE_END.search(text))


def read_line(raw: str) -> Line:
    """The line, classified by itself."""
    text = " ".join(raw.split())
    if not text:
        return Line("", Kind.BLANK)
    words = count_words(text)
    bullet = bool(_BULLET.match(text))
    kind, reason = _classify(text, words)
    return Line(text, kind, reason, words, bullet)


def _classify(text: str, words: int) -> tuple[Kind, str]:
    """The kind of a line and, unless it is text, the reason why it is none."""
    if words == 0:
        return (Kind.FURNITURE, "separator")
    return _read_wording(text, words) or _weigh_words(text, words)


def _read_wording(text: str, words: int) -> tuple[Kind, str] | None:
    """The kind of a line that its wording gives away."""
    for reason, form in _LONG_NOTES:
        if form.search(text):
            return (Kind.NOTE, reason)
    labelled = _read_label(text, words) if len(text) <= 260 else _read_long_label(text)
    if labelled:
        return labelled
    if words <= 60 and _CUT_OFF.search(text[-40:]):
        return (Kind.NOTE, "teaser")
    if len(text) <= 400 and _AUTHOR_NOTE.search(text):
        return (Kind.NOTE, "about the author")
    return None


def _read_long_label(text: str) -> tuple[Kind, str] | None:
    if is_reporting_note(text):
        return (Kind.META, "agency credit")
    if len(text) < 700 and ("©" in text or "all rights reserved" in text.lower()):
        return (Kind.FURNITURE, "legal line")
    return None


def _weigh_words(text: str, words: int) -> tuple[Kind, str]:
    """The kind of a line by its length, its end and the share of its function words."""
    sentence = ends_sentence(text)
    if sentence and words >= 10:
        return (Kind.PROSE, "")
    share = function_word_share(text)
    if _is_unfinished_prose(text, words, share):
        return (Kind.PROSE, "")
    if sentence or (words >= 2 and _QUOTATION.match(text) and share > 0):
        return (Kind.SHORT, "")
    if words >= 25 and share < 0.12:
        return (Kind.FURNITURE, "menu")
    return (Kind.PHRASE, "")


def _is_unfinished_prose(text: str, words: int, share: float) -> bool:
    """Whether a long line without a sentence's end is text all the same."""
    if words >= 15 and (share >= 0.25 or (share >= 0.15 and _SENTENCE_INSIDE.search(text))):
        return True
    if words >= 10 and share >= 0.3 and text.endswith((":", ",", ";", "—")):
        return True
    return words >= 30 and len(_SENTENCE_INSIDE.findall(text)) >= 2


def _is_share(text: str) -> bool:
    """Whether the line is made of nothing but names of networks, "share", and counts."""
    found = _WORD.findall(text.casefold())
    return all(word in _SHARE_WORDS or word[0].isdigit() for word in found) and (
        len(found) == 1 or any(not word[0].isdigit() for word in found)
    )


def _read_label(text: str, words: int) -> tuple[Kind, str] | None:
    """The kind of a short line that labels itself, by the first rule that holds."""
    if find_credit(text) or is_reporting_note(text):
        return (Kind.META, "agency credit")
    if _COMMENTS.match(text):
        return (Kind.COMMENTS, "comments")
    if _SECTION.match(text):
        return (Kind.SECTION, "teasers")
    return _read_furniture(text) or _read_about_line(text, words)


def _read_furniture(text: str) -> tuple[Kind, str] | None:
    if not text.endswith((".", "!", "?", "”", '"', "’")):  # "“No.”" is speech, "No" is a button
        if _is_share(text):
            return (Kind.FURNITURE, "share buttons")
        if _FURNITURE.match(text):
            return (Kind.FURNITURE, "menu")
    for reason, form in _NOTES:
        if form.search(text):
            return (Kind.NOTE, reason)
    if _CONTACT.match(text):
        return (Kind.FURNITURE, "contact")
    return (Kind.FURNITURE, "legal line") if _LEGAL.search(text) else None


def _read_about_line(text: str, words: int) -> tuple[Kind, str] | None:
    """The kind of a line that says who wrote the article, where and when."""
    if words > 40 or (words > 12 and ends_sentence(text)):
        return None
    if find_byline(text):
        return (Kind.META, "byline")
    if read_desk_line(text):
        return (Kind.META, "byline and date")
    return (Kind.META, "date") if _is_date_line(text, words) else None


_DATE_LINE = re.compile(
    r"\b(?:(?:19|20)\d\d|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|"
    r"\d{1,2}:\d\d|\d+ (?:second|minute|min|hour|hr|day|week|month|year)s? ago|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|updated|published|posted|created|modified|first|last|on|at|am|pm|"
    r"a\.m|p\.m|[a-z]{2,4}t|gmt|utc|ist|\d+)\b",
    re.IGNORECASE,
)


def _is_date_line(text: str, words: int) -> bool:
    """Whether (nearly) all of the line is a date, a time, or how long ago."""
    if words > 16 or not re.search(r"\d|ago\b|yesterday|today", text):
        return False
    rest = _DATE_LINE.sub("", text)
    if not re.search(r"(?:19|20)\d\d|\bago\b|\d:\d\d", text):
        return False
    return count_words(rest) <= 1

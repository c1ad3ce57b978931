"""The words that attribute: verbs of saying, thinking and asking, how they are built and how they colour.

Both sides use them: the reading of quotations finds speakers by them, and the Voices view tells the
neutral from the loaded. The list was mined from the cue strings of a news corpus that marks attribution
(PolNeAR, Newell et al. 2018: verbs only, none of its text) and from journalists' style guides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Colour = Literal["neutral", "loaded", "unknown"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# How a verb takes what is said:
#   c  a clause, with or without "that" ("said it rained")   t  a clause with "that" only
#   w  a question ("asked whether")                          i  an infinitive ("vowed to fight")
#   o  a listener before it ("told reporters that")          n  a noun phrase ("denied the charge")
#   a  a noun phrase and "as" ("described it as a gift")     q  words in quotation marks
_NEUTRAL = """
say cwq|tell cwioq|add tq|ask wioq|write cq|report tnq|note twq|announce tnq|state tnq|explain twnq
continue q|reply tq|answer tq|respond tq|comment tq|remark tq|mention tn|observe tq|describe wna
read q|tweet tq|post tq|call nq|recall twnq|conclude tq|inform tow|propose tin|suggest cnq|indicate cwn
predict tnq|estimate cn|find t|show tw|think cq|believe c|know tw|expect tin|hope ti|want i|plan i
learn tw|wonder wq|inquire wq|discuss wn|summarize tn|recount tnw|testify tq|agree ti|confirm twn
cite n|quote nq|refer q|express n|express t|reiterate tnq|repeat tnq|stress tnq|emphasize tnq|clarify twn
reveal twn|disclose twn|declare tnq|determine tw|decide tiw|consider nw|intend i|seek i|prefer ni|notify to
advise toi|recommend tn|request tni|propose n|offer i|pledge tinq|promise tinoq|intend i|interject q|sing q
reason tq|view na|see na|regard na|term na|elaborate q|text q|email q|publish n|teach to|feel t|prove t|acknowledge twnq
cheer q|joke tq|conjecture t|project t|forecast tn|calculate t|rule t|judge t|opine tq|reckon c|figure c
suppose c|understand tw|realize tw|recognize tn|remember tw|caution toq|counsel toi|assure to|remind to
guarantee t|imply t|signal t|hint t|speculate t|specify tw|maintain t|contend t|begin q|start q|finish q
concur tq|counter tq|posit t|theorize t|hypothesize t|argue tq|appear i|seem i|support n|oppose n|endorse n
favor n|back n|approve n|choose i|aim i|struggle i|hear t|discover tw|detail nw|outline nw|highlight n
address n|review n|reflect tq|muse tq|quip tq|chime q|chuckle q|laugh q|smile q|nod q|sigh q|whisper q
""".strip()
_LOADED = """
claim tinq|admit tq|concede tq|insist tq|allege tn|assert tnq|boast tq|brag tq|complain tq|accuse n
blame n|deny tnq|refuse i|decline i|reject nq|dismiss na|warn toq|threaten i|vow tinq|swear ti
urge oinq|demand tinq|order io|call_on io|criticize nq|slam nq|blast nq|attack n|denounce na|condemn nq
praise n|hail na|laud na|applaud n|tout na|trumpet n|defend n|mock n|ridicule n|scoff tq|sneer q|lash q
fume q|rant q|rail q|thunder q|bark q|shout tq|yell q|scream q|cry q|exclaim q|retort q|snap q|gush q
plead tiq|beg ioq|implore oiq|lament tnq|bemoan n|deplore n|decry na|regret t|fear tn|worry tq|doubt tn
confess tq|acknowledge t|contend tq|maintain tq|charge t|proclaim tnq|preach t|lecture to|taunt q|tease q
gloat q|crow q|tell_off n|rebuke n|chide n|scold n|castigate n|lambast n|lambaste n|excoriate n|assail na
deride na|disparage n|question nw|challenge n|dispute n|refute n|rebut n|contradict n|rebuff n|downplay n
suspect t|portray na|depict na|characterize na|label n|brand n|dub n|paint na|cast na|frame na|deem n
quip q|joke q|hype n|warn n|fret t|grumble tq|protest tq|object tq|balk q|stress t|purport i|pretend t
profess ti|hypothesise t|insinuate t|imagine t|bluster q|bellow q|howl q|wail q|sob q|moan q|mutter q
""".strip()
_IRREGULAR = {
    "say": "said", "tell": "told", "write": "wrote written", "think": "thought", "know": "knew known",
    "find": "found", "show": "showed shown", "read": "read", "see": "saw seen", "feel": "felt",
    "swear": "swore sworn", "begin": "began begun", "understand": "understood", "hear": "heard",
    "sing": "sang sung", "teach": "taught", "choose": "chose chosen", "seek": "sought", "cast": "cast",
    "forecast": "forecast", "learn": "learned learnt",
}  # fmt: skip


_DOUBLING = _words("beg brag quip rebut snap slam plan prefer refer admit regret nod dub sob begin")


def _inflect(verb: str) -> list[str]:
    """The forms of a verb: plain, third person, past, participles."""
    head, _, particle = verb.partition("_")
    stem = head + head[-1] if head in _DOUBLING else head
    if head.endswith("y") and head[-2] not in "aeiou":
        third, past, ongoing = head[:-1] + "ies", head[:-1] + "ied", head + "ing"
    elif head.endswith("e"):
        third, past, ongoing = head + "s", head + "d", (head if head.endswith("ee") else head[:-1]) + "ing"
    else:
        third = head + ("es" if head.endswith(("s", "sh", "ch", "x")) else "s")
        past, ongoing = stem + "ed", stem + "ing"
    forms = [head, third, ongoing, *_IRREGULAR.get(head, past).split()]
    return [form + " " + particle for form in forms] if particle else forms


def _spell(verb: str) -> list[str]:
    """American and British spelling."""
    return [verb, verb[:-3] + "ise"] if verb.endswith("ize") else [verb]


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb that attributes: its plain form, how it takes what is said, and how it colours."""

    verb: str
    takes: str
    colour: Colour


def _build() -> dict[str, Cue]:
    cues: dict[str, Cue] = {}
    tables: tuple[tuple[Colour, str], ...] = (("neutral", _NEUTRAL), ("loaded", _LOADED))
    for colour, table in tables:
        for entry in table.replace("\n", "|").split("|"):
            verb, takes = entry.split()
            for spelling in _spell(verb):
                for form in _inflect(spelling):
                    cues.setdefault(form, Cue(verb.replace("_", " "), takes, colour))
    return cues


CUES = _build()
"""Every form of every cue verb, in lower case."""


def colour_of(cue: str) -> Colour:
    """Whether a cue as it stands in a text ("said", "has claimed") is neutral, loaded or unknown."""
    for word in reversed(cue.lower().split()):
        if word in CUES:
            return CUES[word].colour
    return "neutral" if cue.lower().startswith("according") else "unknown"

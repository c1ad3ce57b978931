"""The words that attribute: verbs of saying, thinking and asking, how they are built and how they colour.

Both sides use them: the reading of quotations finds speakers by them, and the Voices view tells the
neutral from the loaded. The list was mined from the cues of a news corpus that marks attribution (PolNeAR,
Newell et al. 2018: verbs only, none of its text). The colours are a judgement: a neutral verb only reports
that something was said or thought, a loaded one also judges its truth, its manner or its intent.
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
#   m  a noun phrase, or an infinitive, only if it holds marked words: who praises, backs or seeks something
#      says nothing by it
# and after a colon the prepositions before what is said ("called for calm", "warned of rain").
_NEUTRAL = """
say cwq|tell cwioq|add tq|ask wioq:for|write tq|report tnq|note ctwq|announce tnq|state tnq|explain twnq
continue q|reply tq|answer tq|respond tq|comment tq|remark tq|mention tn|observe tq|describe wna|read q
tweet tq|post tq|call nq:for,on|recall twnq|conclude ctq|inform tow|propose tin|suggest cnq|indicate cwn
predict tnq|estimate cn|find t|show tw|think cq|believe c|know tw|expect tin|hope cti|want i|plan i
learn tw|wonder wq|inquire wq|discuss wn|summarize tn|recount tnw|testify tq|agree cti|confirm twn|cite n
quote nq|refer q|express nt|reiterate tnq|repeat tnq|stress tnq|emphasize tnq|clarify twn|reveal twn
disclose twn|declare tnq|determine tw|decide tiw|consider wm|intend im|seek im|prefer ni|notify to
advise toi|recommend tn|request tni|offer i|pledge tinq|promise tinoq|interject q|sing q|point tq
reason tq|view m|see m|regard m|term na|elaborate q|text q|email q|publish n|feel t|prove t
acknowledge twnq|joke tq|conjecture t|project t|forecast tn|calculate t|rule t|judge t|opine tq|reckon c
figure c|suppose c|understand tw|realize tw|recognize tn|remember tw|caution toq|counsel toi|assure to
remind cto|guarantee t|imply t|signal t|hint t|speculate t|specify tw|begin q|start q|finish q|concur tq
counter tq|posit t|theorize t|hypothesize t|argue ctq:for,against|support m|oppose m
endorse m|favor m|back m|approve m|aim im|hear t|discover tw|detail nw|outline nw
highlight n|address n|review n|reflect tq|muse tq|chime q|laugh q|smile q|nod q|sigh q|whisper q|voice n
welcome m|unveil n|convince to|encourage oi|chant q|reference n|liken n|credit m|thank m|identify na
congratulate m|invoke n|apologize q:for|advocate n:for|echo n|list n
""".strip()
_LOADED = """
claim tinq|admit ctq|concede tq|insist ctq|allege tn|assert tnq|boast tq:about,of|brag tq
complain ctq:about,of|accuse n|blame n|deny tnq|refuse i|decline i|reject nq|dismiss na
warn tnoq:of,about,against|threaten i|vow tinq|swear ti|urge oinq|demand tinq|order io|criticize nq
slam nq|blast nq|attack n|denounce na|condemn nq|praise m|hail m|laud m|applaud m|tout na|trumpet n
defend n|mock n|ridicule n|scoff tq|sneer q|lash q|fume q|rant q|rail q:against|thunder q|bark q|shout tq
yell q|scream q|cry q|exclaim q|retort q|snap q|gush q|plead tiq|beg ioq|implore oiq|lament tnq|bemoan n
deplore n|decry na|regret t|fear tn|worry tq|doubt tn|confess tq|contend ctq|maintain tq|charge t
proclaim tnq|preach t|lecture to|taunt q|tease q|beam q|gloat q|crow q|rebuke n|chide n|scold n
castigate n|lambast n|lambaste n|excoriate n|assail na|deride na|disparage n|question nw|challenge n
dispute n|refute n|rebut n|contradict n|rebuff n|downplay n|suspect t|portray na|depict na
characterize na|label n|brand n|dub n|paint na|cast a|frame na|deem m|quip tq|hype n|fret t|grumble tq
protest tq|object tq|balk q|purport i|pretend t|champion m|cheer q|profess ti|insinuate t|imagine t
bluster q|bellow q|howl q|wail q|sob q|moan q|mutter q|chuckle q
""".strip()
_IRREGULAR = {
    "say": "said", "tell": "told", "write": "wrote written", "think": "thought", "know": "knew known",
    "find": "found", "show": "showed shown", "read": "read", "see": "saw seen", "feel": "felt",
    "swear": "swore sworn", "begin": "began begun", "understand": "understood", "hear": "heard",
    "sing": "sang sung", "seek": "sought", "cast": "cast",
    "forecast": "forecast", "learn": "learned learnt",
}  # fmt: skip


_DOUBLING = _words("beg brag quip rebut snap slam plan prefer refer admit regret nod dub sob begin")


def _inflect(verb: str) -> list[str]:
    """The forms of a verb: plain, third person, past, participles."""
    stem = verb + verb[-1] if verb in _DOUBLING else verb
    if verb.endswith("y") and verb[-2] not in "aeiou":
        third, past, ongoing = verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    elif verb.endswith("e"):
        third, past, ongoing = verb + "s", verb + "d", (verb if verb.endswith("ee") else verb[:-1]) + "ing"
    else:
        third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
        past, ongoing = stem + "ed", stem + "ing"
    return [verb, third, ongoing, *_IRREGULAR.get(verb, past).split()]


def _spell(verb: str) -> list[str]:
    """American and British spelling."""
    return [verb, verb[:-3] + "ise"] if verb.endswith("ize") else [verb]


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb that attributes: its plain form, how it takes what is said, and how it colours.

    ``before`` holds the prepositions that may stand before what is said.
    """

    verb: str
    takes: str
    colour: Colour
    before: frozenset[str] = frozenset()


def _build() -> dict[str, Cue]:
    cues: dict[str, Cue] = {}
    tables: tuple[tuple[Colour, str], ...] = (("neutral", _NEUTRAL), ("loaded", _LOADED))
    for colour, table in tables:
        for entry in table.replace("\n", "|").split("|"):
            verb, _, rest = entry.partition(" ")
            takes, _, prepositions = rest.partition(":")
            before = frozenset(prepositions.split(",")) - {""}
            for spelling in _spell(verb):
                for form in _inflect(spelling):
                    cues.setdefault(form, Cue(verb, takes, colour, before))
    return cues


CUES = _build()
"""Every form of every cue verb, in lower case."""


def colour_of(cue: str) -> Colour:
    """Whether a cue as it stands in a text ("said", "has claimed") is neutral, loaded or unknown."""
    for word in reversed(cue.lower().split()):
        if word in CUES:
            return CUES[word].colour
    return "neutral" if cue.lower().startswith("according") else "unknown"

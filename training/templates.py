# ruff: noqa: SIM905, E501 (word lists and templates read better as text)
"""Self-written sentences for kinds of names that the open data sets hardly have.

Clubs that bear a town's name ("Leeds beat Derby"), national teams, agencies and papers as speakers,
bodies known by letters, seats of power, officials of all countries. `{kind:what}` is a name of that
type, drawn from `training.augment.Names` or from the lists below; all else is as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from training import lexicon
from training.augment import Names

AGENCIES = (
    "Reuters|TASS|AFP|Xinhua|Kyodo|Yonhap|ANSA|EFE|PTI|IRNA|Anadolu|Interfax|dpa|AP|SANA|WAM|Bloomberg"
    "|Al Jazeera|BBC|CNN|RIA Novosti|NHK|CNBC|Fars|Petra|MENA|Lusa|Belga|Antara|Bernama|NTB|TT|Ukrinform"
    "|Associated Press|Agence France-Presse|Press Association|Times of India|Le Monde|El País|Der Spiegel"
    "|Haaretz|Dawn|Daily Nation|Straits Times|Guardian|New York Times|Washington Post|Financial Times"
    "|Wall Street Journal|Politico|Axios|Globo|Clarín|Kommersant|Vedomosti|Global Times|People's Daily"
).split("|")
SEATS = (
    "Kremlin|White House|Pentagon|Bundestag|Knesset|State Duma|Duma|Downing Street|Capitol|Senate|Congress"
    "|House of Commons|Lok Sabha|Majlis|Diet|Sejm|Verkhovna Rada|State Department|Foreign Ministry"
    "|Foreign Office|Treasury|Home Office|Supreme Court|Central Committee|Security Council|Élysée"
    "|European Commission|European Parliament|General Assembly|Federal Reserve|Blue House|Defence Ministry"
).split("|")
BODIES = (
    "NATO|OPEC|ASEAN|ECOWAS|UNICEF|WHO|IMF|UN|EU|WTO|UNESCO|African Union|Arab League|Mercosur|Hamas"
    "|Hezbollah|Taliban|Boko Haram|Islamic State|FIFA|UEFA|IOC|Interpol|IAEA|OECD|BRICS|G7|G20|CIA|FBI"
    "|FSB|Mossad|MI6|NASA|Roscosmos|Gazprom|Rosneft|Huawei|Samsung|Toyota|Aramco|Petrobras|Tesla|Google"
    "|Apple|Meta|Microsoft|Amazon|Alibaba|Tencent|TikTok|Boeing|Airbus|Volkswagen|Siemens|Nestlé|Shell|BP"
    "|Red Cross|Amnesty International|Human Rights Watch|Greenpeace|Oxfam|Save the Children|World Bank"
    "|European Union|United Nations|European Central Bank|Labour|Likud|Fatah|ANC|BJP|AfD|Fidesz|PKK|SPD"
).split("|")
EVENTS = (
    "World Cup|Olympic Games|Winter Olympics|Champions League|Africa Cup of Nations|Copa América|Asian Games"
    "|Six Nations|Ryder Cup|Tour de France|Wimbledon|Australian Open|COP28|G20 summit|World War II"
    "|Cannes Film Festival|Commonwealth Games|Europa League|Premier League|Davis Cup|World Economic Forum"
    "|Vietnam War|Arab Spring|Ramadan|Berlin Marathon|Expo 2025|Gulf War|Super Bowl|Pan American Games"
).split("|")
REGIONS = (
    "Middle East|South China Sea|Indo-Pacific|Asia-Pacific|Horn of Africa|Sahel|Balkans|Caucasus|Donbas"
    "|West Bank|Gaza Strip|Gaza|Golan Heights|Kashmir|Crimea|Red Sea|Black Sea|Persian Gulf|Baltic|Arctic"
    "|Amazon|Sahara|Himalayas|Strait of Hormuz|Taiwan Strait|Central Asia|Southeast Asia|West Africa"
    "|Latin America|North Africa|Eastern Europe|Mekong|Nile|Pacific|Atlantic|Mediterranean|Caribbean"
).split("|")

TEMPLATES = """
{organisation:town} beat {organisation:town} 2-1 at home on Saturday.
{organisation:town} lost to {organisation:town} in the quarter-finals.
{organisation:town} 3 {organisation:town} 0
{organisation:town} 1 {organisation:town} 1 (halftime 0-1)
{organisation:town} striker {person:2} scored twice as his side drew with {organisation:town}.
{person:2} of {organisation:town} was sent off after 70 minutes.
{person:2} signed a three-year contract with {organisation:town} from {organisation:town}.
By the close {organisation:town} had reached 240 for six, a lead of 31 over {organisation:town}.
{organisation:town} moved to the top of the table, two points ahead of {organisation:town} and {organisation:town}.
Leaders {organisation:town} travel to {organisation:town}, while {organisation:town} host {organisation:town}.
{organisation:town} captain {person:2} admitted that {organisation:town} had been the better side.
{organisation:town} City coach {person:2} praised his goalkeeper {person:1}.
{organisation:town} at {organisation:town}, {organisation:town} at {organisation:town}
Standings: {organisation:town} 21 14 3 4 45, {organisation:town} 21 13 5 3 44
Results of {people:}  first division matches: {organisation:town} v {organisation:town} 2-2
Fans of {organisation:town} clashed with police in {location:city} before the match against {organisation:town}.
{location:country} beat {location:country} by three wickets in {location:city}.
{location:country} striker {person:2} will miss the {event:} in {location:country}.
{location:country} will meet {location:country} in the final of the {event:}.
{person:2} ({location:country}) beat {person:2} ({location:country}) 6-4 6-2
1. {person:2} ({location:country}) 2:04.13
{person:2} won gold for {location:country} at the {event:}.
{location:city} - {person:2} resigned on Monday, {organisation:agency} reported.
{location:city} ({organisation:agency}) - Police in {location:city} arrested {person:2}.
{person:1} told {organisation:agency} that the talks would go on.
"We are ready," {person:1} told {organisation:agency}.
According to {organisation:agency}, {person:2} left {location:city} last night.
{organisation:agency} quoted {person:1} as saying that {location:country} would not attend.
A spokesman for {organisation:body} declined to comment to {organisation:agency}.
{organisation:seat} spokesman {person:2} said {location:country} had been informed.
The {organisation:seat} said {person:1} would meet {person:1} in {location:city}.
The {organisation:seat} rejected the claims by {organisation:body}.
{title} {person:2} arrived in {location:city} for talks with {person:2}.
{title} {person:1} and {title} {person:1} signed the deal in {location:city}, {location:country}.
{people:} {title} {person:2} spoke by phone with {person:1}.
Former {people:} president {person:2} was charged with fraud.
{person:1} congratulated {person:1}, {person:1} said.
{person:1}, who leads {organisation:body}, called {person:1} a courageous man.
{location:country} and {location:country} agreed to reopen their border near {location:city}.
{location:country} accused {location:country} of violating its airspace over the {location:region}.
Tensions in the {location:region} are rising, {organisation:body} warned.
The ship left the {location:region} for {location:city} on Tuesday.
{people:} and {people:} troops clashed in the {location:region}.
{organisation:body} and {organisation:body} said they would send aid to {location:city}.
{organisation:firm} shares fell 4 percent after {organisation:firm} cut its forecast.
{organisation:firm} said it had agreed to buy {organisation:firm} for $2.3 billion.
{organisation:firm} chief executive {person:2} joined {organisation:firm} in 2014.
{person:2}, a professor at the University of {location:}, was not involved in the study.
{person:2}, an analyst at {organisation:firm} in {location:city}, expects rates to rise.
Lawyers for {person:1} asked the {organisation:seat} to drop the case.
{person:2}, 43, of {location:city}, died in the crash.
{person:1} was born in {location:city} in 1961 and studied in {location:country}.
{title} {person:1} Meets {title} {person:1} in {location:city} as {location:country} Talks Stall
{organisation:body} Warns of Famine in {location:country}
{person:1} says {location:country} will leave {organisation:body}
{location:country}: {organisation:body} condemns killing of {person:2}
{people:} voters rejected {person:1}'s plan.
The {event:} opens in {location:city} next week.
{person:2} directed the film before he moved to {location:city}.
{organisation:body}'s {person:2} said the {people:} government had lied.
Read more about the weather in your area.
Sign up for our newsletter to get the top stories every morning.
Click here to share this article with your friends.
Home News Sport Weather Business Culture Video Contact
Terms of Use Privacy Policy Cookies Advertise With Us
Photo: Getty Images
Chief Executive Officers Must Learn to Listen, Study Finds
""".strip().splitlines()
SLOT = re.compile(r"\{(\w+)(?::(\w*))?\}")
WHOLE_NAMES = (
    (re.compile(r"University of [^,]+(?=,)"), "organisation"),
    (re.compile(r"^\S.* City(?= coach)"), "organisation"),
)
"""Names that hold a drawn one: "the University of Lima" is one name, and so is "Leeds City"."""
_BY_KIND = {"title": lexicon.TITLES, "event": EVENTS}
_BY_CLASS = {"agency": AGENCIES, "seat": SEATS, "body": BODIES, "region": REGIONS}

Entity = list[Any]
"""``[start, end, kinds]`` with offsets into the text and the possible types of a name."""


def templated(count: int, seed: int) -> Iterator[dict[str, Any]]:
    """Records made from the templates, every template about equally often.

    :param count: number of records.
    :param seed: decides the drawn names.
    :returns: records as `training.prepare` writes them, with the source "templates".
    """
    names = Names(seed)
    for number in range(count):
        text, entities = _fill(TEMPLATES[number % len(TEMPLATES)], names)
        yield {
            "id": f"template-{number}",
            "source": "templates",
            "text": text,
            "entities": _with_whole_names(text, entities),
            "open": [],
            "masked": [],
            "targets": [],
            "feeling": None,
        }


def _fill(template: str, names: Names) -> tuple[str, list[Entity]]:
    """The template's text with drawn names in its slots, and these names; titles are no names."""
    text, entities, at = "", [], 0
    for slot in SLOT.finditer(template):
        text += template[at : slot.start()]
        at = slot.end()
        kind, name_class = slot.group(1), slot.group(2) or ""
        name = _draw_name(names, kind, name_class)
        if kind != "title":
            label = "group" if kind == "people" else kind
            entities.append([len(text), len(text) + len(name), [label]])
        text += name
    return text + template[at:], entities


def _draw_name(names: Names, kind: str, name_class: str) -> str:
    """A name for the slot ``{kind:name_class}``; of a person, `name_class` is the number of words."""
    draw = names.random
    if kind == "person":
        return names.person(int(name_class))
    if name_class == "firm":
        return names.organisation() if draw.random() < 0.5 else draw.choice(BODIES)
    by_kind = {**_BY_KIND, "people": names.peoples}
    by_class = {**_BY_CLASS, "country": names.countries}
    return draw.choice(by_kind.get(kind) or by_class.get(name_class, names.cities))


def _with_whole_names(text: str, entities: list[Entity]) -> list[Entity]:
    """`entities` with each name of `WHOLE_NAMES` in place of those inside it."""
    for pattern, kind in WHOLE_NAMES:
        for found in pattern.finditer(text):
            start, end = found.span()
            outside = [e for e in entities if e[0] < start or e[1] > end]
            if len(outside) < len(entities):
                entities = [*outside, [start, end, [kind]]]
    return entities

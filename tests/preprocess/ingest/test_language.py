"""A text -> the language that it is in."""

from __future__ import annotations

import sys

import pytest

from dashboard.preprocess.ingest.language import detect_language
from dashboard.settings.ingest import INGEST

ENGLISH = (
    "The mayor said that the harbour would stay closed until the crane was out of the water, and that "
    "nobody had been hurt in the storm. "
)
GERMAN = (
    "Der Hafen von Westhaven blieb am Freitag nach einem Sturm geschlossen, wie die Behörde mitteilte, "
    "und niemand wurde dabei verletzt. "
)
FRENCH = (
    "Le port de Westhaven est resté fermé vendredi après une tempête, ont indiqué les autorités, et personne "
    "n'a été blessé dans la ville. "
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ENGLISH, "en"),
        (ENGLISH.upper(), "en"),
        (GERMAN, "de"),
        (FRENCH, "fr"),
        (
            "El puerto de Westhaven permaneció cerrado el viernes tras una tormenta, según informaron las "
            "autoridades, y nadie resultó herido en la ciudad.",
            "es",
        ),
        (
            "वेस्टहेवन का बंदरगाह शुक्रवार को तूफान के बाद बंद रहा और शहर में किसी को चोट नहीं आई। मेयर ने कहा "
            "कि काम अगले हफ्ते शुरू होगा और पुल खुला रहेगा।",
            "hi",
        ),
        (
            "威斯特海文港口在周五的暴风雨之后仍然关闭港务局说没有人受伤市长表示起重机将在下周移走在此之前渡轮不会运行桥梁"
            "仍然开放学校也照常上课市议会将在周一讨论费用问题居民们希望港口能尽快恢复运营因为许多人靠它谋生而冬天快要来了",
            "zh",
        ),
    ],
    ids=["English", "capitals", "German", "French", "Spanish", "Hindi", "Chinese"],
)
def test_languages(text: str, code: str) -> None:
    assert detect_language(text) == code


def test_hindi_in_latin_letters_is_not_english() -> None:
    text = (
        "Westhaven ka bandargah shukravar ko toofan ke baad band raha, adhikariyon ne bataya, aur shahar "
        "mein kisi ko chot nahin aayi. Mayor ne kaha ki kaam agle hafte shuru hoga aur pul khula rahega."
    )
    assert detect_language(text) != "en"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hafen zu!",
        "— 1 2 3 —",
        "Der Hafen von Westhaven blieb geschlossen.",
        # fourteen long words
        "Die Hafenverwaltung teilte gestern Nachmittag schriftlich mit, dass weitere Bergungsarbeiten "
        "voraussichtlich mehrere Wochen dauern.",
    ],
)
def test_a_very_short_text_counts_as_english(text: str) -> None:
    assert detect_language(text) == "en"


def test_names_and_figures_alone_do_not_make_another_language() -> None:
    text = (
        "Results: Ana Petrova 12, Bo Dunn 9, Kiva Solar 8, Orrin Motors 7, and the Post of Westhaven 5. " * 2
    )
    assert detect_language(text + ENGLISH) == "en"


def test_a_foreign_sentence_in_an_english_text_does_not_turn_it() -> None:
    assert detect_language(ENGLISH + GERMAN + ENGLISH) == "en"
    assert detect_language(GERMAN * 3 + ENGLISH) == "de"


def test_the_beginning_of_a_long_text_decides() -> None:
    begin = GERMAN * (INGEST.language_sample_chars // len(GERMAN) + 1)
    assert detect_language(begin + FRENCH * 500) == "de"


def test_english_needs_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "py3langid", None)  # an import of it would fail
    assert detect_language(ENGLISH) == "en"
    with pytest.raises(ImportError):
        detect_language(GERMAN)

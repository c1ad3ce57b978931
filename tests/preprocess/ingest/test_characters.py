"""Text as it came -> text as it was meant."""

import pytest

from dashboard.preprocess.ingest.characters import decode_references, repair_characters, repair_title


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Fish &amp; chips", "Fish & chips"),
        ("Dunn&amp;#8217;s &amp;quot;plan&amp;quot;", 'Dunn’s "plan"'),
        ("a&nbsp;b", "a\u00a0b"),
        ("Dunn&#146;s", "Dunn’s"),
        ("AT&T; R&D, salt&pepper", "AT&T; R&D, salt&pepper"),
        ("x &unknown; y", "x &unknown; y"),
    ],
)
def test_references(text, meant):
    assert decode_references(text) == meant


@pytest.mark.parametrize(
    ("text", "meant", "damaged"),
    [
        ("The dÃ©puty from MÃ¼nster", "The députy from Münster", "dÃ©puty MÃ¼nster"),
        ("Doganâ€™s boat", "Dogan’s boat", "Doganâ€™s"),
        ("The député from Münster — “here”", "The député from Münster — “here”", ""),
        ("the gov\u00adern\u00ad\nment", "the government", ""),
        ("o\ufb03cial \ufb02ight", "official flight", ""),
        ("a\u200bb\ufeff", "ab", ""),
        ("one\r\ntwo\x0cthree", "one\ntwo\nthree", ""),
        ("a\ud800b", "ab", ""),
        ("&#xD800;", "\ufffd", ""),
    ],
)
def test_characters(text, meant, damaged):
    assert repair_characters(text) == (meant, damaged)


def test_titles_are_one_line_without_the_markup_of_words():
    assert repair_title("The&nbsp;<em>old</em>\n bridge") == "The old bridge"
    assert repair_title("&lt;b&gt;Bold&lt;/b&gt; move") == "Bold move"
    assert repair_title("<img src=x>") == "<img src=x>"
    assert repair_title("3 < 4 > 2") == "3 < 4 > 2"

"""Article text on screen: always as plain characters, never as markup of any kind."""

from __future__ import annotations

import html
import re

_PUNCTUATION = re.compile(r"([!\"#$%&'()*+,\-./;<=>?@\[\\\]^_`{|}~])")
_JOINER = "\u2060"


def plain_markdown(text: str) -> str:
    """`text` for a Streamlit label or ``st.markdown``, where every character stands for itself.

    All ASCII punctuation is escaped. A colon cannot be (emoji and icon shortcodes are read after the
    escapes are gone), so an invisible word joiner keeps it from opening one.
    """
    flat = " ".join(text.split())
    return _PUNCTUATION.sub(r"\\\1", flat).replace(":", f":{_JOINER}")


def plain_html(text: str) -> str:
    """`text` for ``st.html``: markup becomes characters, also inside an attribute."""
    return html.escape(text, quote=True)

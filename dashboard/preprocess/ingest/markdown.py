"""Markdown to plain text: its title, and its paragraphs without any marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

SUFFIXES = frozenset({".md", ".markdown"})

_LINK = re.compile(r"\[[^\]\n]{0,300}\]\((?:https?://|/|#|mailto:)[^)\n]{0,1000}\)")
_HEADING = re.compile(r"^#{1,6} \S", re.MULTILINE)
_EMPHASIS = re.compile(
    r"(?<!\*)\*\*[^\s*][^*\n]{0,300}\*\*|(?<!\w)__[^\s_][^_\n]{0,300}__(?!\w)|^> ", re.MULTILINE
)
# What clippings have beyond CommonMark: footnotes, links between notes, highlights.
_NOTE = re.compile(r"^\[\^[^\]\n]{1,60}\]:.*(?:\n[ \t]+\S.*)*", re.MULTILINE)
_NOTE_MARK = re.compile(r"\[\^[^\]\s]{1,60}\]")
_EMBED = re.compile(r"!\[\[[^\]\n]{0,300}\]\]")
_WIKI_LINK = re.compile(r"\[\[(?:[^\]|\n]{0,300}\|)?([^\]|\n]{1,300})\]\]")
_HIGHLIGHT = re.compile(r"==(?=\S)([^=\n]{1,500})(?<=\S)==")
_TAG = re.compile(r"<[^<>]{0,1000}>")
_COMMENT = re.compile(r"<!--.{0,5000}?-->", re.DOTALL)


def looks_like_markdown(text: str) -> bool:
    """Whether a text is Markdown whatever its name: it writes links, or headings and emphasis, so."""
    return bool(_LINK.search(text) or (_HEADING.search(text) and _EMPHASIS.search(text)))


def flatten_markdown(text: str) -> tuple[str, str]:
    """The first heading of the first level ("" without one), and the text, one paragraph a block.

    Links and emphasis leave their words, a table's row is a line; pictures, footnotes, rules and comments go.
    """
    text = _NOTE_MARK.sub("", _NOTE.sub("", _COMMENT.sub("", text)))
    text = _HIGHLIGHT.sub(r"\1", unlink(text))
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    title = next(
        (_inline(tokens[i + 1]) for i, t in enumerate(tokens) if t.type == "heading_open" and t.tag == "h1"),
        "",
    )
    return " ".join(title.split()), "\n\n".join(block for block in _blocks(tokens) if block.strip())


def unlink(text: str) -> str:
    """The text with links between notes ("[[Jane Doerr]]") as their words, and without embedded files."""
    return _WIKI_LINK.sub(r"\1", _EMBED.sub("", text))


def _blocks(tokens: Sequence[Token]) -> Iterator[str]:
    row: list[str] | None = None
    for token in tokens:
        match token.type:
            case "tr_open":
                row = []
            case "tr_close":
                yield " ".join(filter(None, row or []))
                row = None
            case "inline" if row is not None:
                row.append(_inline(token))
            case "inline":
                yield _inline(token)
            case "fence" | "code_block":
                yield token.content
            case "html_block":
                yield _TAG.sub("", token.content)


def _inline(token: Token) -> str:
    parts = []
    for child in token.children or ():
        match child.type:
            case "text" | "code_inline":
                parts.append(child.content)
            case "softbreak":
                parts.append(" ")
            case "hardbreak":
                parts.append("\n")
            case "html_inline" if child.content.lower().startswith("<br"):
                parts.append("\n")
    return "".join(parts).strip()

"""Corrections of an entity by the user: merge, split, rename, retype, hide; kept in aliases.csv."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard.app.components.error_box import guarded
from dashboard.app.components.plain_text import plain_html, plain_markdown
from dashboard.app.corrections.rebuild import run_build, undone_on_failure
from dashboard.app.state.cache import cached_query
from dashboard.app.state.view_context import ViewContext
from dashboard.decisions import (
    ALIASES_FILE,
    HIDDEN,
    D,
    Decision,
    append_decisions,
    load_decisions,
    undo_decisions,
)
from dashboard.errors import ParallaxError
from dashboard.measures.mentions import names_used
from dashboard.schema.tables import ENTITY_TYPES
from dashboard.settings.app import APP


def draw_corrections(context: ViewContext, entity: str) -> None:
    """A button that opens the corrections of `entity`."""
    if st.button("Correct this entity", key="correct", width="stretch"):
        _open(context, entity)


@st.dialog("Correct an entity", width="medium")
@guarded()
def _open(context: ViewContext, entity: str) -> None:
    name = context.name(entity)
    st.html(
        f'<p class="px-list-title">{plain_html(name)}</p><p class="px-meta">Kept in '
        f"{plain_html(ALIASES_FILE)} beside the data; every later build heeds it. The tables are built anew "
        "at once.</p>"
    )
    kind = st.segmented_control("What", list(_KINDS), key="correction", default="Merge", required=True)
    decision = choose_correction(context, entity, str(kind))
    if offer_saving(context, ALIASES_FILE, Decision, decision):
        st.rerun()


def offer_saving(context: ViewContext, file: str, kind: type[D], decision: D | None) -> bool:
    """Buttons that keep `decision` in `file` beside the data, or take its last one back, and build anew.

    Of a `decision` that is still incomplete, None, nothing can be saved. Where the build fails, the file is
    as it was. Returns whether the tables were built anew.
    """
    path = context.store.data / file
    try:
        n_kept = len(load_decisions(path, kind))
        with st.container(horizontal=True, gap="small"):
            save = st.button(
                "Save and rebuild", key="correction_save", type="primary", disabled=decision is None
            )
            undo = st.button(f"Undo the last ({n_kept} kept)", key="correction_undo", disabled=not n_kept)
        if not undo and (not save or decision is None):
            return False
        with undone_on_failure(path):
            if undo:
                undo_decisions(path, kind)
            elif decision is not None:
                append_decisions(path, [decision], kind)
            run_build(context.store.data)
    except ParallaxError as error:
        st.error(plain_markdown(str(error)))
        return False
    return True


def choose_correction(context: ViewContext, entity: str, kind: str) -> Decision | None:
    """Draw the widgets of one kind of correction of `entity`, an entity_id.

    :param kind: "Merge", "Split", "Rename", "Retype" or "Hide".
    :returns: the decision that their values make; None while it is incomplete.
    """
    return _KINDS[kind](context, entity)


def _merge(context: ViewContext, entity: str) -> Decision | None:
    others = [other for other in context.names if other != entity]
    into = st.selectbox(
        f"{plain_markdown(context.name(entity))} is the same as",
        others[: APP.sidebar_max_entities],
        index=None,
        format_func=context.name,
        key="correction_into",
        placeholder="Type a name",
    )
    return None if into is None else Decision(surface=entity, entity=into)


def _split(context: ViewContext, entity: str) -> Decision | None:
    used = cached_query(context.store, names_used, context.filters, entity)
    words = list(dict.fromkeys(used["surface"].astype(str)))
    sources = sorted(set(used["source"].astype(str)))
    surface = st.selectbox("The words", words, index=None, key="correction_words")
    where = st.selectbox("in", ["every source", *sources], key="correction_where")
    other = st.text_input("are another entity, named", key="correction_other").strip()
    if surface is None or not other:
        return None
    return Decision(surface=surface, entity=other, scope="" if where == "every source" else where)


def _rename(context: ViewContext, entity: str) -> Decision | None:
    name = context.name(entity)
    new = st.text_input("Its name", value=name, key="correction_name").strip()
    return Decision(surface=entity, entity=new) if new and new != name else None


def _retype(context: ViewContext, entity: str) -> Decision | None:
    types: list[str] = [known for known in ENTITY_TYPES if known != entity.split(":", 1)[0]]
    chosen = st.selectbox("It is a", types, index=None, key="correction_type")
    return None if chosen is None else Decision(surface=entity, type=chosen)


def _hide(context: ViewContext, entity: str) -> Decision | None:
    return Decision(surface=entity, type=HIDDEN)


_KINDS: dict[str, Callable[[ViewContext, str], Decision | None]] = {
    "Merge": _merge,
    "Split": _split,
    "Rename": _rename,
    "Retype": _retype,
    "Hide": _hide,
}

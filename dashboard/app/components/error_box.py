"""No error reaches the page as a traceback: a box says what happened, and the rest stays usable."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from dashboard.app.components.plain_text import plain_markdown
from dashboard.app.state.cache import data_folder
from dashboard.errors import ParallaxError, describe_failure, trace_failure, write_report


@contextmanager
def guarded() -> Iterator[None]:
    """Show an error of the block in a box where it stands; also a decorator of callbacks and dialogs.

    Of an unexpected one the full report is written into the data folder.
    """
    try:
        yield
    except ParallaxError as error:
        st.error(plain_markdown(str(error)))
    except Exception as error:
        log = write_report(data_folder(), trace_failure(error))
        said = f"Something unexpected happened: {describe_failure(error)}. The full report is in {log}."
        st.error(plain_markdown(f"{said} The rest stays usable; another choice may work."))

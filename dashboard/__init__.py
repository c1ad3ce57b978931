"""Parallax shows how different news sources tell the same story.

>>> from dashboard import Parallax
>>> Parallax().read("Mao Ning praised the talks in Sochi.")["mentions"][0]["entity"]
'Mao Ning'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dashboard.parallax import Parallax

__all__ = ["Parallax"]


def __getattr__(name: str) -> Any:
    # Lazy: the dashboard's app side imports this package without the reader model behind it.
    if name == "Parallax":
        from dashboard.parallax import Parallax

        return Parallax
    raise AttributeError(f"module 'dashboard' has no attribute {name!r}")

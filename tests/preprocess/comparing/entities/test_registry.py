"""The entities under way: names -> ids."""

from __future__ import annotations

from dashboard.preprocess.comparing.entities.registry import slug


def test_slug() -> None:
    assert [slug(n) for n in ("Luiz Inácio", "U.S. Steel", "!!!")] == ["luiz-inacio", "us-steel", "unnamed"]

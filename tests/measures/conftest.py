from __future__ import annotations

import pytest

from dashboard.store import Store
from tests.synthetic import build_store


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Forty articles of five sources; read only, so one serves all tests."""
    return build_store(tmp_path_factory.mktemp("synthetic"))

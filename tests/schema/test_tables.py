"""The tables: each has an empty form, and the data dictionary is made from them."""

import pytest

from dashboard.schema import tables as schema
from dashboard.schema.columns import Table


@pytest.mark.parametrize("table", schema.TABLES.values(), ids=lambda t: t.name)
def test_every_table_has_an_empty_form_that_passes(table: Table) -> None:
    assert table.to_arrow(table.empty()).num_rows == 0
    assert set(table.key) <= {c.name for c in table.columns}


def test_the_committed_data_dictionary_is_the_schema(pytestconfig: pytest.Config) -> None:
    written = (pytestconfig.rootpath / "data" / "README.md").read_text(encoding="utf-8")
    assert written == schema.data_dictionary(), "write it anew: make dictionary"

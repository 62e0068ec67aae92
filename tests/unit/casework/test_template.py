import csv
import io

import pytest

from vedette.casework.template import template, templates
from vedette.errors import UnreadableInputError


def test_a_template_has_every_column_and_one_example_row() -> None:
    for layout in templates():
        header, row = csv.reader(io.StringIO(template(layout.name)))
        assert header == [column.name for column in layout.all_columns]
        assert dict(zip(header, row, strict=True))["key"] == layout.example["key"]


def test_an_example_fills_no_column_that_the_layout_lacks() -> None:
    for layout in templates():
        assert layout.example.keys() <= {column.name for column in layout.all_columns}


def test_an_unknown_template_is_refused_with_the_list_of_those_there_are() -> None:
    with pytest.raises(UnreadableInputError, match="poems") as refused:
        template("poems")
    assert "claims" in refused.value.advice

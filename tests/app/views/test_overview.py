"""The Overview's words for a difference, and for stories where there is none to tell."""

from __future__ import annotations

import json
import re

import pytest

from dashboard.app.views.overview import describe_difference
from dashboard.filters import Filters
from dashboard.measures.aspects import Aspect
from dashboard.measures.evidence import EvidenceQuery
from dashboard.measures.findings import Finding
from dashboard.settings.app import APP
from tests.app.conftest import Open, html_of


@pytest.mark.parametrize(
    ("aspect", "words"),
    [
        ("mentions", "difference −1.3 percentage points, 95% interval −2.0 to −0.6"),
        ("speech", "difference −1.3 percentage points, 95% interval −2.0 to −0.6"),
        ("tone", "difference −0.01, 95% interval −0.02 to −0.01"),
    ],
)
def test_shares_differ_in_percentage_points(aspect: Aspect, words: str) -> None:
    evidence_query = EvidenceQuery("mentions", Filters(), "own")
    finding = Finding("A differs.", aspect, "A", None, -0.013, -0.02, -0.006, 0.01, 40, evidence_query)
    assert describe_difference(finding) == words


def test_where_no_difference_can_be_told_the_stories_are(open_app: Open) -> None:
    app = open_app()
    html = html_of(app)
    assert "Too few articles" in html
    told = re.findall(r"(\d+) facts? (?:is|are) told by (?:both|all \d+) sources", html)
    assert 1 <= len(told) <= APP.stories_in_words


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        ("polarity", "Polarity of sentences (TextBlob)"),
        ("subjectivity", "Subjectivity of sentences (TextBlob)"),
    ],
)
def test_textblobs_measures_stand_beside_the_models(open_app: Open, measure: str, words: str) -> None:
    app = open_app(measure=measure)
    figures = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    titles = [figure["layout"]["meta"]["title"] for figure in figures]
    assert any(title.startswith(words) for title in titles), titles

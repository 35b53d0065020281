"""What shows that a note cites something, when nothing in it could be read."""

import pytest

from references.notes import traces


@pytest.mark.parametrize(
    "text",
    [
        "On this see https://example.org/paper, which was the first.",
        "What is meant by § 12 of that text was never said.",
        "Quolm, Brintz (August 2013, revised April 2016).",
        "Cabinet decision, *Basic Plan*.",
        "Quolm, “What Is a Plan.”",
        "Cabinet memorandum JOIN-23-45.",
        "内閣府『指針』（2013年8月、2016年4月改定）",
        "What was said of it in *The Plan* was said before (2013).",
    ],
)
def test_a_source_leaves_traces(text):
    assert traces.are_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The exercise was renamed.",
        "The exercise of that year (2019) was cancelled.",
        "The phrase “Free and Open Indo-Pacific” is used throughout.",
        "Here *ex ante* means before the fact.",
        "Such waves of COVID-19 came later.",
        "これは『白書』とは異なる",
        "(" * 20_000,
        "(" + "2019 " * 4_000,
        "“A" + " a" * 10_000,
        "A-" * 10_000,
    ],
    ids=lambda text: text[:30],
)
def test_discussion_leaves_none(text):
    assert not traces.are_in(text)

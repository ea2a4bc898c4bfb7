"""docs/comments.md tells the limits that hold."""

from pathlib import Path

from epaper.comments import CommentLimits

DOCS = (Path(__file__).parents[2] / "docs/comments.md").read_text(encoding="utf-8")


def test_the_docs_tell_the_limits() -> None:
    limits = CommentLimits()
    minutes = int(limits.per_address_span.total_seconds() // 60)
    for told in (
        f"| {limits.per_address} in {minutes} minutes, {limits.per_address_day} a day |",
        f"| {limits.overall} in an hour |",
        f"{limits.text_least} to {limits.text_most:,} characters,",
        f"at most {limits.links_most} links",
        f"1 to {limits.name_most} characters",
        f"at most {limits.marks_most} marks on a letter",
        f"within {limits.same_text_span.days} days",
        f"if {limits.same_text_letters} characters or longer",
        f"not before {limits.form_least.seconds} seconds",
        f"not after {limits.form_most.seconds // 3600} hours",
        f"forgotten after {limits.address_span.days} days",
    ):
        assert told in DOCS

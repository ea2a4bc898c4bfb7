"""Kinds of frames: what is said of each is said once, where it is named."""

import pickle

import pytest

from epaper.model import FrameForm, FrameKind, FrameRole


def test_the_name_of_a_kind_is_its_class_and_says_what_it_belongs_to() -> None:
    for kind in FrameKind:
        assert kind is FrameKind.named(str(kind))
        assert kind.panel is str(kind).endswith("-panel")
        assert kind.picture is str(kind).endswith("photo")
        assert (kind.form is FrameForm.RULE) is str(kind).endswith("-rule")


def test_words_that_stand_elsewhere_too_repeat() -> None:
    once = {FrameKind.LEG, FrameKind.HEADLINE, FrameKind.STANDFIRST, FrameKind.BYLINE}
    again = {FrameKind.QUOTE, FrameKind.JUMP_HEAD, FrameKind.TEASER, FrameKind.TEASER_TEXT}
    assert not any(kind.repeats for kind in once)
    assert all(kind.repeats for kind in again)


def test_a_kind_of_a_later_version_is_none_that_the_check_knows() -> None:
    assert FrameKind.named("hologram") is FrameKind.OTHER
    assert FrameKind.OTHER.role is FrameRole.OTHER


@pytest.mark.parametrize("kind", [FrameKind.AD_PANEL, FrameKind.TEASER_PHOTO])
def test_a_kind_keeps_what_is_said_of_it_on_its_way_to_a_worker(kind: FrameKind) -> None:
    again = pickle.loads(pickle.dumps(kind))
    assert again is kind
    assert (again.role, again.form, again.repeats) == (kind.role, kind.form, kind.repeats)

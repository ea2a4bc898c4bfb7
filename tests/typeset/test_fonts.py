from pathlib import Path

import pytest

from epaper.exceptions import LayoutError
from epaper.typeset import FontBook
from epaper.typeset.fonts import read_face
from tests.typeset.copy import fonts, layout


def test_faces_are_nearest_by_style_then_weight() -> None:
    path = fonts().face("EP Text").path
    kinds = [(300, False), (600, False), (300, True)]
    book = FontBook.of([read_face(path, "A", weight, italic) for weight, italic in kinds])
    for asked, found in [((400, False), (300, False)), ((700, True), (300, True))]:
        face = book.face("A", *asked)
        assert (face.weight, face.italic) == found
    assert book.face("A", 900).weight == 600


def test_italics_in_an_italic_style_stand_upright() -> None:
    quotation = layout().styles["quotation"]
    assert fonts().face_of(quotation).italic
    assert not fonts().face_of(quotation, italic=True).italic
    assert fonts().face_of(layout().styles["body"], bold=True).weight == 700


def test_every_style_of_the_layouts_has_a_face() -> None:
    for name in ("berliner", "a4"):
        for style in layout(name).styles.values():
            assert fonts().face_of(style).covers("a"), style.name


def test_width_grows_with_size_and_knows_kerning_and_ligatures() -> None:
    face = fonts().face("EP Text")
    assert face.width_pt("Tarn", 20) == pytest.approx(2 * face.width_pt("Tarn", 10))
    assert face.width_pt("AVA", 10) < 2 * face.width_pt("A", 10) + face.width_pt("V", 10)
    office = face.extent("office")
    assert office.width_em != office.plain_em
    assert office.clusters == len("office")
    assert fonts().width_pt("office", face, 10) == office.width_em * 10


def test_marks_count_with_their_letter() -> None:
    assert fonts().face("EP Text").extent("e\u0301a").clusters == 2


def test_right_to_left_text_and_emoji_are_measured_without_crash() -> None:
    face = fonts().face("EP Head", 700)
    assert face.extent("صحيفة").clusters == 5
    assert face.extent("👩‍🚀").width_em > 0
    assert face.extent("").width_em == 0
    assert not face.covers("👩")


def test_an_unknown_family_and_broken_listings_are_layout_errors(tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match="no font of the family"):
        fonts().face("EP Nothing")
    with pytest.raises(LayoutError):
        FontBook.load(tmp_path)
    listing = tmp_path / "fonts.toml"
    listing.write_text('[[face]]\nfamily = "A"\nweight = 400\nfile = "none.ttf"\n')
    with pytest.raises(LayoutError):
        FontBook.load(tmp_path)
    listing.write_text('[[face]]\nfamily = "A"\nweight = "bold"\nfile = "none.ttf"\n')
    with pytest.raises(LayoutError, match="whole number"):
        FontBook.load(tmp_path)

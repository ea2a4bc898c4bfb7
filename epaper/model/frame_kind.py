"""Kinds of frames: one name for what a rectangle is in plan, style sheet and edition.json."""

from __future__ import annotations

from enum import Enum, StrEnum, auto


class FrameRole(StrEnum):
    """What part of a page a frame belongs to."""

    COPY = auto()
    HEAD = auto()
    DECK = auto()
    JUMP = auto()
    FROM = auto()
    PICTURE = auto()
    QUOTE = auto()
    BOX = auto()
    TABLE = auto()
    CODE = auto()
    NOTICE = auto()
    AD = auto()
    TEASER = auto()
    INDEX = auto()
    RULE = auto()
    MASTHEAD = auto()
    FOLIO = auto()
    IMPRINT = auto()
    OTHER = auto()


class FrameForm(Enum):
    """What a frame is made of: signs, a picture, a line, or a ground that others stand on."""

    SIGNS = auto()
    PICTURE = auto()
    RULE = auto()
    PANEL = auto()


class FrameKind(StrEnum):
    """The kind of a frame; its value is its CSS class, and its name in edition.json.

    `repeats` is true where its words, or its picture, stand elsewhere too.
    """

    role: FrameRole
    form: FrameForm
    repeats: bool

    def __new__(
        cls,
        name: str,
        role: FrameRole,
        form: FrameForm = FrameForm.SIGNS,
        repeats: bool = False,
    ) -> FrameKind:
        """A kind of that name."""
        kind = str.__new__(cls, name)
        kind._value_ = name
        kind.role, kind.form, kind.repeats = role, form, repeats
        return kind

    LEG = "leg", FrameRole.COPY
    HEADLINE = "headline", FrameRole.HEAD
    KICKER = "kicker", FrameRole.HEAD
    STANDFIRST = "standfirst", FrameRole.DECK
    BYLINE = "byline", FrameRole.DECK
    JUMP_HEAD = "jump-head", FrameRole.JUMP, FrameForm.SIGNS, True
    JUMP_LINE = "jump-line", FrameRole.JUMP
    FROM_LINE = "from-line", FrameRole.FROM
    PHOTO = "photo", FrameRole.PICTURE, FrameForm.PICTURE
    CUTLINE = "cutline", FrameRole.PICTURE
    QUOTE = "quote", FrameRole.QUOTE, FrameForm.SIGNS, True
    QUOTE_BY = "quote-by", FrameRole.QUOTE, FrameForm.SIGNS, True
    QUOTE_PANEL = "quote-panel", FrameRole.QUOTE, FrameForm.PANEL
    BOX = "box", FrameRole.BOX
    BOX_TITLE = "box-title", FrameRole.BOX
    BOX_PANEL = "box-panel", FrameRole.BOX, FrameForm.PANEL
    TABLE = "table", FrameRole.TABLE
    CODE = "code", FrameRole.CODE
    NOTICE = "notice", FrameRole.NOTICE
    NOTICE_TITLE = "notice-title", FrameRole.NOTICE
    NOTICE_PANEL = "notice-panel", FrameRole.NOTICE, FrameForm.PANEL
    AD = "ad", FrameRole.AD
    AD_TITLE = "ad-title", FrameRole.AD
    AD_LABEL = "ad-label", FrameRole.AD
    AD_PHOTO = "ad-photo", FrameRole.AD, FrameForm.PICTURE
    AD_PANEL = "ad-panel", FrameRole.AD, FrameForm.PANEL
    TEASER = "teaser", FrameRole.TEASER, FrameForm.SIGNS, True
    TEASER_TEXT = "teaser-text", FrameRole.TEASER, FrameForm.SIGNS, True
    TEASER_KICKER = "teaser-kicker", FrameRole.TEASER, FrameForm.SIGNS, True
    TEASER_CREDIT = "teaser-credit", FrameRole.TEASER, FrameForm.SIGNS, True
    TEASER_PAGE = "teaser-page", FrameRole.TEASER
    TEASER_PHOTO = "teaser-photo", FrameRole.TEASER, FrameForm.PICTURE, True
    TEASER_RULE = "teaser-rule", FrameRole.TEASER, FrameForm.RULE
    INDEX_TITLE = "index-title", FrameRole.INDEX
    INDEX_ENTRY = "index-entry", FrameRole.INDEX
    INDEX_PAGE = "index-page", FrameRole.INDEX
    STORY_RULE = "story-rule", FrameRole.RULE, FrameForm.RULE
    COLUMN_RULE = "column-rule", FrameRole.RULE, FrameForm.RULE
    MASTHEAD = "masthead", FrameRole.MASTHEAD
    FOLIO = "folio", FrameRole.FOLIO
    IMPRINT = "imprint", FrameRole.IMPRINT
    OTHER = "other", FrameRole.OTHER

    @classmethod
    def named(cls, name: str) -> FrameKind:
        """The kind of that name; OTHER for one that this version does not know."""
        return next((kind for kind in cls if kind.value == name), cls.OTHER)

    @property
    def panel(self) -> bool:
        """True for a ground that other frames stand on."""
        return self.form is FrameForm.PANEL

    @property
    def picture(self) -> bool:
        """True for a frame that a picture fills."""
        return self.form is FrameForm.PICTURE

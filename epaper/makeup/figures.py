"""Every figure of make-up that was chosen by trying: what a blemish costs, what is still good.

Costs are in one unit: 1.0 is a blemish that an editor would notice. Shares are of a page, rows
those of the baseline grid (3.7 mm). Measures of the design itself, white between parts that is the
same on every page, stand where they are drawn.

They were chosen by hand, in steps, on the editions of `bench/pages.py`: the sample, and 61 articles
as one day, three and six, with pictures and without, in five formats. What a change is worth is
asked of `bench/tune.py`, which tries values of one figure and prints points a page. Figures that
follow from a rule name it (docs/rules.md); they are no matter of taste.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from epaper.model import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class WhiteSpace:
    """White that was not meant: what it costs, and how much of it is a hole (C-301)."""

    cost: float = 50.0  # times white as a share of the page
    drop_cost: float = 0.25  # each row under a byline
    most_drop_rows: int = 2  # there, where no leg comes out level without
    beside_byline: float = 0.017  # of the page: with what is over and under it
    under_leg: float = 0.024  # a row short, a row of air and the rule, in all of one column
    # Rows of air more than needed: one under the head, where that has no gap yet, the other below
    # the story; two there, under wide stories, come to a hole.
    most_air_rows: int = 2
    under_story: float = 0.018
    under_strained: float = 0.036  # where nothing else will do
    least_strip_pt: float = 33.0  # a strip less deep is none; so the check measures holes
    strip: float = 0.0205  # beside a short cutline
    under_picture: float = 0.017  # of a row of pictures
    picture_air_rows: float = 1.5  # that lie there in any case
    most_head_gap_rows: float = 1.4  # in a head: more looks like a line left out
    stretch_cost: float = 0.05  # each row between the rows of a table on a page of its own
    most_stretch_rows: int = 7  # there: no notice is so low
    most_table_air_rows: int = 2  # of that, over the table: the rest is between its rows
    most_row_air_rows: int = 2  # between two rows of a table


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """Headlines: how they are broken, and how they stand to each other (C-201 to C-206)."""

    lines: Mapping[int, int] = field(default_factory=lambda: {1: 4, 2: 3})  # at most, by columns
    lines_wider: int = 2
    line_cost: float = 1.2  # each line more
    widest_line: float = 0.8  # of the measure, that the longest line should fill
    last_fill: float = 0.5  # of the measure, that the last line should fill
    only_fill: float = 0.7  # the same of a headline of one line
    fill_cost: float = 2.0  # times what is lacking there
    thin_line: float = 0.5  # of the measure: a line shorter than this
    thin_cost: float = 0.6
    ragged_cost: float = 2.0  # times the raggedness of the lines
    smaller_cost: float = 0.35  # each size of the band below the wanted
    narrow_lead_cost: float = 0.5  # each column that the lead is narrower than most of the page
    half_lead_cost: float = 2.0  # besides, where it is narrower than half of it
    band_cost: float = 1.2  # another story or rest as wide as the page: bands look like shelves
    tombstone_cost: float = 2.0  # two headlines of like size side by side on one level
    level_rows: int = 6  # headlines whose tops differ by no more stand on one level
    like_size: float = 1.25  # sizes within this factor are alike
    climb_cost: float = 0.6  # a headline under a smaller one: sizes fall down the page
    misplaced_cost: float = 1.2  # corrections at the top, or briefs where the lead belongs


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """Pictures: cropping, sizes, which dominates the page (C-114, C-207)."""

    crop_cost: float = 5.0  # times the square of |ln| of printed over filed aspect
    crop_limit: float = 0.33  # that |ln|: at most 28 % cut away
    hung_crop_limit: float = 0.6  # in a row of pictures: at most 45 %, to be level
    least_dpi: float = 150.0  # C-114; never printed below, if it can be helped
    chart_dpi: float = 150.0  # the same of a chart at two columns
    least_rows: int = 5
    strip_rows: int = 2  # the same for a panorama that is less high at its width
    most_of_page: float = 0.5  # of its rows; what is taller is cropped, or narrower than its frame
    most_hung_rows: int = 26  # 96 mm: how high one in a row of pictures may grow
    deepest: float = 0.55  # of the copy area's depth: the dominant one
    big_share: float = 0.26  # of the page, at least, for the dominant one,
    biggest_share: float = 0.4  # and at most
    narrow_cost: float = 3.0  # the dominant one under half the page's width, though sharp there
    share_cost: float = 20.0  # times what it is off by
    rival_factor: float = 1.5  # a second picture nearly as large as the dominant one
    rival_cost: float = 1.5
    none_cost: float = 40.0  # the page's big picture left to another page
    no_lead_cost: float = 0.8  # the lead's, where it is not the big one
    hung_cost: float = 2.0  # pictures all of one size, none dominant
    lean_cost: float = 0.05  # each row that pictures are deeper, or less deep, than looks best
    most_lean_rows: int = 12  # that a page of them may be so
    small_last_cost: float = 1.5  # a last page whose picture is one column wide
    gallery_from: int = 3  # pictures of one story from which on the seconds may hang in rows,
    many: int = 4  # and from which on a row may be shorter than the story is wide


@dataclass(frozen=True, slots=True, kw_only=True)
class Legs:
    """Columns of text: their depth, how they end, what breaks them (C-105 to C-108, C-217)."""

    line_cost: float = 0.35  # each line that copyfit has to win or lose
    copyfit_rows: int = 3  # lines that it is trusted to, beyond the legs' own slack
    tightest_rows: int = 5
    stub_rows: int = 30  # of copy: less than five lines a leg where there are many
    stub_leg_rows: int = 2  # of a stub: no paragraph is parted into fewer lines
    short_mm: float = 50.0  # legs are best so deep at least,
    deep_mm: float = 250.0  # and so deep at most
    short_cost: float = 0.08  # each row that a leg of several is less deep
    deep_cost: float = 0.3
    deep_row_cost: float = 0.02  # each row deeper
    shallow_rows: int = 16  # all legs of a wide story less deep than this look like a strip
    shallow_cost: float = 0.4
    shallow_columns: int = 4  # of a story that is wide
    grey_mm: float = 250.0  # C-217: text without crosshead, picture or pull quote, at most
    grey_cost: float = 0.4
    grey_row_cost: float = 0.002  # each row more
    uneven_cost: float = 0.25  # a leg one line short: allowed, but level is better
    early_cost: float = 0.05  # besides, for each leg after it: the last ones take what is missing
    most_kept_rows: int = 12  # that legs may be short while heads stay with their text
    broken_keep_cost: float = 2.0  # a crosshead parted from its text, where nothing else will do


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotes:
    """Pull quotes: from which length on, and what they cost where they are not needed."""

    from_rows: int = 40  # a shorter story has no grey to break
    # Columns of a story from which on a quote may span so many.
    wide_from: Mapping[int, int] = field(default_factory=lambda: {1: 2, 2: 4})
    short_rows: int = 60  # up to here it looks heavy,
    short_cost: float = 0.6
    middling_rows: int = 150  # up to here a little
    middling_cost: float = 0.3
    cost: float = 0.1
    first_gain: float = 0.1  # of the quote that was filed first
    second_cost: float = 0.5  # of a page's second quote, and of each after it


@dataclass(frozen=True, slots=True, kw_only=True)
class Jumps:
    """Stories that go on: what has to stand before and after (C-109, C-110), and what it costs."""

    cost: float = 4.0
    least_mm: float = 100.0  # C-109: of text before a jump,
    least_rows: int = 28  # and so many rows at least, where these are more
    least_rest_mm: float = 150.0  # C-109: the least that a jump may take,
    least_rest_rows: int = 41  # and so many rows at least
    again_share: float = 0.61  # C-110: of its page, of what jumps again; the check wants 0.6
    giant_rows: float = 0.8  # of a page's: no page of the kind holds more
    start_rows: int = 60  # a start of fewer looks like a scrap,
    start_row_cost: float = 0.01  # each
    large_rest: float = 0.78  # of a page's rows: what is left over is too much for a page,
    giant_rest: float = 1.25  # or enough to go on again
    large_rest_cost: float = 4.0
    awkward_rest_cost: float = 12.0  # between the two: too much and too little
    rest_width_cost: float = 0.1  # each column that a rest is off two
    narrow_columns: int = 3  # of a page: hardly anything stands beside a rest larger than
    large_on_narrow: float = 0.35  # of its rows in all columns
    small_rest: float = 0.5  # of a page: it stands with other copy, and is not looked at
    stranded_cost: float = 20.0  # what jumps, and then fills no page by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    """The house's notices and advertisements: how large, how many, how loud."""

    cost: float = 0.6
    share_cost: float = 8.0  # times the share of the page
    most_share: float = 0.14  # of a page, where there is other copy to fill it
    most: int = 3  # on a page as a rule
    worth: float = 2.5  # a page this ugly is tried again with one more
    more_spare: int = 2  # than the fewest that fill a page
    quiet_pt: float = 13.0  # text larger than this shouts,
    loud: float = 0.025  # and each point of it is as ill as so much white
    most_air_rows: float = 2.4  # that a place may be higher than needed: the white is a margin
    most_hole: float = 0.017  # of the page: the largest white beside a title or under it
    narrow_pt: float = 34.0  # 12 mm: narrower white is no hole
    loud_last_cost: float = 6.0  # a last page with large ones
    forced_cost: float = 25.0  # any other with many of them, or with legs that are not level
    repeat_cost: float = 1.5  # what a page may cost more so as not to repeat one
    ad_white_cost: float = 20.0  # times the square of white in an advertisement's frame
    ad_page: float = 0.7  # of a page: beside a larger advertisement hardly any copy has room


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefs:
    """Briefs, letters, corrections: when they are parted."""

    most_whole: Mapping[Form, int] = field(
        default_factory=lambda: {Form.BRIEF: 7, Form.LETTER: 5, Form.CORRECTION: 5}
    )
    large: float = 0.4  # of a page: a lot that takes more is parted even if it has no more members
    least_members: int = 2  # of a part: one brief needs no head over it
    partings: int = 3  # ways to part a lot that are tried with the same other stories
    # Of a page: the first part of a lot, where nothing else comes out.
    part_fills: tuple[float, ...] = (0.75, 0.7, 0.8, 0.65, 0.6, 0.85, 0.55, 0.5)
    part_prior: float = 0.3
    part_cost: float = 0.4  # a lot in two parts, each with its own head
    opening_share: float = 0.75  # of page one, on a day of nothing else


@dataclass(frozen=True, slots=True, kw_only=True)
class Overflow:
    """What has no room beside its story's copy."""

    share: float = 0.45  # of a page's area: pictures beyond the first, box and table together
    table_depth: float = 0.5  # of its rows
    box_rows: int = 24  # 89 mm; a box of more lines is wider than a column


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """Page one."""

    unreleased_cost: float = 15.0  # C-206: with tombstones, or a picture larger than the lead's
    off_cost: float = 0.6  # each story more or fewer than wanted, each swap of one
    most_of_section: int = 2  # stories without a rank
    large_teaser_cost: float = 1.0  # a picture is better beside its story
    picture_share: float = 0.12  # of the page, at least, of its largest picture,
    picture_cost: float = 25.0  # and what a page one costs without, where a story has one
    most_empty: float = 0.02  # of the page: a hole where teasers would stand,
    most_empty_strained: float = 0.05  # and one that may be where nothing else will do
    most_teaser_hole: float = 0.017  # under a teaser's words
    thin_day: float = 0.7  # of page one, in rows of copy: a day that goes there whole


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOrder:
    """What it costs to leave the order of the paper."""

    skip_cost: float = 0.2  # each story that is passed over for a lower one of its section
    section_cost: float = 2.0  # for one of a later section, times how much later
    rest_cost: float = 1.2  # each that goes on from page one and has to wait
    rest_far: float = 1.0  # more of that for each page after the second
    later_cost: float = 3.0  # an advertisement or story that was wanted here and has to wait
    mixed_cost: float = 0.9  # a page shared by one section more
    return_cost: float = 3.0  # a section that comes back after another began
    off_count_cost: float = 200.0  # each page more or fewer than the desk wants


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """How full pages are planned, by area, before they are laid out; drafts compared by it."""

    usual: float = 1.3  # times its rows of copy: the area of what has no shape as yet
    good_shape_cost: float = 0.6  # shapes so much dearer than the best still look good
    # On average of a day without pictures, and of one full of them: pictures can grow.
    plain: float = 0.92
    pictured: float = 0.8
    fullest: float = 0.95  # the most that a page is planned to be filled,
    least: float = 0.4  # and the least
    most: float = 1.03  # smallest good shapes over room, of pages that come out
    most_last: float = 1.05  # smallest shapes of all over room, of a last page that is tried
    play: float = 0.18  # by which pages may be less full than planned
    mean_play: float = 0.08  # pages less full than the mean by more than this need notices
    loose: float = 0.8  # wanted of all pages to come: two small notices each, none loud at last
    least_rest: float = 0.45  # of a page with what goes on from page one
    least_jump: float = 1.02  # of a page with a story that goes on overleaf
    wanted_jump: float = 1.25
    jump_prior: float = 0.8  # a jump is tried after whole pages so much worse by area
    jump_fill_prior: float = 0.5  # times how far it is from that
    prior: float = 8.0  # times how far a page is from as full as wanted
    off_prior: float = 0.5  # times what the order of the paper loses
    page_cost: float = 2.0  # of a page as a rule: drafts with less copy left are so much ahead
    lack_cost: float = 30.0  # a page of nothing but notices
    over_cost: float = 30.0  # what is over the mean's play, by the page, may not go on the last
    unfilled_cost: float = 40.0  # a page that the search cannot fill


@dataclass(frozen=True, slots=True, kw_only=True)
class Stability:
    """What it costs to move what stands on the shelf, times the paper's `stability`."""

    page_cost: float = 1.5  # each page that another change does not touch
    story_cost: float = 0.5  # each story that goes to another page
    renumbered: float = 0.4  # a page that only has another number, in pages touched
    most_worse: float = 5.0  # a page so much dearer than it stood: another way is looked for
    widest: int = 3  # pages beside each other that are searched together


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How much is tried. More of each costs time, and hardly ever points."""

    most_items: int = 8  # of a page: the search grows threefold with each, 8 take 0.4 s
    kept_shapes: int = 3  # alternatives of one width and height
    side_art_steps: tuple[int, ...] = (0, 1, -1)  # rows about the height that fits
    # Searches a page in which shapes that copyfit refused are left out. Hardly any takes ten: with
    # no limit in fact, a page is the same whatever has been refused on others.
    resolves: int = 200
    looks_rounds: int = 3  # searches that try to avoid what the whole page looks bad for
    front_looks_rounds: int = 8
    strains: tuple[int, ...] = (0, 1, 2, 4, 12, 200)  # rows that legs may be short, in turn
    most_whites: int = 3  # rectangles of white on a page that nothing else fills
    spare_step: int = 3  # from one notice to the next that is tried as the first of a page's
    other_step: int = 2  # the same, where notices are changed so as not to repeat
    fronts: int = 4  # pages one that the inside pages may choose from
    good_front_cost: float = 6.0  # a page one this good ends the search for a better choice
    front_others: int = 4  # stories that may take the place of one of the first choice
    front_fewest: int = 5  # of a day too short for a proper page one
    window: int = 8  # stories of the queue that the next page may take its own from
    beam: int = 3  # drafts kept a page,
    end_beam: int = 6  # and with few pages left:
    beam_end: float = 3.5
    # The same where all that is left has to go on a number of pages between others.
    closing_beam: int = 12
    closing_found: int = 8
    bucket: float = 0.05  # of a page: drafts that differ by less in the copy left are alike
    most_alike: int = 2
    most_tried: int = 14  # next pages of one draft
    least_found: int = 2  # more are tried until so many come out,
    most_failed: int = 24  # or so many do not
    most_hard: int = 60  # where no draft has any
    work: int = 150  # of the budget: a page of n items takes 3^n
    near_end: float = 2.2  # pages left from which on more is tried
    most_parts: int = 8  # ways to part a story that takes the last two pages
    most_pages: int = 400  # where a faulty search would end


WHITE = WhiteSpace()
HEADS = Heads()
PICTURES = Pictures()
LEGS = Legs()
QUOTES = Quotes()
JUMPS = Jumps()
NOTICES = Notices()
BRIEFS = Briefs()
OVERFLOW = Overflow()
FRONT = Front()
ORDER = PaperOrder()
FILL = Fill()
STABILITY = Stability()
EFFORT = Effort()

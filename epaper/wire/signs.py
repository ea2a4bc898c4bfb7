"""The signs of each language: quotes, dashes, and where its spaces do not break.

Data for copy editing. Sources: Duden, “Textverarbeitung und E-Mails”; Lexique des règles
typographiques en usage à l'Imprimerie nationale; RAE, Ortografía (2010); Taaladvies (nl);
PWN, zasady pisowni (pl); А. Э. Мильчин, Справочник издателя и автора (ru);
Svenska skrivregler (sv); Dansk Sprognævn, Retskrivningsordbogen (da); Språkrådet (nb);
Kotimaisten kielten keskus (fi); Türk Dil Kurumu (tr); AP Stylebook (en-US); CLDR,
delimiters (hi, bn, ur, fa); and what the dailies of each country print.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from epaper.model.script import relatives

NBSP = "\u00a0"
NARROW = "\u202f"  # no-break, about half a word space; lines never stretch it
EN_DASH = "–"
EM_DASH = "—"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A language's signs: outer and inner quotes, its dash between spaces, and its spaces.

    The first group of each pattern is one space. `no_break` makes it a no-break space,
    `narrow` a narrow one; where the group of a narrow pattern is empty, one is put in.
    `elision` matches at a sign that stands for letters left out at a word's start.
    `closed_up` is true where a single quote at a word's start that nothing closes
    is an apostrophe; `elides`, where a double one inside a word is one typed with the wrong key.
    """

    outer: tuple[str, str]
    inner: tuple[str, str]
    dash: str = EN_DASH
    no_break: tuple[re.Pattern[str], ...] = ()
    narrow: tuple[re.Pattern[str], ...] = ()
    elision: re.Pattern[str] | None = None
    closed_up: bool = True
    elides: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What a language's numbers and names stand beside; each is a part of a pattern."""

    units: str = ""
    months: str = ""
    before_month: str = ""  # the sign between a day's figure and the space: "4. Februar"
    titles: str = ""
    places: str = ""  # what stands before a figure: p. 5, No. 7
    more: tuple[str, ...] = ()


_SI = (
    "[cdkmµ]?m|[mk]?g|t|[cmk]?m²|[ckm]m³|[cdmh]?l|ha|[kMGT]?Wh?|k?V|[kMGT]B|[kMG]?Hz|°C?|°F"
    "|[%‰€£$₽]|km/h|bar|dB|hPa"
)
_CAPITAL = "A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩЀ-Я"
_ALWAYS = (
    r"\S( )(?=[–—](?:\s|$))",  # a dash does not begin a line
    # no line of one or two letters ends a paragraph
    r"[\w,;:’”»)]( )(?=[^\W_]{1,2}[.!?…]?[”’»)]*$)",
    # J. R. Penn
    rf"(?<![\w’'.])(?:[{_CAPITAL}]\.)+( )(?=[{_CAPITAL}][.\w])",
    r"(?<!\w)§§?( )(?=\d)",
)
# 12 000: groups of three figures are held together, and no more than that.
_GROUPED = re.compile(r"(?<![\w.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})*?([ \u00a0])(?=\d{3}(?!\w))")


def _no_break(words: _Words) -> tuple[re.Pattern[str], ...]:
    """The patterns of spaces that do not break."""
    units = f"{_SI}|{words.units}" if words.units else _SI
    # 40 kg, £3 million, 3.5 per cent, 6 am; the bound keeps a row of figures from being tried
    # from each of them to its end
    sources = [
        *_ALWAYS,
        r"(?<![\w.,])[£$€]?(?:\d(?:[\d.,\u202f]{0,24}\d)?[½¼¾]?|[½¼¾])"
        rf"( )(?=(?:{units})(?![\w-]))",
    ]
    if words.months:
        day = rf"(?<![\w.,])\d{{1,2}}{words.before_month}"
        sources.append(rf"{day}( )(?=(?:{words.months})(?!\w))")
    if words.titles:
        sources.append(rf"(?<![\w’'-])(?:{words.titles})( )(?=[^\W\d_])")
    if words.places:
        sources.append(rf"(?<![\w’'-])(?:{words.places})( )(?=\d)")
    return tuple(re.compile(source) for source in (*sources, *words.more))


_ENGLISH_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\."
)
_ENGLISH = _Words(
    units=(
        "mph|kph|ft|lb|oz|million|billion|trillion|bn|tn|per cent|percent|pc"
        r"|[ap]m|[ap]\.m\.|GMT|BC|AD"
    ),
    months=_ENGLISH_MONTHS,
    titles=r"(?:Mr|Mrs|Ms|Dr|Prof|St|Rev|Capt|Col|Gen|Lt|Sgt|Sen|Rep|Gov)\.?",
    places=r"[Nn]os?\.|[Pp]p?\.|[Pp]ages?|[Vv]ol\.|[Ff]ig\.",
    more=(rf"(?<!\w)(?:{_ENGLISH_MONTHS})( )(?=\d{{1,2}}(?!\d))",),
)
_GERMAN = _Words(
    units=r"Mio\.|Mrd\.|Millionen|Million|Milliarden?|Prozent|Euro|Franken|Uhr|Grad|Meter|Kilometer",
    months="Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember",
    before_month=r"\.",
    titles=r"Herrn?|Frau|Dr\.|Prof\.|St\.|Ing\.",
    places=r"S\.|Seiten?|Nr\.|Art\.|Artikel|Abs\.|Kap\.|Bd\.|Abb\.",
)
_FRENCH = _Words(
    units="millions?|milliards?|euros?|degrés|heures|minutes|kilomètres|mètres|h|min",
    months=("janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"),
    before_month="(?:er)?",
    titles=r"M\.|MM\.|Mmes?|Mlles?|Me|Dr|Pr|Mgr",
    places=r"pp?\.|pages?|[Nn][°º]s?|art\.|chap\.|vol\.|fig\.",
    more=(r"(?<!\w)[IVX]+(?:e|ᵉ|er|re)( )(?=siècle)", r"(?<!\w)\d{1,2} h( )(?=\d\d(?!\d))"),
)
_SPANISH = _Words(
    units="millones|millón|mil|euros?|grados|metros|kilómetros|por ciento|horas",
    months=(
        "de (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre"
        "|diciembre)"
    ),
    titles=r"Sr\.|Sra\.|Sres\.|D\.|Dña\.|Dra?\.|Prof\.|Mons\.",
    places=r"pp?\.|págs?\.|n\.[ºo]|núm\.|art\.|cap\.|vol\.|fig\.",
    more=(r"(?<!\w)EE\.( )(?=UU\.)",),
)
_ITALIAN = _Words(
    units="milioni|milione|miliard[oi]|mila|euro|gradi|metri|chilometri|per cento|ore",
    months=(
        "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre"
        "|dicembre"
    ),
    titles=r"[Ss]ig\.|[Ss]ig\.ra|[Dd]ott\.|[Dd]r\.|[Pp]rof\.|[Oo]n\.|[Aa]vv\.|[Ii]ng\.|[Mm]ons\.",
    places=r"pp?\.|pagg?\.|nn?\.|art\.|cap\.|vol\.|fig\.|ore",
)
_DUTCH = _Words(
    units="miljoen|miljard|procent|euro|graden|meter|kilometer|uur|ton",
    months=(
        "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    ),
    titles=r"[Dd]hr\.|[Mm]evr\.|[Mm]r\.|[Dd]r\.|[Pp]rof\.|[Ii]r\.|[Dd]rs\.|[Dd]s\.",
    places=r"pp?\.|blz\.|nrs?\.|art\.|vol\.|afb\.",
)
_PORTUGUESE = _Words(
    units="milhões|milhão|mil milhões|bilhões|mil|euros?|reais|graus|metros|quilómetros|por cento",
    months=(
        "de (?:janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro"
        "|dezembro)"
    ),
    titles=r"Sr\.|Sra\.|Srs\.|D\.|Dra?\.|Prof\.|Eng\.",
    places=r"pp?\.|págs?\.|n\.[ºo]|art\.|cap\.|vol\.|fig\.",
)
_POLISH = _Words(
    units=r"mln|mld|tys\.|proc\.|zł|złotych|euro|stopni|metrów|kilometrów|godz\.",
    months=(
        "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października"
        "|listopada|grudnia"
    ),
    titles=r"[Pp]an|[Pp]ani|dr|prof\.|inż\.|mgr|ks\.|św\.|ul\.|al\.|im\.|gen\.",
    places=r"s\.|str\.|nr|art\.|ust\.|poz\.|t\.|rys\.|godz\.",
    # no line ends in a conjunction or preposition of one letter
    more=(r"(?<![\w’-])[aiouwzAIOUWZ]( )(?=[\w„«(])", r"\d( )(?=r\.)"),
)
_RUSSIAN = _Words(
    units=(
        r"[смк]?м|[мк]?г|[мд]?л|га|[кМГ]?Вт|км/ч"
        r"|т|млн|млрд|тыс\.?|руб\.?|рублей|евро|долларов|процент(?:а|ов)?|градус(?:а|ов)?"
        r"|метр(?:а|ов)|километр(?:а|ов)|час(?:а|ов)|гг?\.|года?|лет"
    ),
    months=("января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"),
    titles=r"г\.|гг\.|г-н|г-жа|им\.|ул\.|пр\.|пл\.|д-р|проф\.|акад\.|св\.|о\.",
    places=r"с\.|стр\.|ст\.|гл\.|рис\.|т\.|п\.|д\.",
    more=(
        r"№( )(?=\d)",
        # nor in a preposition or conjunction of one letter; particles stay with the word before
        r"(?<![\w-])[вВкКсСоОуУиИаАяЯ]( )(?=[\w«„(])",
        r"\w( )(?=(?:бы|ли|же|б|ль|ж)(?!\w))",
        r"(?<!\w)т\.( )(?=[едкпчн]\.)",
    ),
)
_SWEDISH = _Words(
    units="miljoner|miljon|miljarder|miljard|procent|kronor|grader|meter|kilometer|kr|tusen|ton",
    months="januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december",
    titles=r"[Dd]r|[Pp]rof\.|S:t|S:ta",
    places=r"s\.|sid\.|nr|kl\.?|kap\.|art\.|vol\.",
)
_DANISH = _Words(
    units=(
        r"mio\.|mia\.|millioner|million|milliarder|milliard|procent|pct\.|kroner|kr\.|euro|grader"
        "|meter|kilometer|tusind|ton"
    ),
    months="januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december",
    before_month=r"\.",
    titles=r"[Dd]r\.|[Pp]rof\.|[Hh]r\.|[Ff]ru|Sankt|Skt\.",
    places=r"s\.|side|nr\.|kl\.|kap\.|art\.|bd\.",
)
_NORWEGIAN = _Words(
    units=(
        r"mill\.|mrd\.|millioner|million|milliarder|milliard|prosent|kroner|kr|euro|grader"
        "|meter|kilometer|tusen|tonn"
    ),
    months="januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember",
    before_month=r"\.",
    titles=r"[Dd]r\.|[Pp]rof\.|[Hh]r\.|[Ff]ru|St\.",
    places=r"s\.|side|nr\.|kl\.|kap\.|art\.|bd\.",
)
_FINNISH = _Words(
    units=(
        r"milj\.|mrd\.|miljoonaa?|miljardia?|prosenttia?|euroa?|kruunua?|astetta|metriä|kilometriä"
        "|tuhatta|tonnia|tuntia"
    ),
    months="(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)kuu(?:ta|n)",
    before_month=r"\.",
    titles=r"[Tt]ri|[Pp]rof\.|[Rr]va|[Hh]ra|[Tt]oht\.",
    places=r"s\.|sivut?|nro|klo|kello|luku",
)
_TURKISH = _Words(
    units=(
        "milyon|milyar|trilyon|bin|lira|TL|avro|euro|dolar|kuruş|derece|metre|kilometre|ton|litre"
        "|kilo|kişi|yıl"
    ),
    months=("Ocak|Şubat|Mart|Nisan|Mayıs|Haziran|Temmuz|Ağustos|Eylül|Ekim|Kasım|Aralık"),
    titles=r"Sayın|Dr\.|Prof\.|Doç\.|Av\.|Yrd\.|Org\.",
    places=r"s\.|[Ss]ayfa|[Nn]o\.|[Nn]o:|[Yy]üzde|[Ss]aat|[Mm]adde",
)
_GREEK = _Words(
    units=(
        r"εκατομμύρια|δισεκατομμύρια|εκατ\.|δισ\.|χιλιάδες|ευρώ|τοις εκατό|βαθμοί|μέτρα"
        "|χιλιόμετρα"
    ),
    months=(
        "Ιανουαρίου|Φεβρουαρίου|Μαρτίου|Απριλίου|Μαΐου|Ιουνίου|Ιουλίου|Αυγούστου|Σεπτεμβρίου"
        "|Οκτωβρίου|Νοεμβρίου|Δεκεμβρίου"
    ),
    titles="κ\\.|κα|Δρ|Αγ\\.",
    places="σ\\.|σελ\\.|αρ\\.|άρθρο",
)

_ELIDED_ENGLISH = re.compile(
    r"'(?:\d0s|[Tt]is|[Tt]was|[Tt]were|[Ee]m|[Tt]il|[Nn]|bout|cause|cos|kay)(?!\w)"
)
_ELIDED_DUTCH = re.compile(r"'(?:[sStTnNmMkKrR]|ns|\d\d)(?![^\W_])")

# French spaces: inside guillemets, before signs of two parts.
_SPACE = "[ \u00a0\u2009\u202f]?"
_GUILLEMETS = (rf"«({_SPACE})(?=\S)", rf"(?<=\S)({_SPACE})(?=»)")
_TWO_PARTS = rf"(?<=[\w»”’)\]%€…])({_SPACE})(?=[;:!?]+(?:[\s»”’)\]…]|$))"
_COLON = rf"(?<=[\w»”’)\]%€…])({_SPACE})(?=:(?:[\s»”’)\]…]|$))"

_CURLY = Style(outer=("“", "”"), inner=("‘", "’"))
_ANGLED = Style(outer=("«", "»"), inner=("“", "”"))


def _style(base: Style, words: _Words, *narrow: str, **parts: object) -> Style:
    """`base` with a language's spaces, and what else `parts` says of it."""
    patterns = tuple(re.compile(source) for source in narrow)
    spaces = {"no_break": _no_break(words), "narrow": (*patterns, _GROUPED)}
    return replace(base, **(spaces | parts))  # type: ignore[arg-type]


# English groups its figures by commas.
_EN = _style(_CURLY, _ENGLISH, narrow=(), elision=_ELIDED_ENGLISH, closed_up=False)
_DE = _style(Style(outer=("„", "“"), inner=("\u201a", "‘")), _GERMAN)
_RU = _style(Style(outer=("«", "»"), inner=("„", "“")), _RUSSIAN, dash=EM_DASH)
_FR = _style(_ANGLED, _FRENCH, *_GUILLEMETS, _TWO_PARTS, elides=True)

# Arabic and Indic copy: quotes and dashes only. « and » open and close from the right as well:
# they are mirrored (UAX 9).
_PLAIN = replace(_CURLY, no_break=tuple(re.compile(source) for source in _ALWAYS[:1]))

# By BCP 47 tag in small letters, the longest that fits. Copy in a language not listed stays as
# filed.
STYLES: Mapping[str, Style] = {
    "en": _EN,
    "en-us": replace(_EN, dash=EM_DASH),  # AP: dashes are long, with spaces
    "de": _DE,
    "de-ch": replace(_DE, outer=("«", "»"), inner=("‹", "›")),
    "de-li": replace(_DE, outer=("«", "»"), inner=("‹", "›")),
    "fr": _FR,
    "fr-ca": _style(_ANGLED, _FRENCH, *_GUILLEMETS, _COLON, elides=True),
    "es": _style(_CURLY, _SPANISH, dash=EM_DASH),
    "it": _style(_ANGLED, _ITALIAN, elides=True),
    "nl": _style(_CURLY, _DUTCH, elision=_ELIDED_DUTCH),
    "pt": _style(_CURLY, _PORTUGUESE, dash=EM_DASH),
    "pl": _style(Style(outer=("„", "”"), inner=("«", "»")), _POLISH),
    "ru": _RU,
    "uk": _style(Style(outer=("«", "»"), inner=("„", "“")), _Words(), dash=EM_DASH),
    "sv": _style(Style(outer=("”", "”"), inner=("’", "’")), _SWEDISH),
    "da": _style(Style(outer=("»", "«"), inner=("\u203a", "\u2039")), _DANISH),
    "nb": _style(Style(outer=("«", "»"), inner=("‘", "’")), _NORWEGIAN),
    "fi": _style(Style(outer=("”", "”"), inner=("’", "’")), _FINNISH),
    "tr": _style(_CURLY, _TURKISH),
    "el": _style(_ANGLED, _GREEK),
    "hi": _PLAIN,
    "mr": _PLAIN,
    "ne": _PLAIN,
    "bn": _PLAIN,
    "ur": _PLAIN,
    "ar": replace(_PLAIN, outer=("«", "»")),
    "fa": replace(_PLAIN, outer=("«", "»"), inner=("‹", "›")),
}


def style_of(language: str) -> Style | None:
    """The signs of a BCP 47 `language`: of its longest tag that is listed; None for none."""
    return next((STYLES[tag] for tag in relatives(language) if tag in STYLES), None)

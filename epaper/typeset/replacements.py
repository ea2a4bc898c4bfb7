"""What is printed for signs that no face has: data. To add one, add a line.

`repairs.py` looks here before it takes a sign apart by Unicode's own tables. Signs that a face has
are printed as they are, whatever stands here, but for those of `UNSEEN`.
"""

from __future__ import annotations

from collections.abc import Mapping

from epaper.language.phrases import N_

# Signs, without variation selectors and skin tones; what a reader of each would write for it.
SIGNS: Mapping[str, str] = {
    # check marks, crosses, stars, hearts, sums
    "✅": "✓", "☑": "✓", "✔": "✓", "🗸": "✓", "❎": "✗", "❌": "✗", "✖": "×", "🗙": "×",
    "⭐": "★", "🌟": "★", "🌠": "★", "✨": "★", "⚝": "★", "🔯": "✡",
    "💙": "♥", "💚": "♥", "💛": "♥", "🧡": "♥", "💜": "♥", "🖤": "♥", "🤍": "♥", "🤎": "♥",
    "💗": "♥", "💖": "♥", "💕": "♥", "💓": "♥", "💞": "♥", "💘": "♥", "💝": "♥", "💟": "♥",
    "🩷": "♥", "🩵": "♥", "🩶": "♥", "❤": "♥", "♡": "♥", "❣": "♥", "💔": "♥",
    "➕": "+", "➖": "−", "➗": "÷", "🟰": "=", "💲": "$", "💯": "100",
    "❔": "?", "❓": "?", "❕": "!", "❗": "!", "‼": "!!", "⁉": "!?", "⁇": "??", "⁈": "?!",
    "🔟": "10", "🎵": "♪", "🎶": "♫", "🎼": "♫", "➰": "~", "〰": "~",
    # squares, bullets
    "🔹": "•", "🔸": "•", "🔷": "•", "🔶": "•",
    "▪": "•", "◾": "•",
    "◽": "•", "⬛": "■", "⬜": "□", "⭕": "○",
    # arrows of telephones, pointing hands
    "☝": "↑",
    "👉": "→", "👈": "←", "👆": "↑", "👇": "↓", "🔜": "→", "🔙": "←", "🔝": "↑", "⏩": "→",
    "⏪": "←", "⏫": "↑", "⏬": "↓", "🔼": "↑", "🔽": "↓", "➡": "→", "⬅": "←", "⬆": "↑", "⬇": "↓",
    # words in squares
    "🆗": "OK", "🆕": "NEW", "🆓": "FREE", "🆘": "SOS", "🆚": "vs", "🆒": "COOL", "🆙": "UP!",
    "🆔": "ID", "🅰": "A", "🅱": "B", "🆎": "AB", "🅾": "O", "🅿": "P",
    # bullets of word processors: Symbol and Wingdings in the private use area
    "\uf0b7": "•", "\uf0a7": "•", "\uf06c": "•", "\uf06e": "•", "\uf0d8": "•", "\uf076": "•",
    "\uf0a8": "•", "\uf0e0": "→", "\uf0e8": "→", "\uf0df": "←", "\uf0fc": "✓", "\uf0fb": "✗",
    "\uf04a": "☺", "\uf04c": "☹", "\uf020": " ", "\uf02d": "-", "\uf0b0": "°", "\uf0b1": "±",
    "\uf0b3": "≥", "\uf0a3": "≤", "\uf0b4": "×", "\uf06d": "μ", "\uf061": "α", "\uf062": "β",
    "⃀": "KGS", "‗": "_",
}  # fmt: skip

# Signs that stand for a word: it is printed in brackets, in the copy's own language.
WORDS: Mapping[str, str] = {
    "👍": N_("thumbs up"),
    "👎": N_("thumbs down"),
}

# Whole stretches of signs, each drawn as its first sign at the least: rules and bars of tables.
STRETCHES = (
    (0x2500, 0x2501, "–"), (0x2502, 0x2503, "|"), (0x2504, 0x2505, "–"), (0x2506, 0x2507, "|"),
    (0x2508, 0x2509, "–"), (0x250A, 0x250B, "|"), (0x250C, 0x254B, "+"), (0x254C, 0x254D, "–"),
    (0x254E, 0x254F, "|"), (0x2550, 0x2550, "="), (0x2551, 0x2551, "|"), (0x2552, 0x256C, "+"),
    (0x256D, 0x257F, "–"), (0x2580, 0x258F, "■"), (0x2590, 0x2590, "■"), (0x2591, 0x2592, "□"),
    (0x2593, 0x259F, "■"),
)  # fmt: skip

# Signs that say nothing in print, whatever face has them: selectors of a glyph's form, marks of
# where an object stood, annotations, fillers, tags (Unicode, Default_Ignorable_Code_Point).
UNSEEN = (
    (0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200B),
    (0x2060, 0x2065), (0x206A, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFC), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)  # fmt: skip
DIRECTIONS = ((0x061C, 0x061C), (0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069))
FULL_WIDTH = ((0x3000, 0x3000), (0xFF01, 0xFF5E))  # of Latin letters, figures and signs
JOINERS = "\u200c\u200d"
# Scripts whose letters join, where a joiner says how.
JOINING = frozenset({
    "Arab", "Syrc", "Nkoo", "Adlm", "Deva", "Beng", "Guru", "Gujr", "Orya", "Taml", "Telu", "Knda",
    "Mlym", "Sinh", "Tibt", "Mymr", "Khmr",
})  # fmt: skip

# Pictures: what of these blocks no face has and no table knows is left out of running text.
PICTURES = ((0x2190, 0x2BFF), (0x1F000, 0x1FAFF))
SPACES: Mapping[str, str] = {"\u2007": "\u00a0", "\u200a": "\u2009"}  # others are word spaces

"""What real copy has in it that no sample was built with: signs, names, phrases of other scripts.

Tables only. Everything here has come into some newsroom: pasted from a word processor, a messenger,
a press release, a results service, a web page. `UNPRINTABLE` are signs that no face can have.
"""

from __future__ import annotations

# Sentences that end in, begin with or hold signs; "{name}" is filled with a name.
SENTENCES = (
    "The bill came to ₹4,500, or about €49.50 (£42.10; ¥7,800).",
    "It was −4 °C at Tromsø and 21.5 ℃ at Nuʻuku the same night.",
    "CO₂ stood at 431 ppm, up 2.4 ppm; N₂O and CH₄ rose as well.",
    "The rule is E = mc², not E = mc³, as {name} put it.",
    "Add ½ cup of flour, ¾ tsp of salt, ⅓ of the butter and 1⅛ pints of milk.",
    "We are through to the final 🎉🎉 and the whole street knows it!",
    "The review gave it ★★★☆☆, one star fewer than the book had.",
    "Take the B12 → A9 → M4, or walk: 25′ to the station, 5′ 11″ of headroom.",
    "See § 12, para. 3 (¶ 4 of the draft), † and ‡ in the annexe.",
    "Acme™ and Zenith® are marks of their owners; © 2026 {name}.",
    "For x ≤ y ≠ z the sum ∑ is finite, √2 ≈ 1.41 and the limit is ∞.",
    "The α-particle and the β-decay, Ω in ohms, 5 µm and 5 μm, ∆T and ΔT.",
    "Hearts ♥ and spades ♠ were trumps; ♣ and ♦ were not led.",
    "Paid ✓ delivered ✗ returned ✔ — so the list on the door read.",
    "☎ 0800 123 456 ✉ desk@example.org ⚠ closed on Sundays.",
    "Thanks 👍🏽 to the crew 👨‍👩‍👧‍👦 of the 🇺🇦 boat ❤️, wrote {name}.",
    "The hash\u00adtag was long, and the word\u200bbreak came with the paste.",
    "\ufeffThe file began with a mark that nobody sees.",
    "A left-to-right mark\u200e stood here, a right-to-left one\u200f there.",
    "The picture\ufffc was pasted with the text.",
    "A word\u2060joiner, a non\u200cjoiner and a zero\u200dwidth joiner came along.",
    "Rates rose to 3⁄4 of a point, or 3/4, or ¾; 1⁄8 was asked.",
    "The ﬁrst ofﬁce was ﬂooded and the eﬀect was suﬃcient.",
    "It ended 6–4, 3–6, 7–6⁽⁵⁾ after 2 h 41 min.",
    "Rank Ⅳ, group ①, case ②, and item ❸ on the list.",
    "A key change from B♭ to F♯, then back to C♮ 🎵.",
    "The flat was 84 m² and the tank 12 m³; 10⁻⁶ of it leaked.",
    "On the 1ˢᵗ and the 2ⁿᵈ, as the poster said; Mᵐᵉ Dupont agreed.",
    "𝐁𝐫𝐞𝐚𝐤𝐢𝐧𝐠: 𝘵𝘩𝘦 𝘱𝘰𝘴𝘵 𝘸𝘢𝘴 𝘸𝘳𝘪𝘵𝘵𝘦𝘯 𝘭𝘪𝘬𝘦 𝘵𝘩𝘪𝘴.",
    "The angle φ, the set ℝ, the length ℓ, Planck’s ℏ and ∂f/∂x.",
    "₿ fell 4.5 %, ₺ and ₽ by 2‰, while ₴, ₦, ₪, ₩, ₫, ₱ and ฿ held.",
    "What‽ asked {name} … ¿y por qué? ¡Vamos!",
    "Prices in ¢ and ƒ, the 2º floor and the 3ª hour.",
    "A cold front ☁ then sun ☀, wind ↗ 30 km/h, tides ↑ 4.1 m ↓ 0.6 m.",
    "1️⃣ Mix. 2️⃣ Rest. 3️⃣ Bake at 180º.",
    "• milk ◦ oats ▪ rye ‣ barley ● wheat ■ spelt",
    "He said «no», „nein“, ‹non›, 「いいえ」 and 『нет』.",
    "The e\u0301te\u0301 of 1976, and A\u030angstro\u0308m’s table, came in two signs each.",
    "A narrow\u202fspace, a thin\u2009one, an em\u2003one, and a\u3000wide one.",
    "The minus was a hyphen-minus -3, a true −3, a figure‒dash and a―bar.",
    "Non\u2011breaking hyphens and soft\u2010ones: the co\u2011op\u2011er\u2011a\u2011tive.",
    "♔e1 ♛d8 1-0, after 31 … ♞xf2.",
    "♀ 52 %, ♂ 46 %, ⚧ 2 %, by the count of the association.",
    "🙂",
    "LOL 😂😂😂 said the reply, and nothing else.",
    "Recycle ♻, radiation ☢, poison ☠, peace ☮ and yin ☯.",
    "A|B tests, the ^ and the ~ , a back\\slash, `ticks`, {braces}, [brackets], <angles>.",
    "The file a_b_c & the sum d*e*f, the run _of_ *stars*, and ~~what~~ was not meant[^1].",
    "He paid $5 to $10, or 5$–10$; #hashtag, @mention, 50% off & more.",
    "See https://www.example.org/a/very/long/path?with=query&and=more#fragment-of-it for rules.",
    "Write to someone.with.a.long.name@a-long-domain-name.example.org by Friday.",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft, it read.",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch is on the line.",
    "AAAAAAARGH!!!!!!! was all that {name} wrote.",
    "Result: 1:0 (0:0), 3:2 n. V., 11 : 9, 21-19.",
    "It is 10 o'clock, 'twas said; rock 'n' roll in the '60s; the '''bold''' of a wiki.",
    '“‘Nested ‘quotes’ of quotes’”, said {name}, "and straight ones" too.',
)

# Names in Latin letters, with the marks they have.
LATIN_NAMES = (
    "Nguyễn Thị Ánh Tuyết",
    "Þórður Guðmundsson",
    "Wọlé Ṣóyínká",
    "Kamehameha Kamaʻāina",
    "Đặng Hữu Phước",
    "İbrahim Yılmazoğlu",
    "Grzegorz Brzęczyszczykiewicz",
    "Dvořák-Přemyslová",
    "Șerban Țepeș",
    "Şerban Ţepeş",
    "Lǚ Xùn",
    "Kṛṣṇamūrti Śāstrī",
    "ʿAbd al-Ḥamīd al-Ṭabarī",
    "Kɔku Ɛdzɛ Ŋutsu",
    "Əhməd Əliyev",
    "Siân Tŷ-Ŵyr",
    "Ġorġ Ħal Għargħur",
    "Ánte Áŋŋel Čáhci",
    "Tȟašúŋke Witkó",
    "Łį́į́ʼ Yázhí",
    "Núria Paral·lel i Gràcia",
    "Győző Erdős",
    "Zoë Ångström-Ørsted",
    "Jānis Ķeniņš",
    "Žydrūnas Ąžuolas",
    "D’Arcy O’Néill",
    "Jean-François d’Haÿ-les-Œuvres",
    "X Æ A-12",
    "will.i.am",
    "Ke$ha",
    "P!nk",
    "Māori Te Tāhū Pōtiki",
    "Rãûl Ñuñez y Peñã",
    "Ĉu Ŝi Ĵaŭdo",
    "Sk̲wx̲wú7mesh",
    "Mc Cartney-Łukasiewicz, Jr.",
    "A. B. C. d'E.",
    "Bjørnstjerne Bjørnson",
)

# Names and short phrases in other scripts, by what a desk would call them; how often each comes
# in is in SCRIPT_WEIGHTS.
OTHER_NAMES = {
    "arabic": ("محمد صلاح", "فيروز", "القاهرة ٢٠٢٤", "مؤسسة هيئة الأمم", "شكرًا جزيلًا"),
    "urdu": ("نصرت فتح علی خان", "لاہور", "ڈاکٹر عبدالسلام (1926–1996)", "اردو"),
    "persian": ("نوید محمدزاده", "تهران ۱۴۰۳", "می‌خواهم"),
    "hebrew": ("דוד בן־גוריון", "תל אביב", "שָׁלוֹם", "ירושלים 1967"),
    "hindi": ("नरेन्द्र", "हिन्दी", "श्री कृष्ण", "दिल्ली २०२६"),
    "bengali": ("রবীন্দ্রনাথ ঠাকুর", "ঢাকা", "বাংলা"),
    "tamil": ("தமிழ்", "சென்னை", "யாழ்ப்பாணம்"),
    "thai": ("กรุงเทพมหานคร", "สวัสดี", "ลิซ่า"),
    "chinese": ("毛泽东", "北京", "蔡英文", "臺灣"),
    "japanese": ("黒澤明", "ありがとう", "ゴジラ", "東京２０２０"),
    "korean": ("봉준호", "기생충", "서울"),
    "georgian": ("თბილისი", "საქართველო"),
    "armenian": ("Երևան", "Հայաստան"),
    "amharic": ("አዲስ አበባ", "አበበ ቢቂላ"),
    "greek": ("Μίκης Θεοδωράκης", "Ἀθῆναι", "Ελλάδα"),
    "cyrillic": ("Володимир Зеленський", "Қасым-Жомарт Тоқаев", "Новак Ђоковић", "Ґалаґан"),
    "telugu": ("తెలుగు", "హైదరాబాద్"),
    "kannada": ("ಕನ್ನಡ", "ಬೆಂಗಳೂರು"),
    "malayalam": ("മലയാളം", "കൊച്ചി"),
    "gujarati": ("ગુજરાતી", "અમદાવાદ"),
    "punjabi": ("ਪੰਜਾਬੀ", "ਅੰਮ੍ਰਿਤਸਰ"),
    "sinhala": ("සිංහල", "කොළඹ"),
    "burmese": ("မြန်မာ", "ရန်ကုန်"),
    "khmer": ("ភ្នំពេញ",),
    "lao": ("ວຽງຈັນ",),
}

SCRIPT_WEIGHTS = {
    "arabic": 6,
    "chinese": 6,
    "cyrillic": 6,
    "greek": 5,
    "hebrew": 5,
    "hindi": 5,
    "japanese": 5,
    "korean": 4,
    "urdu": 4,
    "persian": 3,
    "tamil": 3,
    "thai": 3,
    "bengali": 3,
    "georgian": 2,
    "armenian": 2,
}  # any other: 1

# How a phrase of another script comes into a sentence.
FRAMES = (
    "The sign over the door says “{name}” and nothing else.",
    "{name} is what they call it.",
    "They met {name} (1901–1984) and {name} in 1972, and {name} a year later.",
    "It is written {name}, and said otherwise.",
    "In the margin: {name}",
    "“{name}!” shouted somebody from the gallery; “{name}, {name}!”",
    "The word ({name}) has two meanings, 1) old and 2) new.",
    "The ship {name}/{name} left at 10:30, with 40 % of its load.",
)

# Signs in headlines and labels.
MARKS = (
    "!",
    "?!",
    " – live",
    " | Opinion",
    " 🎉",
    " ❤️",
    " ★★★★",
    " (2/3)",
    " – 50 % …",
    ": ‘It’s “over”’",
    " №\u00a07",
    " CO₂",
    " → 2030",
    " ½",
    "™",
    " €2bn",
    " ₹500 crore",
    " #MeToo",
    " @home",
    " \u200b",
    "\u00a0",
    " A/B",
    " 0-0",
    " RAZR",
    " AVATAR",
    " LTAV",
    " Ty To Wa",
)

HEADS_ONE_WORD = (
    "Why?",
    "Goal!",
    "RAZR",
    "Kraftfahrzeughaftpflichtversicherungsgesellschaft",
    "1984",
    "¡Gol!",
    "—",
    "Llanfairpwllgwyngyll",
    "…",
    "A",
)

KICKERS = (
    "Exclusive",
    "LIVE",
    "Op-Ed",
    "Q&A",
    "24/7",
    "Covid‑19",
    "أخبار",
    "समाचार",
    "G7 → G8",
    "🏏",
)
AGENCIES = ("Reuters", "dpa/AFP", "ANSA — Ансамбль", "Agência Lusa", "PTI भाषा", "© AP", "新华社")
DATELINES = (
    "NEW YORK, N.Y.",
    "SÃO PAULO",
    "A CORUÑA",
    "Łódź",
    "القاهرة",
    "नई दिल्ली",
    "ST. JOHN’S",
    "’S-HERTOGENBOSCH",
    "Y",
    "AIX-EN-PROVENCE – MARSEILLE",
)
CREDITS = (
    "Photo: {name}/Agency",
    "© {name}",
    "{name}",
    "Handout ↑",
    "Getty Images / AFP / {name} via Reuters",
    "📷 {name}",
    "Foto: dpa",
    "AP Photo/{name}, File",
    "NASA, ESA, CSA, STScI; processing by {name} (CC BY-SA 4.0)",
)
CAPTIONS = (
    "",
    "Left to right: {name}, {name} and {name}.",
    "{name}",
    "The bridge ↑ before and ↓ after the flood (2024 → 2026).",
    "File photo.",
    "IMG_2034.JPG",
    "Above: the hall, 84 m² of it. Below: “{name}”, oil on canvas, 54 × 73 cm.",
    "{name} with the cup 🏆",
)

PAPER_NAMES = {
    "en": ("The Daily Æther", "Y", "روزنامہ", "The Kaʻū Sentinel", "दैनिक", "O’Hara’s “Weekly”"),
    "de": ("Süddeutsche Weiß-Blätter", "ÄÖÜ", "Tageblatt & Anzeiger"),
    "fr": ("L’Écho de l’Œuvre", "Le «Petit» Journal"),
    "es": ("¡Ya!", "El Ñandú"),
    "it": ("È l’Unità", "Più"),
    "sv": ("Åland", "Östgöta-Ängelholm"),
    "ru": ("Эхо", "Ёлка и Ъ"),
    "ar": ("الأهرام", "The Gulf"),
    "ur": ("جنگ", "The Nation"),
    "hi": ("अमर उजाला", "The Hindu"),
}

MOTTOS = ("", "«Quo vadis?» – ½ news, ½ views", "“All the news”", "सत्यमेव जयते", "E pluribus unum ★")
PRICES = ("₹5", "½ €", "₺10 / £1", "Free!", "￥150")
OFFERS = ("SALE! –50 %", "Tea at four", "₹99 only*", "Café Ö", "تخفيضات")

SECTION_NAMES = (
    "Front",
    "City & County",
    "Région",
    "Señal",
    "Œuvres",
    "Arts/Letters",
    "TV",
    "Übersicht",
    "Science ⚛",
    "Property",
    "Motoring",
    "Food",
    "Travel",
    "Weather",
    "Classified",
    "Obituaries",
    "Chess & Bridge",
    "Books",
    "Markets",
    "Tech",
    "Racing",
    "Gardens",
)

ITEMS = (
    "Doors: 19:30",
    "Tickets €12/€8",
    "500 g flour, sieved",
    "Call {name}",
    "½ lemon",
    "A longer entry that runs over more than a line of the column, as such entries do now and then",
    "№ 4",
    "–",
)

CELLS = (
    "1",
    "12.5 %",
    "—",
    "",
    "−3",
    "{name}",
    "€1,200",
    "n/a",
    "W",
    "10⁻⁶",
    "↑",
    "★★★",
    "1:0 (0:0)",
    "Manchester United",
    "2 h 41 min",
    "½",
)

COLUMN_HEADS = ("Team", "P", "W", "%", "Δ", "Place", "Change on year", "№")
TABLE_TITLES = ("Results", "Table ①", "{name}", "Prices in €/kg")
TABLE_NOTES = ("Source: {name}", "* after extra time; † provisional", "¹ Estimate")

# Lines of verse of our own.
VERSE = (
    "The boats come in with the evening,",
    "their lamps along the wall;",
    "    the gulls have done with asking",
    "and there is bread for all.",
    "O harbour, — o harbour! —",
    "what was it that you said?",
    "{name}",
    "…",
    "And the tide goes out like a sentence",
    "that nobody has read.",
)

# What no face in the world has, or none of the house's: scripts that neither its own faces nor
# its fallback have.
UNPRINTABLE = (
    "\uf8ff",  # a maker's own mark, from the private use area
    "\ue0b0",
    "\U000f1234",
    "\U0010fffd",
    "\u0378",  # not assigned
    "\U00032345",
    "ལྷ་ས",
    "ᏣᎳᎩ",
    "ᓄᓇᕗᑦ",
)

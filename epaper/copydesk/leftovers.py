"""What of a web page's lines is no copy, by the words that such lines have.

All languages are looked for in all copy: the words are whole lines, or begin them, and mean
nothing else. Lines of patterns below are alternatives.
"""

from __future__ import annotations

import re

LINE_LETTERS = 220  # a longer line is a paragraph
LINK_LETTERS = 130  # of a headline in a list of links
STOPS = ".!…\u3002\uff01\u0964\u06d4"
_I = re.IGNORECASE


def _any(patterns: str) -> str:
    """One pattern of many, a line each."""
    return "|".join(line.strip() for line in patterns.strip().splitlines())


_SITE = _any(r"""
    huffpost|bbc(?: news)?|cnn|guardian|independent|new york times|forbes|slate|vox|reuters
    [\w-]+\.(?:com|org|net)
""")
_PLATFORM = _any(r"""
    social media|twitter|x|facebook|instagram|whatsapp|telegram|youtube|linkedin|threads|bluesky
    tiktok|google news|mastodon|reddit|pinterest
""")
_BUTTON = _any(r"""
    facebook|twitter|x|whatsapp|email|e-mail|linkedin|reddit|pinterest|print|copy link|share|tweet
    save|comments?
""")

# Labels of other stories. Behind a colon a headline may follow on the line.
_LABELS = _any(rf"""
    (?:also )?read(?: also| more| next| on| now)?|read more (?:here|on this)|see also|also see
    related(?: (?:stories|story|articles?|coverage|links?|content|news|topics?|reading|posts?))?
    more (?:on|about) this(?: story)?|more from (?:the |this )?(?:section|author)
    (?:you )?(?:may|might) also (?:like|be interested in)|you may like|don[’']?t miss
    recommended (?:for you|reading|stories|articles)|must[- ]reads?|story timeline
    (?:most|most popular|most read) (?:stories|articles|now)|trending(?: now| stories)?
    (?:also|previously|more) (?:on|from) (?:the )?(?:{_SITE})
    watch(?: more| next| now| also| live)?|listen(?: more| next| now)?
    lesen sie (?:auch|mehr|hier mehr|dazu auch)|mehr (?:zum thema|dazu)|weitere artikel|weiterlesen
    lesetipps?|auch interessant|das könnte sie auch interessieren
    lees (?:ook|meer|verder)|læs (?:også|mere|videre)|läs (?:också|mer|även|vidare)|les (?:også|mer)
    (?:à |a )?lire (?:aussi|également|la suite)|voir aussi|sur le même sujet|lisez aussi
    lea también|lee también|leer más|(?:también )?(?:te|le) puede interesar|noticias relacionadas
    leggi anche|leggi tutto|ti potrebbe interessare|leia (?:também|mais)|veja também|saiba mais
    читайте (?:также|ещё|еще)|по теме|اقرأ (?:أيضا|أيضًا|أيضاً|المزيد)|شاهد أيضا|مواضيع ذات صلة
    (?:اس بارے میں )?مزید پڑھی[ےں]|یہ بھی پڑھیں|مزید
    (?:ये|यह|इसे) भी (?:पढ़ें|पढ़ें|देखें)
    相关(?:新闻|阅读|报道|文章)|延伸阅读|推荐阅读
    【?関連(?:記事|ニュース)】?|あわせて読みたい|続きを読む
""")
# These are labels only with a headline behind them, or with links under them.
_LONE = re.compile(r"read|read on|watch(?: live| now)?|listen|related|trending|مزید", _I)
_COLONS = ":\uff1a"
LABEL = re.compile(
    rf"[\s•*>»→▶►(\[-]*(?P<label>{_LABELS})"
    rf"(?P<sign>\s*[{_COLONS}—–|]\s*|\s*$)(?P<rest>.*)",
    _I | re.S,
)

_CALLS = _any(rf"""
    (?:please )?(?:click|tap) here(?: (?:to|for) .*)?
    [^.?!]*[^\w.?!](?:please )?click (?:here|(?:on )?(?:this|the) link)
    (?:to |please )?sign up (?:for|to|here)\b.*\b(?:newsletters?|inbox|emails?|alerts?|briefing)\b.*
    (?:to |please )?sign up (?:here|now)\b.*
    (?:get|receive|want) [^.?!]*\b(?:newsletters?|(?:in|to) your (?:inbox|email))\b.*
    subscribe (?:now|today|here|for (?:free|just|only).*)
    (?:subscribe|join|register) [^.?!]*\b(?:our|the|this)\b[^.?!]*\b(?:newsletters?|podcast)\b.*
    (?:subscribe|join) [^.?!]*\bour (?:channel|whatsapp|telegram|youtube)\b.*
    (?:and )?(?:follow|like|find|join) (?:us|me) on (?:{_PLATFORM})\b.*
    (?:and )?follow (?:him|her|them|@\w+|(?-i:[A-Z]\w+ [A-Z][\w-]+)) on (?:{_PLATFORM})\b.*
    download (?:our|the) (?:\w+ ){{0,3}}app\b.*
    (?:catch up|listen|hear|tune in|check out|find out)\b[^.?!]*\bour (?:[\w-]+ ){{0,4}}podcast\b.*
    (?:read|see|watch|view|download|listen to) (?:the|our|his|her|their) full (?:{
    _any('''
        transcript|story|article|report|interview|statement|list|text|video|review|speech
    ''')
})\b[^.?!]*
    share (?:this|on|via|the) (?:article|story|post|page|link|{_PLATFORM})\b[^.?!]{{0,60}}
    (?:{_BUTTON})(?:[\s|/,·•]+(?:{_BUTTON}))+
    share|tweet|print this(?: article| story| page)?|copy link|email this(?: article| story)?
    (?:buy|shop|order|book|donate|subscribe|join|sign up|register|log ?in) now|shop the look
    advertisement|sponsored(?: content)?|ad feedback|skip (?:to (?:main )?content|advertisement|ad)
    (?:story|article|report) continues (?:below|after)\b[^.?!]{{0,40}}
    continue reading(?: below)?(?: the main story)?|after newsletter promotion|loading(?:…|\.\.\.)?
    (?:leave|post|add) a comment|(?:view|show|hide) (?:\d+ )?comments|\d+ comments?
    (?:this (?:web)?site|our (?:web)?site|we(?: and our partners)?) uses? cookies\b.*
    (?:accept|reject|manage) (?:all )?cookies
    by (?:continuing|clicking|using|signing up|subscribing)[^.?!]*\byou\b[^.?!]*\b(?:{
    _any('''
        agree|consent|accept
    ''')
})\b.*
    (?:zum|jetzt|hier|unseren|den) (?:[\w-]+ ){{0,3}}newsletter (?:anmelden|abonnieren)\b.*
    newsletter abonnieren|jetzt (?:abonnieren|anmelden|kaufen|registrieren|spenden)|anzeige
    (?:artikel|seite) (?:teilen|drucken)|diese (?:web)?seite verwendet cookies\b.*
    (?:abonnez|inscrivez)-vous (?:à|pour)\b.*|recevez [^.?!]*newsletter\b.*|publicité
    partager(?: (?:cet article|sur \w+))?|cliquez ici\b.*
    suscr[ií]b(?:ete|ase)\b.*|(?:haga|haz) clic aquí\b.*|publicidad|síguenos en\b.*
    compart(?:ir|e) (?:este artículo|esta noticia|en \w+)
    iscriviti (?:alla|a|al) .*\bnewsletter\b.*|condividi(?: (?:questo )?articolo| su \w+)?
    pubblicità|clicca qui\b.*|seguici su\b.*
    assine (?:a |nossa )newsletter\b.*|compartilhe(?: (?:esta notícia|no \w+))?|publicidade
    clique aqui\b.*|meld je aan voor\b.*nieuwsbrief.*|klik hier\b.*|advertentie
    tilmeld dig\b.*nyhedsbrev.*|annonce|klik her\b.*|prenumerera nu\b.*|annons|klicka här\b.*
    подписывайтесь (?:на|в)\b.*|поделиться(?: в \w+)?|реклама|تابعونا على.*|اشترك الآن.*
    [(\uff08][^()\uff08\uff09]*(?:क्लिक करें|ऐप डाउनलोड)[^()\uff08\uff09]*[)\uff09]
    [(\uff08【]?责任编辑[{_COLONS}]?[^()\uff08\uff09]*[)\uff09】]?
    扫一扫[^。]{{0,20}}(?:关注|二维码)[^。]*|点击(?:这里|进入|查看)[^。]*|分享到[{_COLONS}]?.*
    [(\[]?(?:graphic|interactive|infographic|photo gallery)s?\s*:[^()]*\bhere\b[)\]]?
    مقالات أخرى للكاتب.*
""")
CALLS = re.compile(rf"[\s•*>»→▶►-]*(?:{_CALLS})[\s.!]*", _I)

# At a paragraph's end, in brackets.
TAIL = re.compile(
    r"\s*[(\uff08][^()\uff08\uff09]*(?:click here|क्लिक करें|ऐप डाउनलोड)"
    r"[^()\uff08\uff09]*[)\uff09]\s*$",
    _I,
)

PICTURE_CREDIT = re.compile(
    r"[(\[]?(?:image|photo|picture) credits?\s*:\s*(?P<credit>[^()\[\]]{2,80})[)\]]?\.?", _I
)

_END = re.compile(
    r"(?:ENDS?|-?\s?30\s?-|#(?:\s?#){1,3}|ENDE"
    r"|[-—–/(\[\uff08]+\s*(?:ENDS?|30|MORE|more|完|了|ENDE|FIN|FINE)\s*[-—–/)\]\uff09]+)\.?"
)
# Behind the last sentence.
END_TAIL = re.compile(
    r"(?<=[.!?”\"’。])\s*"
    r"(?:\s(?:ENDS|#(?:\s?#){1,3}|-\s?30\s?-|\(ENDS?\))|[(\uff08](?:完|了)[)\uff09])\s*$"
)

_CONTINUED = _any("""
    to be continued|fortsetzung folgt|à suivre|continuará|continua|wordt vervolgd|fortsættes
    forts\\. följer|продолжение следует|未完待续|つづく|يتبع
""")
CONTINUED = re.compile(rf"[(\[]?\s*(?:{_CONTINUED})\s*(?:\.\.\.|…)?\s*[)\]]?\.?", _I)

# Who worked on it, in an agency's words or a paper's.
SIGN_OFF = re.compile(
    r"[(\[]?(?:(?:additional |with )?(?:reporting|writing|editing|compiled|research)"
    r"(?: and \w+)? by (?-i:[A-Z]).*"
    r"|.{3,120} contributed to (?:this|the) (?:report|story|article))[)\]]?\.?",
    _I,
)
IS = re.compile(r"\s+(?:is|was|are|writes|covers|teaches|ist|est|es|è)\b", _I)
TRADES = re.compile(
    r"\b(?:reporter|correspondent|columnist|writer|editor|journalist|author|professor|fellow|"
    r"lecturer|contributor|producer|critic|commentator|researcher|blogger|novelist|historian|"
    r"director of|chief executive|covers|teaches|Redakteur|Redakteurin|Korrespondent\w*|Autor\w*|"
    r"journaliste|correspondant\w*|chroniqueu\w+|periodista|corresponsal|columnista|giornalista)\b"
)
WRITER = re.compile(
    r"(?:the (?:writer|author)s? (?:is|are|was)|about the authors?\s*:|der autor ist"
    r"|die autorin ist|l[’']auteur est|l[’']autrice est|el autor es|la autora es)\b.*",
    _I | re.S,
)


def is_lone(label: str) -> bool:
    """True for a label that is one only with a headline behind it, or with links under it."""
    return bool(_LONE.fullmatch(label.strip()))


def is_colon(sign: str) -> bool:
    """True for the sign between a label and its headline, if it is a colon."""
    return sign.strip() in tuple(_COLONS)


def is_end_mark(text: str) -> bool:
    """True for a line that says the copy ends, or that more of it follows."""
    return bool(_END.fullmatch(text.strip()))

"""The small words of each language that lead on to the next: data for breaking with the sense.

A headline's line should not end in them. Closed classes only: articles and what stands in an
article's place, prepositions and conjunctions, auxiliaries; from the grammars of the languages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from epaper.model.script import relatives


@dataclass(frozen=True, slots=True, kw_only=True)
class Leading:
    """A language's words, in small letters: before a noun, before a phrase, before a verb's rest.

    `numbers` are those that are written out; before `openings` a line may well end.
    """

    articles: frozenset[str]
    links: frozenset[str]
    leaning: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    openings: frozenset[str] = frozenset()


def _leading(articles: str, links: str, leaning: str, numbers: str, openings: str) -> Leading:
    own = frozenset(links.split())
    return Leading(
        articles=frozenset(articles.split()),
        links=own,
        leaning=frozenset(leaning.split()),
        numbers=frozenset(numbers.split()),
        openings=own | frozenset(openings.split()),
    )


LEADING: Mapping[str, Leading] = {
    "en": _leading(
        "a an the its his her their our my your no every this these those",
        "of to in on at by for from with without and or nor but as if that than not into over "
        "after before under between against about per via amid",
        "is are was were be been has have had will would can could may must all both each some any "
        "more most less only such so too very",
        "two three four five six seven eight nine ten eleven twelve twenty thirty "
        "forty fifty sixty "
        "seventy eighty ninety hundred thousand first second third fourth fifth last next",
        "who which where when while until since because so then",
    ),
    "de": _leading(
        "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner "
        "sein seine seinen seinem seiner ihr ihre ihren ihrem ihrer unser unsere dieser diese "
        "dieses diesen diesem jeder jede jedes jeden jedem zur zum im am vom beim ins ans",
        "in an auf aus bei mit nach von zu für gegen ohne um durch über unter vor zwischen wegen "
        "während seit bis und oder aber doch als wie dass ob nicht statt trotz per je",
        "ist sind war waren wird werden wurde wurden hat haben hatte kann können muss müssen soll "
        "will darf alle mehr weniger sehr so zu nur noch auch",
        "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig vierzig fünfzig "
        "hundert tausend erste erster erstes ersten zweite zweiten dritte dritten letzte letzten",
        "wer was wo wenn weil denn damit sondern",
    ),
    "fr": _leading(
        "le la les un une des du au aux ce cet cette ces son sa ses leur leurs notre nos votre vos "
        "mon ma mes aucun aucune chaque quelque quelques tout toute tous toutes",
        "de à en dans sur sous par pour avec sans chez vers entre contre depuis après avant selon "
        "et ou ni mais que si comme ne pas plus d’un d’une qu’un qu’une",
        "est sont était a ont avait va vont peut doit sera seront très trop moins si se s’est",
        "deux trois quatre cinq six sept huit neuf dix onze douze vingt trente quarante cinquante "
        "cent mille premier première deuxième dernier dernière",
        "qui dont où quand lorsque puis car",
    ),
    "es": _leading(
        "el la los las un una unos unas al del su sus este esta estos estas ese esa cada ningún "
        "ninguna todo toda todos todas nuestro nuestra",
        "de a en con por para sin sobre bajo entre contra desde hasta hacia según tras y e o u ni "
        "pero que si como no más",
        "es son era ha han había va puede debe será muy tan se lo le",
        "dos tres cuatro cinco seis siete ocho nueve diez once doce veinte treinta cien mil primer "
        "primera segundo segunda último última",
        "quien cuando donde mientras porque",
    ),
    "it": _leading(
        "il lo la i gli le un uno una al allo alla ai agli alle del dello della dei "
        "degli delle dal "
        "dallo dalla dai dalle nel nello nella nei nelle sul sullo sulla sui sulle suo "
        "sua suoi sue "
        "questo questa ogni nessun nessuna",
        "di a da in con su per tra fra senza contro dopo prima verso e ed o né ma che se come non "
        "più",
        "è sono era ha hanno aveva va può deve sarà molto così si",
        "due tre quattro cinque sei sette otto nove dieci undici dodici venti trenta cento mille "
        "primo prima secondo seconda ultimo ultima",
        "chi dove quando mentre perché",
    ),
    "nl": _leading(
        "de het een zijn haar hun ons onze dit deze die dat geen elke elk ieder iedere",
        "van in op aan bij met naar voor uit over onder door tegen zonder tussen na tot om "
        "te en of "
        "maar als dan dat niet wegens sinds",
        "is was zijn waren wordt worden werd heeft hebben had kan kunnen moet moeten zal wil alle "
        "meer minder zeer zo te nog ook",
        "twee drie vier vijf zes zeven acht negen tien elf twaalf twintig dertig honderd duizend "
        "eerste tweede derde laatste",
        "wie waar wanneer terwijl omdat want",
    ),
    "pt": _leading(
        "o a os as um uma uns umas ao à aos às do da dos das no na nos nas pelo pela pelos pelas "
        "num numa seu sua seus suas este esta cada nenhum nenhuma",
        "de em com por para sem sobre sob entre contra desde até após e ou nem mas que se como não "
        "mais",
        "é são era foi há tem têm vai pode deve será muito tão se",
        "dois duas três quatro cinco seis sete oito nove dez onze doze vinte trinta cem mil "
        "primeiro primeira segundo segunda último última",
        "quem onde quando enquanto porque",
    ),
    "pl": _leading(
        "ten ta to te ci jego jej ich nasz nasza swój swoja każdy każda żaden żadna",
        "w we z ze na do od o u po za przed nad pod przez dla bez przy między i a oraz "
        "lub albo ani "
        "ale że jak niż nie",
        "jest są był była było będzie ma mają może musi bardzo tak się",
        "dwa dwie trzy cztery pięć sześć siedem osiem dziewięć dziesięć sto "
        "tysiąc pierwszy pierwsza "
        "drugi druga ostatni ostatnia",
        "który która które gdzie gdy kiedy bo",
    ),
    "ru": _leading(
        "этот эта это эти тот та те его её их свой своя свои наш наша каждый каждая",
        "в во с со к ко о об от до из у на по за под над при про для без через между перед после "
        "против и а но или ни что как чем не если",
        "был была было были будет может должен очень так",
        "два две три четыре пять шесть семь восемь девять десять сто тысяча первый первая второй "
        "вторая последний последняя",
        "кто который которая которые где когда пока потому",
    ),
    "sv": _leading(
        "en ett den det de sin sitt sina hans hennes deras vår vårt denna detta dessa varje ingen "
        "inget",
        "i på av till från med utan för om mot mellan efter före under över vid hos och eller men "
        "att som än inte sedan",
        "är var blir blev har hade kan kunde ska skall måste mycket så mer mindre alla",
        "två tre fyra fem sex sju åtta nio tio elva tolv tjugo hundra tusen första andra tredje "
        "sista",
        "vem där när medan eftersom",
    ),
    "da": _leading(
        "en et den det de sin sit sine hans hendes deres vores min mit denne dette disse hver "
        "hvert ingen intet",
        "i på af til fra med uden for om mod mellem efter før under over ved hos og eller men at "
        "som end ikke siden trods",
        "er var bliver blev har havde kan kunne skal skulle vil ville må måtte meget så mere "
        "mindre alle",
        "to tre fire fem seks syv otte ni ti elleve tolv tyve hundrede tusind første anden andet "
        "tredje sidste",
        "hvem hvor når mens fordi",
    ),
    "nb": _leading(
        "en ei et ein eit den det de sin si sitt sine hans hennes hennar deres vår vårt min mitt "
        "denne dette disse hver hvert ingen",
        "i på av til fra frå med uten utan for om mot mellom etter før under over ved hos og eller "
        "men at som enn ikke ikkje siden",
        "er var blir ble har hadde kan kunne skal skulle vil ville må måtte svært så mer mindre "
        "alle",
        "to tre fire fem seks sju åtte ni ti elleve tolv tjue hundre tusen første andre tredje "
        "siste",
        "hvem hvor når mens fordi",
    ),
    "fi": _leading(
        "tämä tuo se nämä ne hänen heidän joka jokainen eräs mikään",
        "ja tai sekä mutta vaan että kuin jos kun ennen ilman kohti vasten ei eivät noin yli alle",
        "on oli ovat olivat voi saa pitää hyvin liian niin myös vain vielä",
        "kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen sata tuhat "
        "ensimmäinen toinen kolmas viimeinen",
        "jotka missä milloin koska vaikka",
    ),
    "tr": _leading(
        "bir bu şu o her hiçbir bazı tüm bütün kendi bizim sizin onun onların",
        "ve veya ya ama fakat yani eğer hem ne",
        "daha en çok pek hiç artık yeni",
        "iki üç dört beş altı yedi sekiz dokuz on yirmi otuz kırk elli yüz bin birinci ikinci "
        "üçüncü ilk son",
        "çünkü ki ancak oysa",
    ),
    "el": _leading(
        "ο η το οι τα τη του της των τον την τους τις ένας μια μία ένα στο στη στην στον στους "
        "στις στα κάθε αυτός αυτή αυτό",
        "σε από με για χωρίς προς κατά μετά πριν μέχρι ως και ή αλλά ότι αν όπως δεν μη να θα",
        "είναι ήταν έχει έχουν είχε πολύ τόσο πιο",
        "δύο τρεις τρία τέσσερις πέντε έξι επτά οκτώ εννέα δέκα εκατό χίλια πρώτος πρώτη",
        "που όπου όταν ενώ γιατί",
    ),
}


def leading_of(language: str) -> Leading | None:
    """The words of a BCP 47 `language`, British English for none; None if they are not known."""
    tags = relatives(language or "en")
    return next((LEADING[tag] for tag in tags if tag in LEADING), None)

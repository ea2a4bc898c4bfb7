"""A paragraph in every left-to-right language that copy is edited in, as it would be filed."""

from __future__ import annotations

TONGUES = {
    "en-GB": (
        'The harbour board voted on Tuesday to reopen the ferry line after eleven years. "We were '
        'told to expect fog," said Mr Oduya, the chairman, "and what we got was a brass band." '
        "The two boats - one of them second-hand - will cross the strait four times a day, "
        "carrying up to 240 passengers and 3 1/2 tonnes of freight. Tenants' "
        "groups on the well-known Old Quay had asked for compensation; the council's procurement "
        "department refused."
    ),
    "en-US": (
        'The port authority voted on Feb. 3 to reopen the ferry line after eleven years. "We were '
        'told to expect fog," said J. R. Oduya, the chairman, "and what we got was a brass band." '
        "The two boats - one of them second-hand - will cross the straits four times a day, "
        "carrying up to 240 passengers and 3 1/2 tons of freight. The neighborhood's associations "
        "had asked for compensation; the city government's procurement department refused."
    ),
    "de": (
        "Der Hafenausschuss hat am 3. Februar beschlossen, die Fährverbindung nach elf Jahren "
        'wiederaufzunehmen. "Man hatte uns Nebel angekündigt", sagte der Vorsitzende, Herr Oduya, '
        '"bekommen haben wir eine Blaskapelle." Die beiden Schiffe - eines davon gebraucht - '
        "überqueren die Meerenge viermal täglich mit bis zu 240 Fahrgästen und 3,5 t Fracht. "
        "Die Mieterschutzvereinigung hatte Entschädigungszahlungen verlangt; die "
        "Kommunalverwaltung lehnte das ab. Geht's nach dem Bürgermeister, bleibt es dabei."
    ),
    "fr": (
        "L'assemblée du port a décidé le 3 février de rouvrir la ligne de ferry après onze ans "
        'd\'interruption. "On nous avait annoncé du brouillard", a déclaré M. Oduya, son '
        "président : "
        '"nous avons eu une fanfare !" Les deux bateaux - dont un d\'occasion - traverseront le '
        "détroit quatre fois par jour avec 240 passagers et 12 000 kg de fret. Les associations de "
        "locataires réclamaient une indemnisation ; l'administration municipale l'a refusée. "
        "Pourquoi? Personne n'a voulu répondre aujourd'hui."
    ),
    "es": (
        "La junta del puerto decidió el 3 de febrero reabrir la línea de transbordadores después "
        'de once años. "Nos habían anunciado niebla", dijo el Sr. Oduya, su presidente, "y lo que '
        'tuvimos fue una banda de música". Los dos barcos - uno de ellos de segunda mano - '
        "cruzarán el estrecho cuatro veces al día con 240 pasajeros y 12 000 kg de carga. ¿Quién "
        "pagará? El departamento de contratación del ayuntamiento no quiso responder; las "
        "asociaciones de inquilinos pedían una indemnización."
    ),
    "it": (
        "L'autorità portuale ha deciso il 3 febbraio di riaprire la linea dei traghetti dopo "
        'undici anni. "Ci avevano annunciato la nebbia", ha detto il dott. Oduya, presidente, "e '
        "abbiamo "
        'avuto una banda musicale". Le due navi - una delle quali usata - attraverseranno lo '
        "stretto quattro volte al giorno con 240 passeggeri e un po' di merci. Le associazioni "
        "degl'inquilini chiedevano un risarcimento; l'amministrazione comunale l'ha rifiutato."
    ),
    "nl": (
        'Het havenbestuur besloot op 3 februari de veerdienst na elf jaar te heropenen. "Men had '
        'ons mist beloofd", zei voorzitter Oduya, "en wij kregen een fanfare." De twee schepen - '
        "waarvan één tweedehands - steken viermaal per dag de zeestraat over met 240 reizigers en "
        "3,5 ton vracht. 's Avonds is de kade verlaten. De huurdersverenigingen eisten "
        "schadevergoeding; de gemeenteraadscommissie voor coördinatie wees dat af."
    ),
    "pt": (
        "A administração do porto decidiu a 3 de fevereiro reabrir a ligação por barco ao fim de "
        'onze anos. "Tinham-nos anunciado nevoeiro", disse o Dr. Oduya, presidente, "e tivemos uma '
        'banda filarmónica". Os dois navios - um deles em segunda mão - atravessam o estreito '
        "quatro vezes por dia com 240 passageiros e 12 000 kg de mercadorias. As associações de "
        "inquilinos exigiam uma indemnização; o departamento municipal recusou-a."
    ),
    "pl": (
        "Zarząd portu postanowił 3 lutego wznowić przeprawę promową po jedenastu latach przerwy. "
        '"Zapowiadano nam mgłę - a dostaliśmy orkiestrę dętą", powiedział prof. Oduya, '
        "przewodniczący. Dwa statki, w tym jeden używany, będą przepływać cieśninę cztery razy "
        "dziennie i zabierać do 240 pasażerów oraz 3,5 t ładunku. Stowarzyszenia lokatorów żądały "
        "odszkodowania; przedsiębiorstwo komunalne odmówiło w środę z powodu braku środków."
    ),
    "ru": (
        "Правление порта 3 февраля решило возобновить паромную переправу после одиннадцатилетнего "
        'перерыва. "Нам обещали туман, - сказал председатель А. С. Одуя, - а мы получили духовой '
        'оркестр". Два судна, одно из которых подержанное, будут пересекать пролив четыре раза в '
        "день и перевозить до 240 пассажиров и 12 000 кг груза. Объединения квартиросъёмщиков "
        "требовали возмещения убытков, но муниципальное правительство им отказало."
    ),
    "sv": (
        'Hamnstyrelsen beslutade den 3 februari att återuppta färjetrafiken efter elva år. "Man '
        'hade utlovat dimma", sade ordföranden Oduya, "och vi fick en mässingsorkester." De två '
        "fartygen - varav ett begagnat - korsar sundet fyra gånger om dagen med upp till 240 "
        "passagerare och 3,5 ton gods. Hyresgästföreningarna krävde skadestånd; "
        "kommunfullmäktiges upphandlingsavdelning sade nej kl. 9 på tisdagen."
    ),
    "da": (
        'Havnebestyrelsen besluttede den 3. februar at genoptage færgefarten efter elleve år. "Vi '
        'var blevet lovet tåge," sagde formanden, hr. Oduya, "og vi fik et hornorkester." De to '
        "skibe - hvoraf det ene er brugt - krydser sundet fire gange om dagen med op til 240 "
        "passagerer og 3,5 ton gods. Lejerforeningerne krævede erstatning for 12,4 mio. kr.; "
        "kommunalbestyrelsens indkøbsafdeling sagde nej kl. 9 tirsdag."
    ),
    "nb": (
        'Havnestyret vedtok 3. februar å gjenåpne fergesambandet etter elleve år. "Vi ble lovet '
        'tåke," sa lederen, hr. Oduya, "og så fikk vi et hornorkester." De to skipene - det ene '
        "kjøpt brukt - skal krysse sundet fire ganger om dagen med opptil 240 passasjerer og 3,5 "
        "tonn gods. Leieboerforeningene krevde en erstatning på 12,4 mill. kroner; kommunestyrets "
        "innkjøpsavdeling sa nei kl. 9 tirsdag."
    ),
    "fi": (
        "Satamalautakunta päätti 3. helmikuuta avata lauttayhteyden uudelleen yhdentoista vuoden "
        'jälkeen. "Meille luvattiin sumua", sanoi puheenjohtaja Oduya, "ja saimme torvisoittokunnan." '
        "Alukset - toinen niistä käytettynä ostettu - ylittävät salmen neljästi päivässä ja ottavat "
        "kyytiin 240 matkustajaa ja 3,5 tonnia rahtia. Vuokralaisyhdistykset vaativat korvauksia; "
        "kaupunginvaltuuston hankintaosasto kieltäytyi tiistaina klo 9."
    ),
    "tr": (
        "Liman kurulu, feribot hattının on bir yıl aradan sonra yeniden açılmasını 3 Şubat'ta "
        'kararlaştırdı. "Bize sis demişlerdi," dedi başkan Oduya, "ama bando karşıladı." Biri '
        "ikinci el olan iki gemi - ikisi de aynı tersaneden - boğazı günde dört kez geçecek, 240 "
        "yolcu ve 3,5 ton yük taşıyacak. Kiracı dernekleri tazminat istiyordu; belediyenin satın "
        "alma müdürlüğü bunu reddetti. Görüşmeler İstanbul'daki değerlendirmelerin ardından "
        "sürdürülecek."
    ),
    "el": (
        "Το διοικητικό συμβούλιο του λιμανιού αποφάσισε στις 3 Φεβρουαρίου να επαναλειτουργήσει η "
        'ακτοπλοϊκή γραμμή έπειτα από έντεκα χρόνια. "Μας είχαν προαναγγείλει ομίχλη", είπε ο '
        'πρόεδρος, "και μας υποδέχθηκε μπάντα". Τα δύο πλοία - το ένα μεταχειρισμένο - θα '
        "διασχίζουν το στενό τέσσερις φορές την ημέρα με 240 επιβάτες. Οι ενώσεις των ενοικιαστών "
        "ζητούσαν αποζημίωση· η δημοτική διοίκηση αρνήθηκε."
    ),
}

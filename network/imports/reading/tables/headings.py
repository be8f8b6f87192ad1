"""What the heading of a column means, in the languages of our members and of the programs that they use.

A heading is looked up as it stands; then without its number and the words that only say which of several it is ("Home
Phone 2" is a phone). The words are those of Google, Outlook, Thunderbird, Yahoo, Mailchimp, Salesforce, Roundcube,
LinkedIn and Nokia, and what people write themselves.
"""

import re
import unicodedata
from enum import StrEnum
from typing import NamedTuple

from matching.characters import normalized


class Role(StrEnum):
    """What a column holds. A name is a whole one, `TITLE_OR_PREFIX` either what somebody does or "Mr"."""

    NAME = "name"
    GIVEN = "given"
    MIDDLE = "middle"
    FAMILY = "family"
    PREFIX = "prefix"
    SUFFIX = "suffix"
    NICKNAME = "nickname"
    TITLE = "title"
    TITLE_OR_PREFIX = "title or prefix"
    FIRM = "firm"
    DEPARTMENT = "department"
    EMAIL = "email"
    EMAIL_NAME = "email name"
    MOBILE = "mobile"
    PHONE = "phone"
    SHARED = "shared"
    KIND = "kind"
    TOWN = "town"
    REGION = "region"
    COUNTRY = "country"
    NOTE = "note"
    PRIVATE = "private"
    PAGE = "page"
    HELPER = "helper"


WORDS: dict[Role, str] = {
    Role.NAME: "姓名|名前|氏名|フルネーム|이름|성명|naam|volledige naam|nome completo|nome e cognome|nome visualizzato|"
    "nome de exibição|weergavenaam|nom à afficher|nombre a mostrar|nombre mostrado|wyświetlana nazwa|"
    "name|full name|display name|contact name|saved name|contact|person|names|nom|nom complet|nom affiché|nombre|"
    "nombre completo|nombre para mostrar|imię i nazwisko|nazwisko i imię|nazwa|nazwa wyświetlana|enw|enw llawn|"
    "enw arddangos|vor und nachname|vollständiger name|anzeigename|kontakt|contacto",
    Role.GIVEN: "名|名字|voornaam|voornamen|roepnaam|nome|primeiro nome|förnamn|fornavn|"
    "first name|given name|forename|first names|forenames|first|fname|christian name|contact first name|"
    "vorname|vornamen|rufname|prénom|prénoms|primer nombre|nombre de pila|nombres|imię|imiona|pierwsze imię|"
    "enw cyntaf|enw bedydd",
    Role.MIDDLE: "tweede voornaam|secondo nome|nome do meio|segundo nome|tussenvoegsel|"
    "middle name|middle names|middle|additional name|weitere vornamen|zweiter vorname|deuxième prénom|"
    "autres prénoms|segundo nombre|drugie imię|enw canol",
    Role.FAMILY: "姓|姓氏|achternaam|familienaam|cognome|sobrenome|apelido|último nome|efternamn|etternavn|성|"
    "last name|family name|surname|last|lname|last names|contact last name|nachname|familienname|zuname|"
    "nom de famille|apellidos|apellido|primer apellido|nazwisko|cyfenw|enw olaf|enw teuluol",
    Role.PREFIX: "name prefix|prefix|honorific prefix",
    Role.SUFFIX: "name suffix|suffix|suffixe|sufijo|sufiks|przyrostek|ôl-ddodiad",
    Role.NICKNAME: "昵称|ニックネーム|별명|bijnaam|soprannome|alcunha|"
    "nickname|nick name|nick|alias|file as|spitzname|speichern unter|surnom|pseudo|pseudonyme|apodo|"
    "pseudonim|ksywka|llysenw",
    Role.TITLE: "职位|職位|职务|役職|직함|직책|functie|beroep|functietitel|posizione|professione|mansione|qualifica|"
    "profissão|função|yrke|stilling|arbeitstitel|"
    "organisationstitel|organisation titel|organization titel|job title|position|occupation|job|job role|role|"
    "profession|designation|"
    "business title|organization title|organisation title|berufsbezeichnung|beruf|funktion|stelle|jobtitel|tätigkeit|"
    "fonction|poste|métier|intitulé du poste|puesto|puesto de trabajo|cargo|profesión|ocupación|stanowisko|zawód|"
    "swydd|teitl swydd",
    Role.TITLE_OR_PREFIX: "title|titel|titre|título|tytuł|teitl",
    Role.FIRM: "公司|单位|會社|会社|会社名|회사|bedrijf|bedrijfsnaam|werkgever|organisatie|azienda|società|"
    "ditta|impresa|"
    "organização|företag|firmanavn|"
    "organisationsname|company|company name|organization|organisation|organization name|organisation name|"
    "associated company|"
    "employer|firm|account name|business|business name|companies|workplace|firma|unternehmen|arbeitgeber|firmenname|"
    "entreprise|société|employeur|nom de l'entreprise|nom de la société|empresa|compañía|organización|"
    "nombre de la empresa|nazwa firmy|pracodawca|organizacja|przedsiębiorstwo|cwmni|sefydliad|cyflogwr|enw'r cwmni",
    Role.DEPARTMENT: "部门|部門|部署|부서|afdeling|reparto|ufficio|"
    "department|organization department|organisation department|company department|dept|division|"
    "organisation abteilung|organization abteilung|abteilung|bereich|service|département|departamento|sección|"
    "dział|departament|adran",
    Role.EMAIL: "邮箱|电子邮件|电子邮箱|電子郵件|電郵|メール|メールアドレス|eメール|이메일|e-mailadres|"
    "e-mailadressen|mailadres|indirizzo e-mail|"
    "indirizzo email|posta elettronica|indirizzo di posta elettronica|endereço de e-mail|"
    "endereço de correio eletrónico|correio eletrónico|correio eletrônico|e-postadress|e-post|"
    "e-postadresse|correo-e|"
    "e-mail wert|e-mail valeur|e-mail valor|e-mail wartość|e-mail|e-mail address|e-mails|"
    "e-mail addresses|e-mail value|e-mail id|mail|mail address|contact e-mail|mailadresse|e-mail-adresse|"
    "e-mail-adressen|adresse e-mail|adresse mail|courriel|adresse électronique|adresse de courriel|"
    "adresse de messagerie|correo|correo electrónico|correos|dirección de correo|dirección de correo electrónico|"
    "dirección de e-mail|adres e-mail|adres poczty e-mail|poczta|poczta elektroniczna|adres poczty elektronicznej|"
    "e-bost|cyfeiriad e-bost|cyfeiriadau e-bost",
    Role.EMAIL_NAME: "wyświetlana nazwa e-mail|e-mail display name|e-mail angezeigter name|"
    "nom complet de l'adresse de messagerie|nom affiché de l'adresse de messagerie|"
    "nombre de pantalla de correo electrónico|nombre para mostrar de correo electrónico|e-mail nazwa wyświetlana|"
    "nazwa wyświetlana e-mail",
    Role.MOBILE: "手机|手机号|手机号码|手機|行動電話|携帯|携帯電話|携帯番号|휴대폰|휴대전화|핸드폰|mobiel|"
    "mobiele telefoon|mobiel nummer|gsm|"
    "cellulare|telefono cellulare|telefonino|telemóvel|telemovel|telefone celular|mobilnr|mobil tel nr|"
    "mobile|mobile phone|mobile number|mobile no|mobile phone number|mobile telephone|mobile tel|mob|"
    "cell|cell phone|cellphone|cell number|phone mobile|phone cell|whatsapp|whatsapp number|handy|handynummer|mobil|"
    "mobiltelefon|mobilnummer|mobiltelefonnummer|telefon mobil|portable|téléphone portable|téléphone mobile|"
    "tél mobile|tél portable|numéro de portable|móvil|celular|teléfono móvil|teléfono celular|número de móvil|"
    "komórka|telefon komórkowy|tel komórkowy|numer komórkowy|komórkowy|numer tel komórkowego|nr tel komórkowego|"
    "numer telefonu komórkowego|nr telefonu komórkowego|tel kom|n° de portable|n° portable|no móvil|no de móvil|"
    "handynr|mobilfunknummer|symudol|ffôn symudol|rhif symudol|"
    "rhif ffôn symudol",
    Role.PHONE: "电话|电话号码|電話|電話番号|전화|전화번호|telefoon|telefoonnummer|telefono|numero di telefono|"
    "telefono fisso|"
    "telefone fixo|número de telefone|telefonnr|tlf|"
    "formatted phone|telefon wert|téléphone valeur|teléfono valor|telefon wartość|particular|phone|phone number|"
    "phone numbers|phones|phone no|phone value|telephone|telephone number|tel|tel no|telephone no|number|car phone|"
    "radio phone|callback|landline|home number|work number|contact number|day phone|evening phone|telefon|"
    "telefonnummer|telefone|rufnummer|nummer|festnetz|haupttelefon|autotelefon|rückmeldung|telefon nr|téléphone|"
    "numéro de téléphone|tél|numéro|fixe|téléphone fixe|téléphone de voiture|rappel|teléfono|número de teléfono|"
    "n° de téléphone|n° téléphone|n° de tél|n° tél|no de téléphone|no de teléfono|no teléfono|telefonnr|tel nr|"
    "nr telefonu|nr tel|"
    "número|teléfono fijo|teléfonos|devolución de llamada|numer telefonu|numer|telefon stacjonarny|stacjonarny|ffôn|"
    "rhif ffôn|teleffon|rhif|rhif teleffon",
    Role.SHARED: "传真|傳真|ファックス|팩스|faxnummer|numero di fax|fax-nummer|pager-nummer|"
    "número de centralita de la organización|número principal de la compañía|fax|fax number|fax no|"
    "pager|pager number|assistant's phone|assistant phone|asst phone|company main phone|organization main phone|"
    "telex|isdn|tty/tdd phone|faxnummer|telefon firma|telefon assistent|texttelefon|télécopie|télécopieur|"
    "numéro de fax|téléphone de l'assistant(e)|téléphone de l'assistant|standard société|standard de la société|"
    "récepteur de radiomessagerie|radiomessagerie|número de fax|localizador|buscapersonas|teléfono del ayudante|"
    "teléfono del asistente|teléfono principal de la compañía|número de centralita de la organización|faks|"
    "numer faksu|telefon asystenta|główny telefon firmy|ffacs|rhif ffacs",
    Role.KIND: "phone label|phone type|telefon label|téléphone libellé|teléfono etiqueta|telefon etykieta",
    Role.TOWN: "城市|市区町村|도시|plaats|woonplaats|stad|città|comune|località|cidade|localidade|ort|"
    "ciudad de residencia|adres miasto|adresse ort|adresse stadt|adresse ville|dirección ciudad|city|town|"
    "address city|location|place|village|mailing city|ort|"
    "stadt|wohnort|ville|commune|localité|ciudad|localidad|población|municipio|miasto|miejscowość|tref|dinas|pentref|"
    "lleoliad|city town",
    Role.REGION: "省|都道府県|provincie|regione|distrito|"
    "state|county|region|province|address region|state province|county state|mailing state|bundesland|"
    "kanton|région|dép région|département région|provincia|estado|estado o provincia|comunidad|województwo|sir|"
    "rhanbarth",
    Role.COUNTRY: "国家|國家|国|국가|paese|nazione|"
    "country|country/region|address country|mailing country|land|land/region|pays|pays/région|país|"
    "país o región|kraj|kraj/region|gwlad",
    Role.NOTE: "备注|備註|メモ|備考|메모|비고|notitie|notities|opmerking|opmerkingen|aantekeningen|annotazioni|"
    "osservazioni|"
    "anotações|observações|anteckningar|"
    "notes|note|comment|comments|remark|remarks|memo|notizen|notiz|bemerkung|bemerkungen|anmerkung|"
    "anmerkungen|kommentar|commentaire|commentaires|remarque|remarques|notas|nota|observaciones|comentarios|"
    "comentario|notatki|notatka|uwagi|uwaga|komentarz|nodiadau|nodyn|sylwadau|sylw",
    Role.PRIVATE: "carácter|sensitivity|private|vertraulichkeit|privat|critère de diffusion|privé|confidentialité|"
    "confidencialidad|privado|sensibilidad|poufność|prywatne|preifat|sensitifrwydd",
    Role.PAGE: "url|profile url|linkedin|linkedin url|linkedin profile|linkedin profile url|public profile url|"
    "profil linkedin|perfil de linkedin|profil url|url du profil|sites",
    Role.HELPER: "e-mail type|e-mail label|e-mail typ|type de messagerie|tipo de correo electrónico|typ e-mail|"
    "address label|address type|organization type|source|anrede|salutation|civilité|tratamiento|courtesy title|"
    "priority|initials",
}  # fmt: skip

WHERE: dict[str, str] = {
    "home": "home private privat prive domicile domicilio particular personal personnel personnelle domowy domowa "
    "domowe dom cartref personol personlich priv thuis casa abitazione residencial",
    "work": "work business office geschaftlich geschaftl gesch dienstl buro dienstlich beruflich bureau "
    "professionnel professionnelle pro trabajo laboral oficina sluzbowy sluzbowa sluzbowe praca gwaith busnes "
    "werk zakelijk ufficio lavoro trabalho comercial pracy",
    "other": "other weiterer weiteres weitere andere anderes sonstige sonstiges autre otro otra inny inna inne arall "
    "overig overige altro altri outro outra primare primar sekundare sekundar zweite premier premiere "
    "principale secondaire primario "
    "primaria secundario secundaria dodatkowy dodatkowa drugi eilaidd "
    "general alternative alternate additional secondary primary main principal podstawowy glowny prif",
}
QUALIFIERS = {word: where for where, words in WHERE.items() for word in words.split()}
ARTICLES = frozenset([
    "de", "del", "du", "la", "le", "l", "el", "d", "of", "the", "y", "adres", "do", "your",
    "value", "wert", "valeur", "valor", "wartosc",
])  # fmt: skip
MEANT_OTHERWISE = frozenset(["office location", "name of spouse"])

SEPARATORS = re.compile(r"[\s\-‐‑–—_’'`:.,/()\[\]*#\"|]+")
HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d"})
LONGEST_HEADING = 80


class Column(NamedTuple):
    """What a heading says: the role, which of several ("home", "work", "other" or ""), and its number (0 if none)."""

    role: Role
    where: str = ""
    number: int = 0


def plain(heading: str) -> str:
    """Return a heading without case, accents and punctuation: "E-mail 1 - Value" is "email 1 value"."""
    words = HUMPS.sub(" ", heading[:LONGEST_HEADING].strip().lstrip("\ufeff")).casefold()
    letters = normalized("NFKD", words, 2 * LONGEST_HEADING).translate(STROKES)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    joined = f" {SEPARATORS.sub(' ', bare).strip()} "
    return joined.replace(" e mail", " email").replace(" e bost ", " ebost ").replace("linked in", "linkedin").strip()


MEANINGS = {plain(words): role for role, several in WORDS.items() for words in several.split("|")}
SPELLINGS = frozenset(words.casefold() for several in WORDS.values() for words in several.split("|"))
"""Headings as they are mostly spelt: a quick look whether a row may be one."""


def column_of(heading: str) -> Column | None:
    """Return what a heading means; None if we don't know it."""
    if not heading or len(heading) > LONGEST_HEADING or "@" in heading:
        return None
    whole = plain(heading)
    if whole in MEANT_OTHERWISE:
        return None
    words = whole.split()
    where, number = which_of_several(words)
    numberless = [word for word in words if not word.isdecimal()]
    bare = [word for word in numberless if word not in QUALIFIERS]
    tries = (words, numberless, bare, [word for word in bare if word not in ARTICLES])
    roles = (MEANINGS.get(" ".join(some)) for some in tries)
    role = next((role for role in roles if role), None)
    return Column(role, where, number) if role else None


def says_only_which(heading: str) -> bool:
    """Tell whether a heading says which of several something is, and not what: "Home", "Privat", "Work 2"."""
    words = plain(heading).split()
    return bool(words) and all(word in QUALIFIERS or word.isdecimal() for word in words)


def which_of_several(words: list[str]) -> tuple[str, int]:
    """Return which of several a heading is about: "home", "work", "other" or "", and its number."""
    where = next((QUALIFIERS[word] for word in words if word in QUALIFIERS), "")
    number = next((int(word) for word in words if word.isascii() and word.isdecimal() and len(word) < 4), 0)
    return where, number

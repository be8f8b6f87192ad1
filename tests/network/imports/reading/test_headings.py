"""Tables of every program and language: each column is known by its own heading."""

import pytest

from network.imports.reading import Card, Format, NamedAfter, read
from network.imports.reading.tables.headings import Role, column_of


def book(*rows: str, encoding: str = "utf-8") -> list[Card]:
    reading = read("\r\n".join(rows).encode(encoding))
    assert reading.bad_rows == []
    return reading.cards


def only(*rows: str) -> Card:
    [card] = book(*rows)
    return card


JO = "Jo Bell"
EMAILS = ("jo@example.com",)
PHONES = ("07700 900123", "01632 960123")

LANGUAGES = {
    "English": "First Name,Last Name,Company,Job Title,E-mail Address,Work Phone,Mobile Phone,City,Notes",
    "German": "Vorname,Nachname,Firma,Position,E-Mail-Adresse,Telefon geschäftlich,Mobiltelefon,Ort,Notizen",
    "French": "Prénom,Nom,Société,Fonction,Adresse de messagerie,Téléphone (bureau),Tél. mobile,Ville,Commentaires",
    "Spanish": "Nombre,Apellidos,Empresa,Puesto,Correo electrónico,Teléfono del trabajo,Móvil,Ciudad,Notas",
    "Polish": "Imię,Nazwisko,Firma,Stanowisko,Adres e-mail,Telefon służbowy,Telefon komórkowy,Miasto,Notatki",
    "Welsh": "Enw cyntaf,Cyfenw,Cwmni,Swydd,E-bost,Ffôn gwaith,Ffôn symudol,Tref,Nodiadau",
    "Welsh, plainly": "Enw,Cyfenw,Cwmni,Swydd,Cyfeiriad e-bost,Ffôn,Symudol,Tref,Nodyn",
    "German, with the surname as Name": "Vorname,Name,Firma,Beruf,E-Mail,Telefon,Handy,Wohnort,Bemerkungen",
    "Dutch": "Voornaam,Achternaam,Bedrijf,Functie,E-mailadres,Telefoon (werk),Mobiel,Plaats,Notities",
    "Italian": "Nome,Cognome,Azienda,Professione,Indirizzo e-mail,Telefono ufficio,Cellulare,Città,Note",
    "Portuguese": "Nome,Sobrenome,Empresa,Cargo,E-mail,Telefone,Telemóvel,Cidade,Notas",
    "Chinese, in part": "First Name,Last Name,公司,职位,电子邮件,电话,手机,城市,备注",
    "Japanese, in part": "First Name,Last Name,会社,役職,メールアドレス,電話番号,携帯電話,市区町村,備考",
    "Korean, in part": "First Name,Last Name,회사,직책,이메일,전화번호,휴대폰,도시,메모",
    "in capitals": "FIRST NAME,LAST NAME,COMPANY,JOB TITLE,EMAIL,PHONE,MOBILE,CITY,NOTES",
    "with underscores": "first_name,last_name,company,job_title,email_address,work_phone,mobile_phone,city,notes",
    "in one word": "FirstName,LastName,CompanyName,JobTitle,EmailAddress,WorkPhone,MobilePhone,City,Notes",
    "English and Spanish mixed": "Nombre,Apellidos,Company,Puesto,E-mail Address,Teléfono,Mobile Phone,Ciudad,Notes",
}
ROW = ["Jo", "Bell", "Haverby Bakery", "Baker", "jo@example.com", "01632 960123", "07700 900123", "Haverby", "kind"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_same_person_in_every_language(language: str, delimiter: str) -> None:
    jo = only(LANGUAGES[language].replace(",", delimiter), delimiter.join(ROW))
    assert (jo.name, jo.work, jo.firm) == (JO, "Baker, Haverby Bakery", "Haverby Bakery")
    assert (jo.emails, jo.phones, jo.place_words, jo.note) == (EMAILS, PHONES, "Haverby", "kind")


@pytest.mark.parametrize("headings", ["Name", "Full Name", "Nom", "Nombre completo", "Imię i nazwisko", "Enw llawn"])
def test_a_whole_name_in_one_column(headings: str) -> None:
    assert only(f"{headings};E-mail;Telefon", "Jo Bell;jo@example.com;07700 900123").name == JO


@pytest.mark.parametrize(
    ("headings", "row", "emails", "phones", "others"),
    [
        (
            "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Work Phone,Fax Number,Pager",
            "Jo,Bell,Jo Bell,Joey,jo@example.com,bell@example.org,01632 960140,01632 960142,01632 960149",
            ("jo@example.com", "bell@example.org"), ("01632 960140",), ("01632 960142", "01632 960149"),
        ),
        (
            "First,Middle,Last,Nickname,Email,Category,Home,Work,Pager,Fax,Mobile,Other,Alternate Email 1",
            "Jo,,Bell,,jo@example.com,,01632 960153,01632 960154,01632 960156,,07700 900153,01632 960155,b@example.com",
            ("jo@example.com", "b@example.com"),
            ("07700 900153", "01632 960153", "01632 960154", "01632 960155"), ("01632 960156",),
        ),
        (
            "Email Address,First Name,Last Name,Phone Number,MEMBER_RATING,OPTIN_TIME,TAGS",
            "jo@example.com,Jo,Bell,07700 900123,2,2024-01-01 10:00:00,news",
            EMAILS, ("07700 900123",), (),
        ),
        (
            "First Name,Last Name,Title,Account Name,Email,Phone,Mobile,Home Phone,Fax",
            "Jo,Bell,Baker,Haverby Bakery,jo@example.com,01632 960148,07700 900148,01632 960149,01632 960150",
            EMAILS, ("07700 900148", "01632 960148", "01632 960149"), ("01632 960150",),
        ),
        (
            "Display Name,First Name,Last Name,Email Home,Email Work,Email Other,Home Phone,Home Mobile,Home Fax",
            "Jo Bell,Jo,Bell,jo@example.com,b@example.org,,01632 960154,07700 900154,01632 960155",
            ("jo@example.com", "b@example.org"), ("07700 900154", "01632 960154"), ("01632 960155",),
        ),
        (
            "Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt,Sites",
            "MOBILE_CONTACTS,Jo,Bell,Haverby Bakery,Baker,jo@example.com,01632960175,1/1/20,",
            EMAILS, ("01632960175",), (),
        ),
        (
            "First name,Last name,Job title,Company,General mobile,General phone,General email,General fax",
            "Jo,Bell,Baker,Haverby Bakery,07700900176,01632960176,jo@example.com,01632960177",
            EMAILS, ("07700900176", "01632960176"), ("01632960177",),
        ),
        (
            "Anrede,Vorname,Nachname,Abteilung,Fax geschäftlich,Telefon Firma,Telefon privat 2,E-Mail 2: Adresse",
            "Frau,Jo,Bell,Laden,01632 960142,01632 960143,01632 960140,jo@example.com",
            EMAILS, ("01632 960140",), ("01632 960142", "01632 960143"),
        ),
    ],
    ids=["Thunderbird", "Yahoo", "Mailchimp", "Salesforce", "Roundcube", "LinkedIn", "Nokia", "German Outlook"],
)  # fmt: skip
def test_addresses_and_numbers_of_each_program(
    headings: str, row: str, emails: tuple[str, ...], phones: tuple[str, ...], others: tuple[str, ...]
) -> None:
    for delimiter in (",", ";", "\t"):
        jo = only(headings.replace(",", delimiter), row.replace(",", delimiter))
        assert (jo.name, jo.emails, jo.phones, jo.other_numbers) == (JO, emails, phones, others)


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        ("First Name,Last Name,Labels,E-mail 1 - Label,E-mail 1 - Value", Format.GOOGLE),
        ("Name,Given Name,Family Name,Group Membership,E-mail 1 - Value", Format.GOOGLE),
        ("First Name,Last Name,E-mail Address,E-mail Type,E-mail Display Name", Format.OUTLOOK),
        ("Vorname,Nachname,E-Mail-Adresse,E-Mail-Typ", Format.OUTLOOK),
        ("First Name,Last Name,URL,Email Address,Company,Position,Connected On", Format.LINKEDIN),
        ("Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am", Format.LINKEDIN),
        ("Name,Email,Phone", Format.TABLE),
    ],
)
def test_whose_table_it_is(headings: str, kind: Format) -> None:
    assert read(headings.encode()).format is kind


def test_columns_that_are_not_used_are_named_if_they_hold_anything() -> None:
    rows = b"Name,Email,Shoe size,Birthday,Hobby\nJo Bell,jo@example.com,41,,\nDi Marsh,di@example.com,,1 May,\n"
    assert read(rows).unused == ("Shoe size", "Birthday")
    assert read(b"Name,Email\nJo Bell,jo@example.com\n").unused == ()


def test_what_a_heading_means_is_told_by_those_beside_it() -> None:
    assert only("Title,First Name,Last Name,Job Title,Email", "Dr,Jo,Bell,Baker,jo@example.com").work == "Baker"
    assert only("Title,First Name,Last Name,Email", "Baker,Jo,Bell,jo@example.com").work == "Baker"
    assert only("Title,First Name,Last Name,Email", "Mrs.,Jo,Bell,jo@example.com").work == ""
    assert only("Prénom,Nom,Mail", "Jo,Bell,jo@example.com").name == JO
    assert only("Nom,Mail", "Jo Bell,jo@example.com").name == JO


@pytest.mark.parametrize(
    ("headings", "row", "phones", "unused"),
    [
        ("Name,Mobile,Home,Work", "Jo Bell,07700 900123,01632 960123,01632 960124", 3, ()),
        ("Nom,Domicile,Bureau,E-mail", "Jo Bell,01632 960123,01632 960124,jo@example.com", 2, ()),
        ("Name,Mobile,Home,Work", "Jo Bell,07700 900123,12 High Street,plumber", 1, ("Home", "Work")),
        ("Name,Mobile,Shoe size,Member since", "Jo Bell,07700 900123,38,20190412", 1, ("Shoe size", "Member since")),
    ],
)
def test_numbers_under_home_and_work_alone_are_telephones(
    headings: str, row: str, phones: int, unused: tuple[str, ...]
) -> None:
    reading = read(f"{headings}\n{row}\n".encode())
    [jo] = reading.cards
    assert (jo.name, len(jo.phones), reading.unused) == (JO, phones, unused)


def test_a_second_name_in_a_row_is_kept_in_the_note() -> None:
    assert only("Name,Email,Name,Email", "Jo Bell,jo@example.com,Al Fox,al@example.com").note == "Al Fox"
    assert only("Name,Display Name,Email", "Jo Bell,Jo Bell,jo@example.com").note == ""


def test_the_town_nearest_to_home() -> None:
    headings = "Name,Email,Work City,Home City,Home Country,Office Location"
    assert only(headings, "Jo,jo@example.com,Dover,Haverby,UK,Room 3").place_words == "Haverby, UK"
    assert only(headings, "Jo,jo@example.com,Dover,,,Room 3").place_words == "Dover"


def test_an_address_in_the_display_name_alone() -> None:
    headings = "First Name,Last Name,E-mail Address,E-mail Type,E-mail Display Name"
    jo = only(headings, "Jo,Bell,/o=Firm/ou=A/cn=jo,EX,Jo Bell (jo@example.com)")
    assert (jo.name, jo.emails, jo.note) == (JO, EMAILS, "")
    assert only(headings, ",,jo@example.com,SMTP,'Jo Bell'").name == JO
    assert only(headings, ",,jo.bell@example.com,SMTP,jo.bell@example.com").named_after is NamedAfter.ADDRESS


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("E-mail 2 Address", Role.EMAIL), ("E-mail 3 - Value", Role.EMAIL), ("Phone 2 - Value", Role.PHONE),
        ("Phone 2 - Type", Role.KIND), ("Business Phone 2", Role.PHONE), ("Car Phone", Role.PHONE),
        ("Home Fax", Role.SHARED), ("Assistant's Phone", Role.SHARED), ("Company Main Phone", Role.SHARED),
        ("Fax (privat)", Role.SHARED), ("Télécopie (bureau)", Role.SHARED), ("Faks domowy", Role.SHARED),
        ("Téléphone portable", Role.MOBILE), ("Teléfono particular", Role.PHONE), ("Inny telefon", Role.PHONE),
        ("E-Mail: Angezeigter Name", Role.EMAIL_NAME), ("Land/Region privat", Role.COUNTRY),
        ("Organization 1 - Title", Role.TITLE), ("Cyfeiriad E-bost", Role.EMAIL), ("Rhif ffôn", Role.PHONE),
        ("Home Address", None), ("Phonetic Last Name", None), ("Website 1 - Value", None), ("Manager's Name", None),
        ("Adres służbowy — miasto", Role.TOWN), ("Tel. geschäftl.", Role.PHONE), ("Carácter", Role.PRIVATE),
        ("E-Mail 1 – Wert", Role.EMAIL), ("Ciudad de residencia", Role.TOWN), ("Particular", Role.PHONE),
        ("Première adresse électronique", Role.EMAIL), ("Numer tel. komórkowego", Role.MOBILE),
        ("Nr tel.", Role.PHONE), ("N° de téléphone", Role.PHONE), ("Nº de teléfono", Role.PHONE),
        ("Telefon 1 - Value", Role.PHONE), ("Organisation 1 – Titel", Role.TITLE), ("Adresse 1 – Ort", Role.TOWN),
        ("Organisation Abteilung", Role.DEPARTMENT), ("saved_name", Role.NAME), ("formatted_phone", Role.PHONE),
        ("Associated Company", Role.FIRM), ("Adresse 1 – Wert", None), ("Value", None),
        ("Home", None), ("Business", Role.FIRM), ("Office Location", None), ("jo@example.com", None), ("", None),
    ],
)  # fmt: skip
def test_what_headings_mean(heading: str, role: Role | None) -> None:
    column = column_of(heading)
    assert (column and column.role) == role


@pytest.mark.parametrize(
    "headings",
    [
        "Vorname,Nachname,Anzeigename,Primäre E-Mail-Adresse,Sekundäre E-Mail-Adresse,Tel. dienstlich,Fax-Nummer,"
        "Pager-Nummer,Mobil-Tel.-Nr.,Privat: Ort,Arbeitstitel",
        "Prénom,Nom de famille,Nom à afficher,Adresse électronique principale,Adresse électronique secondaire,"
        "Tél. professionnel,Fax,Pager,Portable,Ville,Fonction",
        "Nombre,Apellidos,Nombre mostrado,Correo-e primario,Correo-e secundario,Teléfono del trabajo,Fax,Localizador,"
        "Móvil,Ciudad,Puesto",
        "Imię,Nazwisko,Wyświetlana nazwa,Główny adres e-mail,Dodatkowy adres e-mail,Telefon do pracy,Numer faksu,"
        "Pager,Telefon komórkowy,Miasto,Stanowisko",
    ],
    ids=["German", "French", "Spanish", "Polish"],
)
def test_thunderbird_in_other_languages(headings: str) -> None:
    row = "Jo,Bell,Jo Bell,jo@example.com,b@example.com,01632 960140,01632 960142,01632 960149,07700 900144,Leeds,Baker"
    reading = read(f"{headings}\n{row}\n".encode())
    [jo] = reading.cards
    assert (jo.name, jo.work, jo.place_words) == (JO, "Baker", "Leeds")
    assert jo.emails == ("jo@example.com", "b@example.com")
    assert jo.phones == ("07700 900144", "01632 960140")
    assert jo.other_numbers == ("01632 960142", "01632 960149")
    assert reading.unused == ()


def test_addresses_under_a_heading_that_nobody_knows() -> None:
    wang, li = book("姓,名,Post", "王,小明,w@example.com", "李,娜,l@example.com")
    assert (wang.emails, li.emails) == (("w@example.com",), ("l@example.com",))
    for heading, owner in (
        ("E-mail,Owner", "jo@example.com,ed@example.com"),
        ("Phone,Owner", "07700 900123,ed@example.com"),
    ):
        jo, _di = book(f"First name,Last name,{heading}", f"Jo,Bell,{owner}", f"Di,Marsh,{owner}")
        assert "ed@example.com" not in jo.emails

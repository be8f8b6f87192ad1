"""Everyday forms of given names, and spellings of one name that do not sound alike when they are read as English.

Ours, from how people in Britain and Ireland call each other. A name may stand in several groups.
"""

from collections import defaultdict

GROUPS = """
robert bob bobby rob robbie bert
william will bill billy willie liam
richard rich rick ricky dick
edward ed eddie ted teddy ned
charles charlie chaz chuck
james jim jimmy jamie jem hamish seamus
john jon jack johnny jonny ian iain sean shaun shawn eoin owen ivan jan juan giovanni
jonathan jonny jon
michael mike mick mickey mikey mikael mikhail micheal michal miguel
david dave davey davy dai dafydd
thomas tom tommy tomos tomasz
joseph joe joey jo jose giuseppe jozef yusuf youssef
anthony antony tony ant anton antonio antoni
andrew andy drew andrzej andrei
stephen steven steve stevie stefan szczepan
peter pete piotr pedro
paul pawel pablo
philip phil pip
matthew matt mateusz
daniel dan danny
samuel sam sammy
benjamin ben benny
alexander alex alec sandy alasdair alistair al sasha
nicholas nick nicky nico nicolas mikolaj
christopher chris kit topher krzysztof
kenneth ken kenny
ronald ron ronnie
donald don donnie
gerald gerard gerry jerry
geoffrey jeffrey geoff jeff
gregory greg grzegorz
lawrence laurence larry laurie
leonard len lenny leo
frederick fred freddie
francis frank frankie
frances fran frankie
harold harry hal
henry harry hal henri
albert al bert bertie
alfred alf alfie fred
arthur art artie
raymond ray
terence terry tel
timothy tim
vincent vince vinny
walter wally walt
patrick pat paddy padraig
dominic dom
douglas doug dougie
malcolm mal
martin marty marcin
maurice mo
simon si
stanley stan
barry baz
gary gaz
darren daz
elizabeth liz lizzie beth betty betsy eliza libby lisa elspeth bess
katherine catherine kathryn kate katie kathy cathy kath cath kat kitty caitlin katarzyna kasia katarina
margaret maggie meg peggy marge margie madge greta mairead malgorzata gosia
mary molly polly maria marie mair maire moira maryam miriam mariam
anne ann anna annie anya hannah hana nan
susan sue susie suzanne susanna suzy zuzanna
patricia pat patsy trish tricia patty
barbara barb babs basia
jennifer jen jenny jenni
jessica jess jessie
rebecca becky becca bex
victoria vicky vicki vic tori
alexandra alex sandra sasha lexie ola
christine christina chris chrissie tina krystyna
dorothy dot dotty dolly dora
deborah deb debbie debs
jacqueline jackie jacqui
josephine jo josie
joanna joanne jo joan
judith judy jude
sarah sara sally sadie
helen helena nell nellie ellen elena eleni lena
eleanor ellie nell nora elinor
emily em emmy millie
emma em
abigail abby gail
amanda mandy
angela angie ange
caroline carol carrie carolyn karolina
charlotte lottie charlie
cynthia cindy
florence flo flossie florrie
georgina georgia georgie
gillian jill gill
harriet hattie
isabel isabella isobel bella izzy
jane janie sian siobhan sinead jean joan
siobhan shivaun chevonne shevaun
niamh neve neeve nieve
aoife eefa
caoimhe keeva keva
saoirse sersha
ciara keira kiera
roisin rosheen rose
maeve medb mave
eoghan owen ewan euan ewen
cian kian keane
oisin osheen
tadhg tiger teague
kimberley kim
lesley les leslie
louise lou lulu
lucy lucia lucie
lynda linda lyn lynne
madeleine maddie madeline
matilda tilly
natalie nat natasha
nicola nicky nikki
pamela pam
penelope penny
philippa pippa pip
rosemary rose rosie
samantha sam sammie
stephanie steph stefania
teresa theresa terry tess tracy
veronica ronnie vera
wendy gwen gwendolen
mohammed muhammad mohamed mohammad mohamad muhammed mohd mehmet mamadou mo
ahmed ahmad achmed ahmet
abdullah abdallah abdul
abdul abdel abd
ali aly
aisha ayesha aysha aicha aishah ayse
fatima fatma fatimah fatoumata
khadija khadijah hatice kadija
hussein hussain husain hosein
hassan hasan
ibrahim ebrahim abraham brahim
ismail ishmael esmail
mustafa mostafa moustafa
omar umar omer
osman usman uthman othman
tariq tarik tarek tareq taric
yasmin jasmine yasmine jasmin yasemin
zainab zaynab zeynep
zahra zara
layla leila laila leyla
noor nur noura
salman suleiman sulaiman solomon
jagdeep jag
gurpreet gur preet
harpreet harry preet
manpreet manny preet
sukhdeep sukhi
aleksandra ola sasha
malgorzata gosia
katarzyna kasia
agnieszka aga agnes
magdalena magda
joanna asia
stanislaw stan staszek
wojciech wojtek
zbigniew zbyszek
llewelyn llew lyn
gwilym gwil william
ieuan ifan evan ivan
rhys reece rees
sian jane shan
"""


def _forms() -> dict[str, frozenset[str]]:
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for group in GROUPS.split("\n"):
        names = group.split()
        for name in names:
            forms[name].update(names)
    return {name: frozenset(others - {name}) for name, others in forms.items()}


FORMS = _forms()
"""For a given name, folded, the other names that somebody of that name may be written down as."""

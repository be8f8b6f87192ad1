"""The parts of an owner's words about somebody's work, each with when it was so: now, once, or not said."""

import re
from dataclasses import dataclass
from enum import Enum

from matching.vocabulary import find_line


class Time(Enum):
    """When the job of a part of a text was."""

    NOW = "now"
    """It is said to be so now: "now drives a taxi"."""
    DOES = "does"
    """Its verb says so: "works in a school"."""
    STILL = "still"
    """The past job goes on: "still does a bit"."""
    BARE = "bare"
    """Nothing says when: "dinner lady"."""
    WAS = "was"
    """It is past, and so is what is only named after it: "was a nurse, midwife"."""
    EX = "ex"
    """It is past, and says nothing of what follows: "ex-copper, security guard"."""
    RETIRED_FROM = "retired from"
    """It is past, and so is what nothing says to be now: "retired nurse"."""
    RETIRED = "retired"
    """No job, and whatever is only named beside it is past: "plumber, retired"."""
    NO_JOB = "no job"
    """It is about something else: "was at school with me", "ex-husband"."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some words, without what says when it was so, and when it was."""

    words: str
    time: Time

    @property
    def is_past(self) -> bool:
        """Whether it says a job that is over."""
        return self.time in (Time.WAS, Time.EX, Time.RETIRED_FROM)

    @property
    def line(self) -> str:
        return find_line(self.words)


_THEY = r"(?:(?:he|she|they|who|that|and|but|so|then|also|i|it)(?:'d|'s|'re)? )*"
_THEY_FIRST = re.compile(rf"^{_THEY}", re.IGNORECASE)
_ADVERB = r"(?:(?:always|also|both|just|only|really|actually|mostly|mainly|quite|formerly|previously|once) )*"
_RETIRED = r"(?:retired|retd|ret'?d|rtd|ret)"
_NOT_YET = "".join(
    f"(?<!{word} )" for word in ("semi", "half", "part", "partly", "nearly", "almost", "not", "soon", "the")
)
"""Before "retired": who is only half so, or somebody else is ("gardens for the retired")."""
_IN_PAST_TENSE = {
    "worked": "works", "did": "does", "drove": "drives", "taught": "teaches", "ran": "runs", "built": "builds",
    "sold": "sells", "made": "makes", "kept": "keeps", "owned": "owns", "managed": "manages", "served": "serves",
    "cleaned": "cleans", "cooked": "cooks", "fixed": "fixes", "fitted": "fits", "painted": "paints",
    "delivered": "delivers", "cared": "cares", "looked": "looks", "nursed": "nurse", "sewed": "sews", "baked": "bakes",
    "repaired": "repairs", "laid": "lays", "swept": "sweeps", "dug": "digs", "flew": "flies", "caught": "catches",
    "designed": "designs", "minded": "minds", "had": "runs", "mended": "mends", "farmed": "farms",
    "welded": "welds", "plastered": "plasters", "typed": "types", "installed": "installs", "played": "plays",
}  # fmt: skip
"""Verbs with which people say a past job, and how they say a present one."""
_ONE_DEED = re.compile(
    r"(?:built|made|fixed|fitted|painted|delivered|designed|installed|mended|repaired|laid|sold|dug|baked|caught|flew|"
    r"plastered|welded|kept) (?:the|a|an|all|both|half|this|that|his|her|their|one|two|three)\b",
    re.IGNORECASE,
)
"""What somebody did once and may still do: "designed the lifeboat house"."""
_DOES = frozenset(
    """
    is are works work does do runs drives teaches owns has keeps sells makes fixes fits cleans cooks cuts builds paints
    delivers looks cares serves manages minds sews bakes repairs grows walks mends farms lays catches started became
    retrained trained went moved switched helps volunteers
    """.split()  # noqa: SIM905
)
"""Verbs with which people say a present job, or how somebody came to it."""
_RELATIONS = (
    r"(?:husband|wife|partner|girlfriend|boyfriend|fianc[eé]e?|colleagues?|workmates?|neighbours?|flatmates?|mates?|"
    r"friends?|boss|bosses|in-laws?|pupils?|students?|patients?|customers?|clients?|offenders?|con|pats?|tenants?|"
    r"landlord|landlady|girl|schoolfriend|classmates?|team-?mates?|mother-in-law|father-in-law)"
)
"""Of whom "ex" and "former" say how one knows them, and not what they did."""

_CUE = re.compile(
    rf"\b(?:was|were|used to|use to|{_RETIRED}|retirement|former|formerly|previously|once|ex|had been|no longer|"
    rf"any ?more|gave up|left|stopped|packed in|finished|until|til|till|before|afore|ago|in the past|back in the day|"
    rf"pensioner|oap|now|nowadays|these days|currently|at present|{'|'.join(_IN_PAST_TENSE)})\b",
    re.IGNORECASE,
)
"""Without any of these a text says nothing of when."""
_VERB = "|".join(sorted(_DOES))
_SPLIT = re.compile(
    r"\s*(?:[,;:!?()\[\]/|·•–—]|\.(?=\s|$))+\s*|\s+-+\s+"
    r"|\s+(?:but|though|although)\s+"
    r"|\s+(?=(?:and |who |but )?(?:is now|now|nowadays|these days|currently|at present)\b)"
    rf"|\s+(?=(?:and|who|then) (?:he |she |they )?(?:{_VERB}|was|used to|still|retired)\b)"
    r"|(?<=\bretired)\s+(?=(?:and )?(?:was|used to)\b)",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"(?:(?:is|and|but) )*(?:now|nowadays|these days|currently|at present|at the moment|today|since then)\b\s*"
    r"(?P<words>.*)",
    re.IGNORECASE,
)
_NOW_AT_END = re.compile(r"(?P<words>.+?)\s+(?:now|nowadays|these days|currently|at the moment|at present)", re.I)
_STILL = re.compile(
    r"(?:does |is )?still (?:do(?:es|ing)?|works?|working|at it|in|takes|goes|fits|going)\b.*", re.IGNORECASE
)
_RETIRED_ALONE = re.compile(
    rf"(?:(?:is|has|he's|she's|recently|newly|long|early|fully|just|now|took|in|when|before|until|til|till|since|he|she|they|"
    rf"his|her|a|an|on) )*(?:{_RETIRED}|retirement|retiring|pensioner|oap|pension)"
    r"(?: (?:now|early|since|in|last|at|for|this|a|on|from work|due|because|through|years?|two|three|\d).*)?",
    re.IGNORECASE,
)
_RETIRED_FIRST = re.compile(
    rf"(?:(?:is|a|an|the|my|our|recently|newly|long|early|now) )*{_RETIRED} "
    r"(?:from (?:the |being (?:a |an )?)?)?(?P<words>.+)",
    re.IGNORECASE,
)
_BEFORE_RETIRING = re.compile(
    r"(?:before|until|till?) (?:(?:he|she|they) (?:retired|packed (?:it )?in)|retirement|retiring)\s+(?P<words>.+)",
    re.IGNORECASE,
)
_RETIRED_LAST = re.compile(
    rf"(?P<words>.+?)\s+(?:(?:is|has|now|recently|who) )*{_NOT_YET}"
    rf"{_RETIRED}(?: (?:now|early|since|last|in|at)\b.*)?",
    re.IGNORECASE,
)
_EX = re.compile(
    rf"(?:(?:is|a|an|the|my|our|his|her) )*(?:ex[- ]+|former(?:ly)? |previously |late of )(?!{_RELATIONS}\b)"
    r"(?P<words>.+)",
    re.IGNORECASE,
)
_NO_JOB = re.compile(
    rf"(?:(?:my|our|the|a|an|his|her) )*(?:ex|former)[- ]+{_RELATIONS}\b.*"
    rf"|(?:my|our) ex\b.*"
    r"|(?:i|we) .*"
    r"|(?:(?:his|her|their|the|my|our) )?(?:wife|husband|son|daughter|dad|mum|brother|sister|partner)(?:'s| (?:is|was|"
    r"does|works|teaches|runs|has|used))\b.*"
    r"|(?:was|were|used to be|worked|had been) (?:(?:also|always|once) )*(?:(?:at|in|to) (?:my |our |the same )?"
    r"(?:school|college|uni|university|class|year|form|playgroup)\b|born|married|engaged|brought|my (?:mate|friend|"
    r"neighbour|boss|husband|wife|partner|best)|our neighbour|next door|with (?:me|us)\b|made redundant|laid off|ill\b|"
    r"poorly|going|training|hoping|looking|thinking|nearly|here|there\b|nice|good (?:at|to|fun)|kind|lovely).*"
    r"|used to (?:live|go|sing|play|know|see|come|sit|drink|date|have|like|love|want|hang|babysit (?:for )?(?:me|us)).*"
    r"|left (?:school|college|uni|university|us|town|home|england|wales|scotland|him|her|handed|footed)\b.*"
    r"|(?:did|fixed|fitted|built|painted|taught|drove|sold|delivered|made|mended|repaired|cleaned|looked after|laid|"
    r"plastered|installed|designed|cooked|baked|sewed|minded) (?:.* )?(?:my|mine|our|ours|me|us|mum's|dad's)\b.*"
    r"|had (?:a |an |the )?(?!(?:[^ ]+ ){0,3}(?:shop|stall|cafe|café|chippy|farm|pub|salon|garage|bakery|restaurant|"
    r"business|firm|guest house|hotel|b&b|butcher's|butchers|takeaway)\b).*",
    re.IGNORECASE,
)
_USED_TO = re.compile(
    rf"{_ADVERB}(?:used? to (?:be |work as |work (?=(?:in|at|on|for|with|down|as)\b))?|was |were |had been |"
    r"once (?=an? (?!week|month|day|year|fortnight))|no longer |not (?=.* any ?more$)|"
    r"gave up (?:being |working as )?|left (?:the (?:job |work )?(?:of |as )?)?|"
    r"stopped (?:being |working as )?|packed in (?:being )?|finished (?:as |being )?)(?P<words>.+)",
    re.IGNORECASE,
)
_FOR_YEARS = re.compile(
    r"\s+(?:for )?(?:about |over |nearly |all of )?(?:\d+|ten|twenty|thirty|forty|many|donkey's) (?:odd )?"
    r"(?:years?|yrs?)(?: or so)?$",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"(?P<words>.+?)\s+(?:(?:un)?till? (?:he|she|they|last|recently|the|it|covid|lockdown|redundan|\d\d|\d+ years).*|"
    r"(?:be|a)fore (?:he|she|they|it|that|the|her|his|having|covid|lockdown|kids|children|\d{4}).*|"
    r"(?:(?:many|some|a few|few|\d+|ten|twenty|thirty|forty) )?years ago|(?:way )?back in the day|in the past|"
    r"not any ?more|any ?more|no more|once)",
    re.IGNORECASE,
)
_NOTHING_NOW = re.compile(
    r".*\b(?:retired|lives?|living|home|mum|mother|dad|father|gran|nan|granny|grandad|grandmother|grandfather|"
    r"grandkids|grandchildren|ill|poorly|sick|dead|died|gone|moved to|moved away|old|unemployed|redundant|"
    r"out of work|no work|nothing|pension|pensioner|enjoys|a bit of|allotment|golf|travels|plays|hobby|"
    r"spain|abroad|\d\d)\b.*",
    re.IGNORECASE,
)
"""What somebody does now that is no work."""


_PAST_PATTERNS = (
    (_BEFORE_RETIRING, Time.WAS),
    (_EX, Time.EX),
    (_RETIRED_FIRST, Time.RETIRED_FROM),
    (_USED_TO, Time.WAS),
    (_RETIRED_LAST, Time.RETIRED_FROM),
    (_OVER, Time.WAS),
)


def tells_when(text: str) -> bool:
    """Tell whether `text` has a word that may say when something was so."""
    return bool(_CUE.search(text))


def parts_of(text: str) -> list[Part]:
    """Return the parts of `text`, each with its time. None is empty, but for what says only "retired"."""
    return [_part_of(part) for part in _SPLIT.split(text) if part and part.strip(" -.")]


def _part_of(text: str) -> Part:
    """Return a part of a text with its time, and its words without what says it."""
    words = _THEY_FIRST.sub("", text.strip(" -.")) or text
    if _RETIRED_ALONE.fullmatch(words):
        return Part("", Time.RETIRED)
    if match := _NOW.fullmatch(words) or _NOW_AT_END.fullmatch(words):
        return _now(match["words"])
    if _STILL.fullmatch(words):
        return Part(words, Time.NOW if find_line(words) else Time.STILL)
    if _NO_JOB.fullmatch(words):
        return Part(words, Time.NO_JOB)
    return _past_part(words) or Part(words, Time.DOES if words.split()[0].casefold() in _DOES else Time.BARE)


def _now(words: str) -> Part:
    """Return the part that says of now what `words` say: "retired" and "lives in Leeds" are no jobs."""
    if not words or _NOTHING_NOW.fullmatch(words):
        part = _part_of(words) if words else None
        return part if part and (part.is_past or part.time is Time.RETIRED) else Part(words, Time.NO_JOB)
    part = _part_of(words)
    return Part(part.words, Time.NOW) if part.time in (Time.BARE, Time.DOES) else part


def _past_part(words: str) -> Part | None:
    """Return a part that tells of a past job; None for any other."""
    for pattern, time in _PAST_PATTERNS:
        match = pattern.fullmatch(words)
        if match:
            said = _THEY_FIRST.sub("", match["words"])
            within = _past_part(said)
            return Part(within.words if within else _of_now(said), time)
    verb, _, rest_of = words.partition(" ")
    if verb.casefold() in _IN_PAST_TENSE and rest_of and not _ONE_DEED.match(words):
        return Part(_of_now(words), Time.WAS)
    return None


def _of_now(words: str) -> str:
    """Return the words of a past job as one would say them of a present one: "drove buses for 20 years" as "drives
    buses"."""
    words = _FOR_YEARS.sub("", words) or words
    verb, _, rest = words.partition(" ")
    present = _IN_PAST_TENSE.get(verb.casefold()) if rest else None
    said = f"{present} {rest}" if present else words
    return said if find_line(said) or not find_line(words) else words

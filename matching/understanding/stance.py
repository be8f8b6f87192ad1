"""Detect the stance of a clause by its cue phrase: "I'd love to be", "no more", "used to work at".

The cue gives the stance; the words without the cue are what the stance is about.
"""

import re
from dataclasses import dataclass

from matching.understanding.hints import Stance


@dataclass(frozen=True, slots=True)
class DetectedStance:
    """The words of a clause without its cue, its stance (None without a cue), and the confidence, from 0 to 1."""

    words: str
    stance: Stance | None
    confidence: float = 1.0


def _starts(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(patterns)})(?:\s+|$)", re.IGNORECASE)


_NUMBER = r"(?:\d+|a|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|many)"
_YEARS = rf"{_NUMBER}(?:[- ]\w+)? (?:years?|yrs|months|winters|summers)"
_AGES = r"(?:years and years|years|ages|decades|yonks|donkey.?s years|a (?:good |long )?(?:while|time)|most of my life)"

IDENTITY, LIKING = 0.6, 0.5
"""The confidence that what somebody is, or likes, is also what they want, when they state no wish."""

_FILLER = _starts(
    r"and", r"but", r"or", r"so", r"also", r"well", r"please", r"really", r"definitely", r"just", r"honestly", r"now",
    r"then", r"i think", r"i guess", r"i suppose", r"ideally", r"preferably", r"maybe", r"perhaps", r"possibly",
    r"instead", r"even", r"still", r"hi", r"hello", r"ok", r"yes", r"otherwise", r"failing that", r"basically",
    r"to be",
)  # fmt: skip
_UNSURE = re.compile(r"\b(?:maybe|perhaps|possibly|could|might|otherwise|failing that|or even|at a push)\b", re.I)

_UNFUSSED = r"(?:sure|bothered|fussed|fussy|picky|certain|too sure|too bad|afraid|scared|shy|proud|great|a problem)"
_NEUTRAL = _starts(
    rf"(?:(?:i|am|do|would|it|is) )*not (?:really )?(?:mind|care|{_UNFUSSED})(?: (?:what|which|where|how|about|of|"
    rf"who)\b.*)?",
    r"no (?:problems?|worries|idea|matter|rush|qualifications?|preference|bother|degree|gcses?|car|licen[cs]e|"
    r"experience)\b.*",
    r"nothing (?:in particular|special|fancy)",
    r"i? ?can not wait.*",
    r"(?:i )?left (?:school|college|uni|university|home)\b.*",
    r"(?:near|around|close to|within|starting|available|ready) .*",
    r"(?:a )?(?:single )?(?:mum|mother|dad|father|parent|gran|grandmother)(?: (?:of|to|with) .*)?",
    r"(?!(?:that|which) (?:is|are|do|does) not)(?:it|that|this|there|they|we|you|he|she|hours|money|hands|"
    r"english) .*\b(?:is|are|was|were|means|suits?)\b.*",
    r"(?:just |same )?(?:like|as) (?:my|our|his|her|their) .*",
    r"my (?!own\b|dream|ideal|hope|goal|aim|plan).*",
    r"(?:multi drop|shifts?|anything|any hours) (?:is|are) .*",
)
_AGAINST = _starts(
    r"(?:(?:i|we|do|does|will|would|could|can|am|have|is|really|just|rather|prefer|i would) )*(?:not|never|no longer)"
    rf"(?! (?:really )?(?:mind|care about|only|just|{_UNFUSSED}))"
    r"(?: (?:really|ever|longer|again|necessarily|too))*"
    r"(?: (?:want(?:ing)?|like|love|fancy|look(?:ing)?|interested|keen|able|prepared|willing|happy|suited|good))?"
    r"(?: (?:to|in|on|for|at))?",
    r"no way(?: (?:am i|i am|will i|i will|would i|i would))?",
    r"(?:with )?(?:no|non|zero)(?: more| longer)?",
    r"(?:that|which) (?:is|are|do|does) not(?: involve)?",
    r"(?:where|so) i do not have to",
    r"(?:something |anything |a job |work )?(?:a bit |much |way )?(?:less|more|better|easier|\w+er)(?: \w+)? than",
    r"nothing (?:with|to do with|involving|in|like)",
    r"(?:(?:i|am|so|really|have|got|getting|just) )*(?:sick|tired|fed up|bored|done|finished|had enough)(?: and tired)?"
    r" (?:of|with|in)",
    r"(?:i )?(?:really |absolutely )*(?:hate[ds]?|loathe|detest|dislike|can not (?:stand|face|bear)|dread)",
    r"(?:(?:anything|everything|anywhere|something|all|whatever|any job|any work|open to anything) )?"
    r"(?:except(?: for)?|excluding|apart from|other than|besides|rather than|instead of|without)",
    r"(?:as|so) long as it is not",
    r"(?:provided|if) it is not",
    r"(?:just|preferably|ideally|rather|prefer) not",
    r"(?:stop|get out of|getting out of|(?:want )?out of|(?:get )?away from|escape|avoid|give up|giving up)",
)
_AFTER_AGAINST = re.compile(
    r"(?:(?:do|doing|be|being|go|going|work|working|have|having|get|getting|see|seeing|look|looking|end up|sit|sitting|"
    r"stuck|back|after|up|down|to|into|in|with|on|at|as|for|of|a|an|the|any|another|more|anything|something|work|jobs?)"
    r"\s+)+(?=\w)",
    re.IGNORECASE,
)
"""Words between "not" and what it negates: "to go back to", "another job in"."""
_HISTORY = _starts(
    r"(?:i )?(?:have )?(?:used to|previously|formerly|once was|before that|in the past|until recently|i have)?"
    rf" ?(?:(?:i )?(?:was|were|had been|have been|been|worked|managed|ran|taught|drove|served|studied|did|done|spent|"
    rf"volunteered|looked after|cared for|supervised|led|cooked|built|sold|cleaned|used to do|used to)\b)"
    rf"(?: (?:be|being|do|doing|work|working|employed|made|laid|redundant|off|from|as|in|at|for|with|a|an|the|i|was|"
    rf"{_YEARS}|of))*",
    r"(?:previously|formerly|in the past|before that)(?: (?:i|was|a|an|in|at|as|worked|the))*",
    r"(?:ex|former|retired|redundant|semi.retired)(?: from)?(?: (?:a|the))?",
    r"(?:i )?(?:left|quit|quitting|leaving|leave|gave up|packed in)(?: (?:my|the|a))?",
    r"(?:made )?redundant(?: from)?(?: (?:a|the|my))?",
    rf"{_YEARS}(?: of)?(?: as| in| at)?(?: a| an| the)?(?= )(?! (?:experience|on the|at it\b|in the trade))",
)
_ABOUT = _starts(
    r"(?:i )?can(?: also| already| still)?",
    r"(?:i )?(?:am )?(?:good|confident|ok|okay|decent|quick|used|fluent|strong|patient)"
    r"(?: (?:at|with|to|in))?",
    r"(?:i )?(?:have|got|have got|hold|with|have my|got my)(?! (?:always|been|just|never|long|wanted|dreamed|thought))"
    r"(?: (?:a|an|my|own|full|the|clean))*",
    r"(?:my )?own(?= (?:van|car|tools|transport))",
    r"(?:i )?(?:speak|play|know how)",
    r"i am(?= (?:\d|deaf|blind|at |in |on |the |not |very |quite |still |always ))",
)
_ABOUT_AT_END = re.compile(
    r"^(?:[\w-]+ ){0,3}(?:trained|speaker|speaking|licen[cs]e|badge|tickets?|certificate|card|nplq|cscs|dbs)$", re.I
)
_IDENTITY = _starts(
    r"i am (?:a|an|the)", r"(?:now|currently|at present|presently)(?: (?:i am|working as|work as|am|as|in|at|a|an|"
    r"the))+",
    r"i (?:do|work|am working)(?: (?:some|as|in|at|for|a|an|the|of))*",
)  # fmt: skip
_LIKING = _starts(
    r"(?:i )?(?:really |also |always )?(?:like|love|enjoy)",
    r"(?:i )?(?:am )?(?:good|great|brilliant|handy) (?:at|with)",
)
_WISH_CUES = _starts(
    r"(?:(?:i|am|would|will|do|have|always|really|just|still|also|now|ideally|maybe|perhaps|possibly|quite|currently|"
    r"what|would be|it is) )*"
    r"(?:like|love|want(?:ed|s|ing)?|prefer|rather|fancy|enjoy|hop(?:e|ing)|look(?:ing)?(?! after)|seeking|"
    r"search(?:ing)?|interested|keen|happy|willing|open|ready|thinking|dream(?:ing)?|consider(?:ing)?|try(?:ing)?|"
    r"aim(?:ing)?|need|"
    r"up for|wish|planning|do not mind|could do with)"
    r"(?: (?:to|for|of|in|on|about|at))*",
    r"(?:i )?(?:could|might|may|would|will)(?: i)?(?: also| consider)?(?: do| be| try)?(?: (?:a|an|some|the))?",
    r"my (?:dream|ideal|hope|goal|aim|plan)(?: job| work)?(?: (?:is|was|would be|has always been))?(?: (?:to|a|an))*",
    r"(?:to )?(?:be|being|become|becoming|do|doing|start|starting|begin)(?: (?:work(?:ing)?|out|up|off))?"
    r"(?: (?:as|into|to))*(?: (?:a|an|some|the|any)(?! (?:couple|few)))?",
    r"(?:get|getting|find|finding|have|having) (?:into|work as|a (?:job|start|place)(?: (?:as|in|on|at))?)"
    r"(?: (?:a|an|the))?",
    r"(?:go|going|move|moving|change|switch|return|returning|get|getting)? ?(?:back )?"
    r"(?:to be|into|to being|over to|back)(?: (?:to|into|on|in|doing|being|a|an|the))*",
    r"(?:re.?train(?:ing)?|train(?:ing)?(?: up)?|learn(?:ing)?|study(?:ing)?)(?: (?:as|to|be|for|become|do|how))*"
    r"(?: (?:a|an))?",
    r"(?:a |an )?(?:go|job|work|position|role|career|start|place|try)(?: (?:at|as))(?: (?:a|an))?",
    r"(?:work|working)(?: as)(?: (?:a|an|the))?",
    r"(?:a |an |some |any )(?=\w)",
    r"something like(?: (?:a|an))?",
    r"(?:and |or )?(?:i am )?(?:newly |fully |already )?(?:qualified|experienced)",
)
_TAIL = re.compile(
    r"(?<![\s,])[\s,]++(?:as well|too|please|really|one day|some day|if possible|to (?:begin|start)(?: with)?|for now|"
    r"etc|and so on|that sort of thing|all that|or similar|again|any ?more|ideally|maybe|perhaps|at first|"
    r"to start me off|if (?:somebody|someone) would \w+ me a (?:start|chance)|anywhere|only|is fine|are fine|"
    r"now|at the moment|"
    r"(?:last|this) \w+|(?:would )?suit(?: me)?|for the rest of my (?:life|days)|forever|all my life|at \d\d|though|"
    r"jobs?|in the end|then|yet|myself|or (?:so|anything|whatever)|with|of all|"
    rf"(?:for |after |over )?(?:the last )?{_YEARS}|for {_AGES}|so far|ok|okay)$",
    re.IGNORECASE,
)
_YEARS_AT_END = re.compile(rf"[^\W\d].*\s(?:for )?{_YEARS}$", re.IGNORECASE)
"""What somebody did for years: "Tesco 12 years". Without a cue it is nothing that they ask for."""
_ANAPHORS = frozenset(
    {"it", "that", "them", "this", "those", "these", "there", "one", "the same", "all of it", "it now"}
)


_CUES = (
    (_AGAINST, Stance.AGAINST, 1.0),
    (_HISTORY, Stance.HISTORY, 1.0),
    (_IDENTITY, Stance.ABOUT, IDENTITY),
    (_LIKING, Stance.ABOUT, LIKING),
    (_ABOUT, Stance.ABOUT, 1.0),
)


def detect_stance(text: str) -> DetectedStance:
    """Return the stance of `text`, a clause with its contractions expanded, and its words without the cue."""
    wish_confidence = 0.6 if _UNSURE.search(text) else 1.0
    text, has_wish_cue = text.strip(" ,-'"), False
    for _ in range(6):
        text = _without(_FILLER, text)
        if _ABOUT_AT_END.match(text) or _NEUTRAL.fullmatch(text):
            return DetectedStance(
                without_trailing_words(text), Stance.ASIDE if _NEUTRAL.fullmatch(text) else Stance.ABOUT
            )
        for cue, stance, confidence in _CUES:
            rest = _without(cue, text)
            if rest != text and not (has_wish_cue and stance is Stance.ABOUT):
                rest = _without(_AFTER_AGAINST, rest) if stance is Stance.AGAINST else rest
                return DetectedStance(without_trailing_words(rest), stance, confidence)
        if (rest := _without(_WISH_CUES, text)) == text:
            break
        text, has_wish_cue = rest, True
    if not has_wish_cue and _YEARS_AT_END.fullmatch(text):
        return DetectedStance(without_trailing_words(text), Stance.HISTORY)
    return DetectedStance(without_trailing_words(text), Stance.WISH if has_wish_cue else None, wish_confidence)


def is_anaphor(words: str) -> bool:
    """Whether `words` refer to the clause before, like the "it" of "had enough of it"."""
    return words.casefold() in _ANAPHORS


def without_trailing_words(text: str) -> str:
    """Return `text` without words that trail after its subject: "as well", "to begin with", "12 years"."""
    while (rest := _TAIL.sub("", text).strip(" ,-.")) != text:
        text = rest
    return text


def _without(cue: re.Pattern[str], text: str) -> str:
    match = cue.match(text)
    return text[match.end() :].strip() if match else text

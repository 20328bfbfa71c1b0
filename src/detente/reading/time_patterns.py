"""Patterns of time expressions, and the words that make a sentence worth searching for them."""

from __future__ import annotations

import re

from detente.reading.periods import SEASONS, Third

WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
NUMBERS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
} | {
    "a": 1,
    "an": 1,
    "a couple of": 2,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
FEW = (2, 7)  # what "a few", "several" and "some" leave open
_NUMBER = (
    r"(?P<number>\d{1,3}|a couple of|a few|several|some|an?|one|two|three|four|five|six|seven"
    r"|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
)
_UNIT = r"(?P<unit>day|weekend|week|month|quarter|year|decade)"
_YEAR = r"(?:19|20)\d\d(?![\d%]|,\d{3}|\.\d|['’]?-?(?:mile|km|strong|member|page)\b)"
# nouns that a number counts: "in 2005 people" names no year
_COUNTED = (
    r"(?!\s+(?:(?!is|are|was|were)[a-z]+\s+)?(?:people|persons|men|women|soldiers|troops|refugees|civilians|dead"
    r"|tonn?es"
    r"|tons|miles|km|kilomet\w+|met(?:re|er)s|barrels|dollars|euros|roubles|rubles|pounds|votes"
    r"|fighters|prisoners|migrants|warheads|missiles|tanks|houses|homes|families|children|workers"
    r"|staff|delegates|demonstrators|protesters|police|percent|per\s+cent|million|billion)\b)"
)

DEICTIC = re.compile(
    r"\b(?:(?P<before>the day before yesterday)|(?P<after>the day after tomorrow)"
    r"|(?P<yesterday>[Yy]esterday|[Ll]ast night)|(?P<tomorrow>[Tt]omorrow)"
    r"|(?P<overnight>[Oo]vernight)"
    r"|(?P<today>(?<!USA )(?<!Russia )[Tt]oday|[Tt]onight|[Tt]his (?:morning|afternoon|evening)"
    r"|(?:earlier|later) in the day))\b"
)
WEEKDAY = re.compile(
    r"(?<!Black )(?<!Bloody )(?<!Good )(?<!Palm )(?<!Easter )(?<!Super )(?<!very )(?<!each )"
    rf"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his|the following|the previous)\s+)?(?P<day>{WEEKDAYS})\b"
    r"(?!\s+(?:Times|Telegraph|Mirror|Express|Mail|Herald|Post|Agreement|Review)\b)"
    r"(?:\s+(?:morning|afternoon|evening|night)\b)?"
    r"(?:,?\s+(?:of\s+)?(?P<week>last|this|next)\s+week\b)?"
)
MONTH_WORD = re.compile(
    r"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his|in|In|since|Since|by|By|until|till|[Dd]uring|of"
    r"|from|for|late|mid"
    r"|early|[Ee]arly|and|to|before|after|late in|early in|the|a|its|their|his|her|through|between)"
    rf"[\s-]+)(?P<month>{'|'.join(MONTHS)}|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)(?!\w|\s+\d)"
    r"(?:,?\s+(?:of\s+)?(?P<year>last|this|next|that)\s+year\b)?"
)
OF_YEAR = re.compile(r",?\s+(?:of\s+)?(?P<year>last|this|next)\s+year\b")
YEARS = re.compile(
    r"(?:(?<![\w-])(?P<cue>[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|till|[Ff]rom|[Dd]uring|of|[Bb]efore"
    r"|[Aa]fter|through|[Bb]etween"
    r"|[Ee]arly|[Ll]ate|[Mm]id|[Tt]hroughout|[Tt]he|an?|its|his|her|their|our|as"
    r"|landmark)[\s-]+(?:the\s+year\s+|the\s+years\s+)?"
    rf"|['’]s?\s+)(?P<first>{_YEAR})"
    rf"(?:\s*(?:-|–|—|\band\b|\bto\b|\buntil\b)\s*(?P<last>{_YEAR}|\d\d(?!\d)))?{_COUNTED}(?!\w)"
)
DECADE = re.compile(
    r"\b(?:the\s+)?(?:(?P<part>early|mid|late)[\s-]+)?(?P<decade>(?:19|20)\d0)['’]?s\b"
)
SEASON = re.compile(
    r"\b(?P<which>[Ll]ast|[Nn]ext|[Tt]his|(?:[Ii]n|by|since|until|during|over|through|of|early"
    r"|late|mid)(?:[\s-]the)?"
    r"|the|[Ee]arly)[\s-]+(?P<season>spring|summer|autumn|fall|winter)\b"
    r"(?:\s+(?:of\s+)?(?P<year>(?:19|20)\d\d|last year|this year|next year)\b)?"
)
FRACTION = re.compile(
    r"\b(?:the\s+)?(?P<number>first|second|third|fourth|last|final)\s+(?P<part>half|quarter)"
    r"\s+of\s+(?P<year>(?:19|20)\d\d|last year|this year|next year|the year)\b"
)
WHICH = re.compile(
    r"\b(?P<which>[Ll]ast|[Tt]his|[Nn]ext|the last|the past|this past|the current|the coming"
    r"|the same|that|the next"
    rf"|the following|the previous|[Tt]he next|[Tt]he following|[Tt]he same|[Tt]hat"
    rf"|[Tt]he previous)\s+{_UNIT}\b"
    r"|\b(?P<rest>earlier|later) in the (?P<of>week|month|year)\b"
    r"|\b(?P<edge>beginning|start|middle|end|close) of the (?P<edged>week|month|quarter|year"
    r"|decade)\b"
    r"|\b(?P<ends>week|month|year|decade)(?:['’]s|-)\s?end\b|\bthe (?P<weekend>weekend)\b",
)
COUNT = re.compile(
    rf"\b(?:(?P<cue>[Ii]n|[Ww]ithin|[Ff]or|[Oo]ver|[Dd]uring)\s+)?(?P<about>(?:about|around"
    rf"|nearly|almost|just|"
    r"at least|more than|over|under|roughly|some|only|barely)\s+)*"
    r"(?P<which>(?:the\s+)?(?:last|past|next|coming|recent)\s+)?"
    rf"(?:{_NUMBER}\s+)?(?P<unit>hour|minute|day|week|month|year|decade|centur)(?:(?P<ending>s"
    rf"|ies)|y)?\b(?:['’]\s+time\b)?"
    r"(?:\s+(?P<how>ago|later|earlier|from now|hence|before|after|previously)\b(?P<tail>\s+\w)?)?",
    re.IGNORECASE,
)
NINE_ELEVEN = re.compile(
    r"\b9/11\b|\bSept(?:ember|\.)? 11(?:th)?(?=(?: terrorist| terror)? attacks\b)"
    r"|\b11 September(?= attacks\b)"
)

PART = re.compile(
    r"(?:\b(?:(?P<part>[Ee]arly|[Ee]arlier|[Ll]ate|[Ll]ater|[Mm]id)"
    r"|(?:the\s+|[Aa]t\s+)?(?P<edge>beginning|start|middle|end|close)\s+of)[\s-]+"
    r"(?:(?:on|in)\s+)?(?:the\s+)?)$"
)
EDGES: dict[str, Third] = {
    "beginning": "early",
    "start": "early",
    "early": "early",
    "middle": "mid",
    "mid": "mid",
    "end": "late",
    "close": "late",
    "late": "late",
}
BOUND = re.compile(
    r"\b(?P<bound>since|until|till|through|by|before|after|ahead of|prior to"
    r"|following)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
JOIN = re.compile(r"\s*(?P<join>,?\s+and|to|through|until|till|or|-|–|—)\s*(?:on\s+)?$")
FROM_DAY = re.compile(r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?\s*(?:-|–|—|to|and|or|until)\s*$")
TO_DAY = re.compile(
    r"\s*(?:-|–|—|to|and|through|or)\s*(?P<day>\d{1,2})(?!\d|[.,:]\d|\s+(?:of\s+)?(?:Jan|Feb"
    r"|Mar|Apr|May|Ju[nl]|Aug|Sep|Oct|Nov|Dec))"
    r"(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
)
POSSESSIVE = re.compile(r"['’]s?\s")
DETERMINED = re.compile(
    r"(?:\b(?:the|an?|its|his|her|their|our|this|that|new|planned|landmark)|['’]s?)\s+$",
    re.IGNORECASE,
)
NOUN_NEXT = re.compile(
    r"[\s-]+(?!(?:in|on|at|of|to|and|or|but|by|for|from|with|as|when|that|which|who|after"
    r"|before|while|amid|over|under"
    r"|is|are|was|were|has|have|had|will|would|may|could|until|since|during|following|despite"
    r"|because|if|than|did|does"
    r"|said|says|he|she|it|they|the|a|an)\b)[A-Za-z]"
)
OCCASION = re.compile(
    r"\b(?:at|during|in|from|following|after)\s+(?:the\s+|an?\s+|its\s+|their\s+)?$", re.IGNORECASE
)
OF = re.compile(r"(?<!\bas)\sof\s+(?:the\s+)?$")
DAYPART_OF = re.compile(
    r"\b(?:night|morning|evening|afternoon|day|week|weekend|hours|eve|month|months|summer"
    r"|winter|autumn|spring|end|start|beginning|middle) of\s+$"
)
PERSON_MAY = re.compile(r"\b(?:Theresa|Mrs\.?|Ms\.?|Minister|Elaine|Secretary|PM)\s+May\b")
HAS = re.compile(r"\b(?:has|have|['’]ve)\b[^,;]{0,70}$")
WORDS = re.compile(r"[A-Za-z]+|\d+")
UNIT_WORDS = frozenset(
    f"{unit}{ending}"
    for unit in ("day", "week", "weekend", "month", "quarter", "year", "decade", "hour", "minute")
    for ending in ("", "s")
) | {"century", "centuries"}
DEICTIC_WORDS = frozenset(
    [
        "yesterday",
        "today",
        "tonight",
        "tomorrow",
        "overnight",
        "night",
        "morning",
        "afternoon",
        "evening",
        "day",
    ]
)
DAY_WORDS = frozenset(WEEKDAYS.lower().split("|"))
MONTH_WORDS = frozenset(
    [
        *(name.lower() for name in MONTHS),
        *["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"],
    ]
)
SEASON_WORDS = frozenset(SEASONS)

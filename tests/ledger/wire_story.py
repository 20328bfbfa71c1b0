"""One agency story in several papers' versions, and other reports of the same day."""

from __future__ import annotations

_STORY = """\
VIENNA, July 14, 2015 - Iran and six world powers concluded an agreement on Tuesday that limits \
the country's nuclear programme for more than a decade in return for relief from sanctions, after \
eighteen days of talks in a Vienna hotel.
Federica Mogherini, the foreign policy chief of the European Union, said the ministers had \
delivered what the world was hoping for. "It is a decision that can open the way to a new chapter \
in international relations," she told reporters.
Mohammad Javad Zarif, the Iranian foreign minister, called the text a compromise that satisfied \
nobody fully. He said that it was what could be done, and that the alternative would have been \
worse for every side at the table.
Under the agreement Iran will keep some five thousand centrifuges spinning at Natanz and will ship \
most of its enriched uranium abroad. Inspectors of the International Atomic Energy Agency will \
watch mines, mills and workshops for up to twenty-five years.
President Barack Obama, speaking from the White House, warned Congress that he would veto any \
attempt to block the deal. He said that every path to a weapon had been cut off.
Benjamin Netanyahu, the prime minister of Israel, described it as a mistake of historic \
proportions and said that his country would not be bound by it.
Sergei Lavrov, the Russian foreign minister, said the outcome met Moscow's interests and recalled \
that missile defence in Europe had been justified by the Iranian threat alone.
The arms embargo stays in force for five years and the ban on missile technology for eight. Both \
were among the last points to be settled, late on Monday night, diplomats said.
Sanctions on oil and banking fall away once the agency has confirmed that the first steps were \
taken, which Western officials expect around the end of the year.
If Iran is found to have broken its word, the measures return within sixty-five days unless the \
Security Council decides otherwise, a mechanism that Russia resisted until the last week.
Crowds in Tehran greeted the news with car horns after the end of the day's fast.
The Majlis and the United States Congress have sixty days to study the text."""

# Another desk's words for the same day, with two of the same quotations.
_OTHER_REPORT = """\
Tehran celebrated into the night after diplomats in Austria announced a nuclear accord which had \
eluded negotiators since 2003 and which now faces hostile legislators in two capitals.
"It is a decision that can open the way to a new chapter in international relations," she told \
reporters, with Mr Zarif smiling beside her on the stage of the United Nations centre.
Oil fell by two per cent in London as traders weighed how soon Iranian crude would be back.
In Jerusalem the government let it be known that nothing had been decided about a response. The \
prime minister described it as a mistake of historic proportions.
Saudi Arabia kept silent for most of the day. An official in Riyadh, who asked not to be named, \
said that the region would be more dangerous if the accord gave Iran room to meddle.
Republican senators promised hearings before the summer recess, and several Democrats said they \
would read every page before making up their minds.
European companies have already sent delegations to Tehran, and the German economy minister is \
expected there within days, the first visit of its kind in more than a decade."""

STORY = _STORY.splitlines()
OTHER_REPORT = _OTHER_REPORT.splitlines()

# A paper's own way with the agency's words: small substitutions all over.
HOUSE_STYLE = {
    "programme": "program",
    "eighteen": "18",
    "some five thousand": "about 5,000",
    "twenty-five": "25",
    "President Barack Obama": "US President Barack Obama",
    "sixty-five": "65",
    "sixty": "60",
    "reporters": "journalists",
    "late on Monday night": "on Monday night",
    "the prime minister of Israel": "Israel's premier",
}


def house_style(text: str) -> str:
    """The text with another paper's spellings and numerals."""
    for old, new in HOUSE_STYLE.items():
        text = text.replace(old, new)
    return text

"""Made-up pages before a meeting in Geneva, with every kind of row that a brief draws on."""

from __future__ import annotations

from dataclasses import replace

from marked_pages import BLINKEN, KREMLIN, LAVROV, MACRON, PUTIN, WHITE_HOUSE, page, who
from rows import event, forecast, linkage, position, step

from detente.record import Reading

BIDEN = who("Joe Biden", "USA", "president")
BEIJING = who("China", "CHN", kind="government", reference=True)
RUSSIAN_GOVERNMENT = who("Russia", "RUS", kind="government")
ARMS, CYBER, UKRAINE, SYRIA, ENVOYS = "1.3", "4.1", "2.1", "2.7", "7.6"


def _call() -> Reading:
    made = page(
        "2021-04-14",
        "President Biden spoke by telephone with President Putin on Tuesday 13 April.\n\n"
        "{s1:Mr. Biden} {c1:said} {q1:that the United States wanted a stable and predictable"
        " relationship with Russia, and would defend its allies in Europe}.\n\n"
        "{s2:The Kremlin} {c2:said} {q2:that Moscow was ready to discuss an extension of every"
        " limit on nuclear warheads}.",
        {1: BIDEN, 2: KREMLIN},
        title="Biden and Putin speak by telephone",
        url="https://courier.example/call",
    )
    made = event(made, "spoke by telephone", (BIDEN, PUTIN), day="2021-04-13")
    made = position(
        made,
        BIDEN,
        "wanted",
        "a stable and predictable relationship with Russia",
        "7.1",
    )
    return position(
        made,
        KREMLIN,
        "was ready to discuss",
        "an extension of every limit on nuclear warheads",
        ARMS,
    )


def _reykjavik() -> Reading:
    made = page(
        "2021-05-20",
        "Antony Blinken met Sergei Lavrov in Reykjavik on 19 May.\n\n"
        "{q1:“We seek limits on all nuclear warheads, deployed or not,”} {s1:Antony Blinken}"
        " {c1:said}. {s2:He} {c2:added} {q2:that the United States opposed any return of Russian"
        " troops to the border of Ukraine}.\n\n"
        "{s3:Sergei Lavrov, the foreign minister,} {c3:told} reporters {q3:that Russia insisted on"
        " a moratorium on missiles in Europe and rejected any outside voice on Ukraine}.\n\n"
        "{s4:Mr. Lavrov} {c4:said} {q4:that there would be no talks on cyberspace without the"
        " return of the diplomatic compounds}.",
        {1: BLINKEN, 2: BLINKEN, 3: LAVROV, 4: LAVROV},
        modes={1: "direct"},
        title="Blinken and Lavrov meet in Reykjavik",
        url="https://courier.example/reykjavik",
    )
    made = event(made, "met", (BLINKEN, LAVROV), day="2021-05-19", issues=(ARMS,))
    made = position(made, BLINKEN, "seek", "limits on all nuclear warheads, deployed or not", ARMS)
    made = position(
        made,
        BLINKEN,
        "opposed",
        "any return of Russian troops to the border of Ukraine",
        UKRAINE,
        stance="opposes",
    )
    made = position(made, LAVROV, "insisted on", "a moratorium on missiles in Europe", ARMS)
    made = position(
        made, LAVROV, "rejected", "any outside voice on Ukraine", UKRAINE, stance="opposes"
    )
    return linkage(
        made,
        LAVROV,
        "necessary",
        "the return of the diplomatic compounds",
        "talks on cyberspace",
        (CYBER, "7.6"),
    )


def _preview() -> Reading:
    made = page(
        "2021-06-09",
        "Presidents Biden and Putin are to meet in Geneva on 16 June.\n\n"
        "Washington has pressed Moscow to hand over the hackers who shut a pipeline.\n\n"
        "Russia wants talks on the rules of cyberspace, diplomats say.\n\n"
        "{s1:Vladimir Putin} {c1:said} {q1:he would accept the exchange of prisoners}. {s2:The"
        " White House} {c2:said} {q2:it wanted the release of two Americans held in Russia}.\n\n"
        "China wants every talk on warheads to leave out its own forces.\n\n"
        "An agreement on warheads is unlikely before the end of July.",
        {1: PUTIN, 2: WHITE_HOUSE},
        title="What the two presidents will talk about in Geneva",
        publisher="Harbour News",
        url="https://harbour.example/geneva",
    )
    made = event(made, "are to meet", (BIDEN, PUTIN), day="2021-06-16", modality="scheduled")
    made = event(
        made,
        "has pressed",
        (WHITE_HOUSE,),
        (KREMLIN,),
        type_="REQUEST",
        score=0.0,
        day="2021-06-08",
        issues=(CYBER,),
    )
    made = position(
        made,
        WHITE_HOUSE,
        "pressed",
        "to hand over the hackers who shut a pipeline",
        CYBER,
        basis="reported",
        holder="Washington",
    )
    made = position(
        made,
        KREMLIN,
        "wants",
        "talks on the rules of cyberspace",
        CYBER,
        basis="reported",
        holder="Russia",
    )
    made = position(
        made, PUTIN, "would accept", "the exchange of prisoners", "8.1", stance="accepts"
    )
    made = position(
        made,
        WHITE_HOUSE,
        "wanted",
        "the release of two Americans held in Russia",
        "8.1",
    )
    made = position(
        made,
        BEIJING,
        "wants",
        "every talk on warheads to leave out its own forces",
        ARMS,
        basis="reported",
        holder="China",
    )
    return forecast(
        made,
        "An agreement on warheads is unlikely before the end of July",
        words="unlikely",
        low=0.2,
        high=0.45,
        horizon=("2021-07-31", "2021-07-31"),
        issues=(ARMS,),
    )


def _opinion() -> Reading:
    made = page(
        "2021-06-08",
        "Washington and Moscow should first agree to talks on every warhead.\n\n"
        "Then let Russian and American experts meet on cyberspace. Ukraine should be left for"
        " last.\n\n"
        "Moscow secretly wants the sanctions on its banks to stay as they are.",
        {},
        title="How to use a day in Geneva",
        genre="opinion",
        byline="By Ada Lind",
        publisher="Harbour News",
    )
    made = replace(made, actors=(WHITE_HOUSE, KREMLIN))
    made = step(made, "talks on every warhead", 1, 1, ARMS)
    made = step(made, "let Russian and American experts meet on cyberspace", 2, 2, CYBER)
    made = step(made, "Ukraine should be left for last", 3, 3, UKRAINE)
    return position(
        made,
        KREMLIN,
        "wants",
        "the sanctions on its banks to stay as they are",
        "5.1",
        basis="author-asserted",
        holder="Moscow",
    )


def _sanctions() -> Reading:
    made = page(
        "2021-04-16",
        "The United States expelled ten Russian diplomats on 15 April.\n\n"
        "Russia denounced the expulsions on 15 April. Russian and American officers cooperated in"
        " Syria on 10 April.\n\nNo American envoy met the Syrian opposition.",
        {},
        title="Ten diplomats expelled",
    )
    made = event(
        made,
        "expelled",
        (WHITE_HOUSE,),
        (KREMLIN,),
        type_="SANCTION",
        score=-5.0,
        day="2021-04-15",
        issues=("4.5",),
    )
    made = event(
        made,
        "denounced",
        (KREMLIN,),
        (WHITE_HOUSE,),
        type_="ACCUSE",
        score=-2.0,
        day="2021-04-15",
        issues=("4.5",),
    )
    return event(
        made,
        "cooperated",
        (WHITE_HOUSE, KREMLIN),
        type_="COOPERATE",
        score=5.0,
        day="2021-04-10",
        issues=(SYRIA,),
    )


def _envoys() -> Reading:
    made = page(
        "2021-05-28",
        "American and Russian envoys held consultations in Vienna on 24 May. They met again on 27"
        " May, and agreed on 27 May to exchange lists of missile sites.\n\n"
        "{s1:Emmanuel Macron} {c1:said} {q1:that France sought a seat at any talks on missiles in"
        " Europe}.",
        {1: MACRON},
        title="Envoys prepare the summit",
    )
    made = event(
        made, "held consultations", (WHITE_HOUSE, KREMLIN), day="2021-05-24", issues=(ARMS,)
    )
    made = event(made, "met again", (WHITE_HOUSE, KREMLIN), day="2021-05-27", issues=(ARMS,))
    made = event(
        made,
        "agreed",
        (WHITE_HOUSE, KREMLIN),
        type_="AGREE",
        score=4.0,
        day="2021-05-27",
        issues=(ARMS,),
    )
    return position(made, MACRON, "sought", "a seat at any talks on missiles in Europe", ARMS)


GENEVA: tuple[Reading, ...] = tuple(
    made() for made in (_call, _reykjavik, _preview, _opinion, _sanctions, _envoys)
)

"""Which positions of an office-holders CSV are which of our offices, and under what title.

Read by ``training.offices``. Only titles stand here, no holders.
"""

from __future__ import annotations

# office -> {title in the source: title in English news}. A title ending in "*" is a whole family.
POSITIONS: dict[str, dict[str, str]] = {
    "head_of_state": {
        "President": "President",
        "Acting President": "Acting President",
        "President of the Palestinian National Authority": "President",
        "Chairman of the Presidential Council": "Chairman of the Presidential Council",
        "King": "King",
        "Sultan": "Sultan",
        "Emir": "Emir",
        "emir": "Emir",
        "Emperor": "Emperor",
        "Supreme Leader": "Supreme Leader",
        "Yang di_pertuan Agong (Monarch)": "King",
        "monarch": "King",
    },
    "head_of_government": {
        "Prime Minister": "Prime Minister",
        "Prime Minister of the Palestinian National Authority": "Prime Minister",
        "Premier": "Premier",
        "Premier of the State Council": "Premier",
        "Federal Chancellor": "Chancellor",
        "Taoiseach": "Taoiseach",
        "Chairman of the Cabinet of Ministers (Prime Minister)": "Prime Minister",
    },
    "party_leader": {
        "General Secretary of the Chinese Communist Party": "General Secretary",
    },
    "foreign_minister": {
        "Minister of Foreign Affairs": "Foreign Minister",
        "Minister for Foreign Affairs": "Foreign Minister",
        "Minister for Foreign Affairs and Trade": "Foreign Minister",
        "Minister of External Affairs": "External Affairs Minister",
        "Minister of External Relations": "Foreign Minister",
        "Minister of Foreign Affairs and Worship": "Foreign Minister",
        "Minister of Foreign and European Affairs": "Foreign Minister",
        "Minister of Foreign Affairs and Cooperation": "Foreign Minister",
        "Minister of Foreign Affairs, European Union and Foreign Aid": "Foreign Minister",
        "Minister of Europe and Foreign Affairs": "Foreign Minister",
        "Federal Minister of Foreign Affairs": "Foreign Minister",
        "Secretary of Foreign Affairs": "Foreign Secretary",
        "Secretary for Foreign Affairs": "Foreign Minister",
        "Secretary of State for Foreign and Commonwealth Affairs": "Foreign Secretary",
    },
    "defence_minister": {
        "Minister of Defence": "Defence Minister",
        "Minister for Defence": "Defence Minister",
        "Minister of National Defence": "Defence Minister",
        "Minister for National Defence": "Defence Minister",
        "Federal Minister of National Defence": "Defence Minister",
        "Federal Minister of Defence": "Defence Minister",
        "Minister of Defence and Armed Forces Logistics": "Defence Minister",
        "Minister of the Armed Forces": "Defence Minister",
        "Minister of Defence and Military Veterans": "Defence Minister",
        "Minister of the Revolutionary Armed Forces": "Defence Minister",
        "Secretary for Defence": "Defence Minister",
        "Secretary of National Defence": "Defence Secretary",
        "Secretary of National Defense": "Defence Secretary",
        "Secretary of State for Defence": "Defence Secretary",
        "Secretary of Defense": "Secretary of Defense",
        "Secretary of Defence": "Secretary of Defense",
    },
    "finance_minister": {
        "Minister of Finance": "Finance Minister",
        "Minister for Finance": "Finance Minister",
        "Federal Minister of Finance": "Finance Minister",
        "Minister of Economy and Finance": "Finance Minister",
        "Minister of Economic Affairs and Finance": "Economy Minister",
        "Minister of Finance and Economy": "Finance Minister",
        "Minister of Finance and National Economy": "Finance Minister",
        "Minister of Finance and Economic Development": "Finance Minister",
        "Minister of the Economy, Finances and Industry": "Finance Minister",
        "Chancellor of the Exchequer": "Chancellor of the Exchequer",
        "Secretary for Finance": "Finance Minister",
        "Secretary of Finance": "Finance Secretary",
        "Secretary of Finance and Public Credit": "Finance Secretary",
        "Secretary of the Treasury": "Treasury Secretary",
        "Treasurer": "Treasurer",
    },
    "interior_minister": {
        "Minister of the Interior": "Interior Minister",
        "Minister of Interior": "Interior Minister",
        "Minister of Internal Affairs": "Interior Minister",
        "Minister of Interior Affairs": "Interior Minister",
        "Minister of Home Affairs": "Home Minister",
        "Minister for Home Affairs": "Home Affairs Minister",
        "Federal Minister of the Interior": "Interior Minister",
        "Minister of the Interior and Municipalities": "Interior Minister",
        "Minister of the Interior and Kingdom Relations": "Interior Minister",
        "Minister of the Interior and Administration": "Interior Minister",
        "Minister of the Interior and Safety": "Interior Minister",
        "Minister of the Interior, Justice and Peace": "Interior Minister",
        "Secretary for the Interior": "Interior Minister",
        "Secretary of State for the Home Department": "Home Secretary",
        "Secretary of Homeland Security": "Secretary of Homeland Security",
        "Secretary of the Interior and Local Government": "Interior Secretary",
    },
    "vice_president": {
        "Vice President": "Vice President",
        "Vice-President": "Vice President",
        "First Vice President": "First Vice President",
    },
    "deputy_head": {
        "Deputy Prime Minister": "Deputy Prime Minister",
        "First Deputy Prime Minister": "First Deputy Prime Minister",
        "Vice Premier": "Vice Premier",
        "Vice Premier of the State Council": "Vice Premier",
        "Vice-Chancellor": "Vice-Chancellor",
        "First Secretary of State": "First Secretary of State",
    },
    "crown_prince": {"Crown Prince": "Crown Prince"},
    "un_ambassador": {
        "Permanent Representative to the United Nations": "Ambassador to the United Nations",
        "Permament Representative to the United Nations": "Ambassador to the United Nations",
        "permanent Representative to the United Nations": "Ambassador to the United Nations",
        "Permanent Representative to the United Nations, New York": (
            "Ambassador to the United Nations"
        ),
        "ambassador to the United Nations": "Ambassador to the United Nations",
        "Ambassador to the United Nations": "Ambassador to the United Nations",
    },
    "security_adviser": {
        "National Security Advisor": "National Security Adviser",
        "Secretary of the Supreme National Security Council": (
            "Secretary of the Supreme National Security Council"
        ),
        "Secretary of the Security Council": "Secretary of the Security Council",
        "Secretary of the National Security and Defense Council": (
            "Secretary of the National Security and Defence Council"
        ),
        "Director of the National Security Office": "National Security Adviser",
    },
    "spokesperson": {
        "Government Spokesperson": "Government Spokesman",
        "Presidential Spokesperson": "Presidential Spokesman",
        "Foreign Ministry Spokeperson": "Foreign Ministry Spokesman",
    },
    "speaker": {
        "Speaker of the House of Representatives": "Speaker",
        "Speaker of the House of Commons": "Speaker",
        "Speaker of the Lok Sabha": "Speaker",
        "Speaker of the Knesset": "Speaker",
        "Speaker of the Islamic Consultative Assembly": "Speaker of Parliament",
        "Speaker of Council of Representatives": "Speaker of Parliament",
        "Speaker of the Parliament": "Speaker of Parliament",
        "Speaker of the Grand National Assembly": "Speaker of Parliament",
        "Speaker of the National Assembly": "Speaker of Parliament",
        "Chairman of the State Duma": "Speaker of the State Duma",
        "President of the Legislative Yuan": "Speaker of Parliament",
    },
}
# Where one state uses a title otherwise: (state, title in the source) -> (office, title), or None.
STATE_POSITIONS: dict[tuple[str, str], tuple[str, str] | None] = {
    ("USA", "Secretary of State"): ("foreign_minister", "Secretary of State"),
    ("USA", "Secretary of the Interior"): None,  # of lands and parks
    ("IND", "Minister of Foreign Affairs"): ("foreign_secretary", "Foreign Secretary"),
    ("IRN", "President"): ("head_of_government", "President"),
    ("AFG", "Supreme Leader"): None,  # of a movement out of power for most of these rows
    ("AUS", "Minister for Finance"): None,  # the Treasurer is the finance minister
    ("AUS", "Treasurer"): None,  # the source has those of the states among them
    ("AUS", "Speaker of the House of Assembly"): None,
    ("GBR", "monarch"): ("head_of_state", "Queen"),
    ("DNK", "monarch"): ("head_of_state", "Queen"),
    ("CAN", "monarch"): None,
    ("CAN", "Minister of Finance"): None,  # the source has those of Quebec
    ("NZL", "Monarch"): None,
    ("CHE", "Vice President"): None,
    ("USA", "Speaker of the House of Representatives"): ("speaker", "Speaker of the House"),
    ("MLT", "Speaker of the House of Representatives"): None,
    ("PRK", "Vice Premier"): None,
    ("ITA", "Minister of Finance"): None,  # the Treasury had the larger part until 2001
}
# Months in which a post's rows are of something else: the monthly chairmen of a council.
WRONG = {
    ("IRQ", "head_of_government"): "2003-07 2003-08 2003-09 2003-10 2003-11 2003-12 "
    "2004-01 2004-02 2004-03 2004-04 2004-05",
    ("FRA", "interior_minister"): "1999-07",
}


def office_of(state: str, position: str) -> tuple[str, str] | None:
    """Office and English title of a source's position, or None where it is not one of ours."""
    if (state, position) in STATE_POSITIONS:
        return STATE_POSITIONS[state, position]
    for office, titles in POSITIONS.items():
        if position in titles:
            return office, titles[position]
    return None

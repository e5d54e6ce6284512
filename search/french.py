"""What the forms of a French word have in common, for words without accents.

Snowball's French stemmer looks for accents, and cuts "petit" otherwise than "petits". So the
plural, the feminine and the commonest endings of verbs are taken off first, by rules that are
applied one after the other; what is left is Snowball's. It need not be a word: what counts is
that the forms meet, and that other words stay apart. Plain Python.
"""

import re

# What no rule would bring together.
IRREGULAR = {
    form: words[0]
    for words in (
        words.split()
        for words in """
        travail travaux|vitrail vitraux|bail baux|oeil yeux|petit petite petits petites
        beau bel belle beaux belles|nouveau nouvel nouvelle nouveaux nouvelles
        vieux vieil vieille vieilles|public publique publiques publics|blanc blanche blanches
        frais fraiche fraiches|doux douce douces|long longue longues|franc franche franches
        gentil gentille gentilles|gros grosse grosses|bas basse basses|sec seche seches
        jeu jeux|enjeu enjeux|lieu lieux|milieu milieux|feu feux|voeu voeux|cheveu cheveux
        neveu neveux|aveu aveux|adieu adieux|bijou bijoux|genou genoux|caillou cailloux
        chou choux|hibou hiboux|joujou joujoux|vif vifs vive vives|bref brefs breve breves
        grec grecs grecque grecques|turc turcs turque turques|roux rousse rousses
        faux fausse fausses|tiers tierce|ideal ideale ideales ideaux|precis precise precises
        francais francaise francaises|quebecois quebecoise quebecoises|anglais anglaise anglaises
        montrealais montrealaise montrealaises|mauvais mauvaise mauvaises
        leger legere legers legeres|favori favoris favorite favorites
        assis assise assises|bourgeois bourgeoise bourgeoises|villageois villageoise villageoises
        """.replace("\n", "|").split("|")
        if words.strip()
    )
    for form in words
}
# Nouns and adjectives that end as "ils partagent" does.
NOT_VERBS = """
absent abstinent accent accident adherent adolescent affluent agent antecedent apparent ardent
argent ascendant client coherent competent concurrent confident consequent consistent content
contingent continent convalescent couvent decadent decent deficient delinquent dent descendent
different diligent dissident divergent efficient eloquent emergent equivalent evident excellent
existent frequent imminent impatient impertinent impotent imprudent incident incoherent
incompetent inconscient inconvenient indecent independent indifferent indulgent influent
ingredient inherent innocent insolent intelligent intermittent lent negligent occident onguent
opulent orient parent patient permanent pertinent precedent present president prevalent prudent
quotient recent recurrent resident reticent sergent serpent silent souvent strident talent torrent
transparent trident turbulent urgent vent violent
"""
ENT = frozenset(NOT_VERBS.split())
RULES = [
    # The plural.
    (re.compile(r"(?<=y)aux$"), "au"),
    (re.compile(r"eaux$"), "eau"),
    (re.compile(r"(?<=\w{2})aux$"), "al"),
    (re.compile(r"(?<!^pr)(?<!^m)(?<!^gr)(?<!prec)(?<!qu)(?<!ass)(?<=\w{2}i)s$"), ""),
    (re.compile(r"(?<!incl)(?<!excl)(?<!diff)(?<!conf)(?<=\w{2}u)s$"), ""),
    (re.compile(r"(?<=\w{2}[^iusx])s$"), ""),
    # The feminine.
    (re.compile(r"(?<=\w{2})ee$"), "e"),
    (re.compile(r"(?<=\w{2})trice$"), "teur"),
    (re.compile(r"(?<=\w{2})eu(?:se|x)$"), "eur"),
    (re.compile(r"(?<=\w)iere$"), "ier"),
    (re.compile(r"(?<=ll|ch|ng)ere$"), "er"),
    (re.compile(r"(?<=\w{2})enne$"), "en"),
    (re.compile(r"(?<=\w{3})elle$"), "el"),
    (re.compile(r"(?<=\w)ante$"), "ant"),
    (re.compile(r"(?<=\w{2})if$"), "ive"),
    # The verb.
    (re.compile(r"(?<=\w{2})er(?:ai|a|ont|on|ait|aient)$"), "e"),
    (re.compile(r"(?<=\w{2})(?:er|ez|e?aient|eait)$"), "e"),
    (re.compile(r"(?<=\w{2}[^frh])ait$"), "e"),
    (re.compile(r"(?<=g)eon$"), "e"),
    (re.compile(r"(?<=\w[^\W_m])ent$"), "e"),
]


def normal_form(word: str) -> str:
    """Of a folded word: its singular, masculine or infinitive, more or less."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    for rule, instead in RULES:
        if word.removesuffix("s") in ENT or word.removesuffix("es") in ENT:
            return word.removesuffix("s").removesuffix("e")
        word = rule.sub(instead, word)
    return word

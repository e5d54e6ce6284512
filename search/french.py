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
# Nouns and adjectives that end as "ils partagent" or "nous partageons" do.
NOT_VERBS = """
abandon absent abstinent accent accident adherent adolescent affluent agent aiglon amidon
antecedent apparent arcon ardent argent ascendant balcon ballon baron bataillon baton beton
biberon bidon bison blason blouson boisson bonbon bouchon bouffon bouillon bourgeon bouton
brouillon bucheron buisson calecon canon capuchon carton chainon champignon chanson chaperon
chapon charbon chaton chausson chiffon citron client cloison cochon cocon coherent colon
combinaison compagnon comparaison competent concurrent confident conjugaison consequent consistent
content continent contingent convalescent cordon cornichon coton coupon couvent crampon crayon
crouton cuisson decadent decent deficient delinquent demon dent descendent different diligent
dissident divergent dragon echantillon echelon edredon efficient eloquent emergent environ eperon
equivalent esturgeon etalon evident excellent existent facon fanon faucon feuilleton fleuron
flocon floraison foison forgeron frequent frisson gallon galon garcon glacon glouton goudron
griffon grognon guenon guerison guidon hamecon harpon horizon imminent impatient impertinent
impotent imprudent incident inclinaison incoherent incompetent inconscient inconvenient indecent
independent indifferent indulgent influent ingredient inherent innocent insolent intelligent
intermittent jalon jambon jargon jeton jupon klaxon lecon lent liaison limon livraison macon
maillon maison manchon marron melon mignon moisson moucheron mouton negligent occident oignon
onguent opulent orient pantalon papillon pardon parent patient patron peloton permanent pertinent
pieton pigeon pignon piston plongeon poincon poison poisson pompon poupon potiron poumon precedent
present president prevalent prison prudent puceron quarteron quotient raison rancon rayon recent
recurrent resident reticent ronron saison salon saumon savon saxon sergent sermon serpent silent
sillon soupcon souvent strident talent talon tampon terminaison tison toison torchon torrent
tourbillon trahison transparent trident troncon turbulent typhon urgent vallon vent veston violent
violon wagon
"""
NO_VERB = frozenset(NOT_VERBS.split())
RULES = [
    # "We": before the plural, which would take its s away.
    (re.compile(r"(?<=g)eons$|(?<=\w{2})erons$"), "e"),
    (re.compile(r"(?<=\w{2}[^\W_ic])ons$"), "e"),
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
    (re.compile(r"(?<=\w{2})er(?:ai|a|ont|ait|aient)$"), "e"),
    (re.compile(r"(?<=\w{2})(?:er|ez|e?aient|eait)$"), "e"),
    (re.compile(r"(?<=\w{2}[^frh])ait$"), "e"),
    (re.compile(r"(?<=\w[^\W_m])ent$"), "e"),
]


def normal_form(word: str) -> str:
    """Of a folded word: its singular, masculine or infinitive, more or less."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    for rule, instead in RULES:
        if word.removesuffix("s") in NO_VERB or word.removesuffix("es") in NO_VERB:
            return word.removesuffix("s").removesuffix("e")
        word = rule.sub(instead, word)
    return word

"""French as it is written here, generated: the same from the same seed.

About 2,000 real words with their inflections, and derived ones that a corpus of this kind has
in its long tail ("coanimation", "réévaluées"). How often each occurs follows Zipf's law, so
that an index of it has the few long lists and the many short ones that a real one has.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate


def listed(text: str) -> list[str]:
    return text.split()


# Nouns: masculine, then feminine.
MASCULINE = listed("""
accès accompagnement accueil acteur aîné album aliment allaitement ami amour animateur
anniversaire apprentissage appui après-midi arbre aréna arrondissement art article aspect atelier
avantage avenir avis bain ballon banc bas-âge bébé bénévole berceau besoin bienfait bilan bonheur
bottin bricolage budget bulletin bureau but café cahier calendrier camp canevas carnet cartable
cas centre cercle cerveau changement chant chantier cheminement chemin chiffre choix citoyen
collectif collège comité compagnon comportement concept conflit congé conseil conte contenu
contexte contrat coordonnateur corps couloir coup courage courriel cours coût crayon cri critère
dé débat début décideur défi degré déjeuner délai dépistage dépliant désir dessin développement
devoir dialogue dimanche directeur discours document doigt domaine don dossier doute droit échange
éclairage écran éducateur effet effort élan élu emploi employé employeur encadrement enfant
engagement enjeu enseignant enthousiasme entretien environnement épanouissement équilibre espace
espoir état été étudiant éveil événement exemple exercice expert facteur fait financement fleuve
fonctionnement fonds forum foyer frère fruit geste gouvernement grand-parent groupe guichet guide
habitant hiver horaire hôpital imaginaire immigrant impact indicateur infirmier intervenant
intérêt invité isolement jardin jeu jeudi jeune jouet jour journal juin lait langage lancement
lecteur lendemain levier lien lieu livre local logement logo loisir lundi maire mandat mandataire
manque marché mardi maternage matériel matin médecin membre message métier mieux-être milieu
ministère modèle moment monde mot mouvement moyen municipal musée nid niveau nom nombre numéro
objectif objet obstacle organisateur organisme outil ouvrage papa parcours parc parent parrain
partage partenaire partenariat participant passage patrimoine pays pédiatre père pédagogue
personnage personnel petit-déjeuner peuple plaisir plan plancher plateau point politicien portail
porteur portrait potentiel poupon pouvoir préau premier printemps principe problème processus
professeur programme progrès projet propos public quartier questionnaire quotidien rang rapport
réflexe regard regroupement rendez-vous renouvellement repas répertoire répit répondant réseau
respect ressourcement résultat retard retour rêve rôle roman rythme sable samedi savoir
savoir-faire secret secteur sens sentier sentiment service seuil siège signe silence site soin
soir sol soleil sommeil sommet son sondage souci soutien souvenir stage stationnement statut
stress suivi sujet support symbole système tableau talent tapis taux temps témoignage territoire
texte thème toit toucher tournant train traitement transport travail trajet trésor trottoir
trouble tuteur univers usage vélo vendredi verger village vieillissement virage visage visiteur
vocabulaire voisin voisinage volet volontaire voyage zèle
""")
FEMININE = listed("""
action activité administration adresse affiche aide alimentation alliance allocation ambiance
animation année approche argumentation arrivée assemblée assiette association attente attention
attitude audace autonomie balançoire banlieue barrière berceuse bibliothèque bienveillance boîte
bonté bouche bourse brochure campagne capacité capsule caractéristique carte cause célébration
chaîne chaleur chambre chance chanson charge charte cible clé clientèle clinique cloche cohérence
cohésion colère collaboration collation collecte communauté communication compétence complicité
compréhension concertation condition conférence confiance connaissance conscience consigne
construction consultation continuité contribution conversation coopération coordination corde
couche couleur cour couverture création créativité crèche croissance cuisine culture curiosité
danse date décision démarche démonstration demande dépense détresse différence difficulté
diffusion direction discussion disponibilité disposition diversité donnée douceur durée échelle
école écoute écriture éducation égalité élection émotion empathie enfance enquête entente entraide
entreprise envie épicerie équipe équité erreur espérance étape étude évaluation évolution
expérience expertise exposition expression famille fatigue femme fête feuille fiche fierté fille
fin fleur fondation force forêt formation forme formule franchise fratrie fréquence garde garderie
génération gestion glissade gouvernance grand-mère grandeur grille grossesse guitare habileté
habitude halte halte-garderie heure histoire idée identité image imagination implantation
implication importance inclusion infirmité influence information initiative inquiétude inscription
inspiration institution intégration intelligence intention intervention invitation jeunesse joie
journée justice langue leçon lecture lettre liberté ligne limite liste littérature loi louange
lumière lune lutte main maison maladie maman manière marche marionnette marraine maternelle
maternité matière médiation mémoire mère mesure méthode mission mobilisation mobilité moitié
monnaie montagne motivation motricité municipalité musique naissance nature nécessité négligence
négociation neige norme note nouveauté nuit nutrition obligation observation occasion offre
opinion opportunité oreille organisation orientation origine orthophonie ouverture page paix
parentalité parole part participation particularité passerelle paternité patience patinoire
pauvreté peau pensée pente période permanence personne perspective peur phase phrase pièce piscine
place plage planche planification plateforme pluie poésie politique population porte position
possibilité poussette pouponnière pratique précarité préférence présence présentation pression
prévention preuve priorité prise problématique production profession profondeur promenade promesse
promotion proposition protection province proximité publication puériculture qualité quantité
question racine randonnée rareté réalité réception recette recherche recommandation reconnaissance
rédaction réflexion réforme région règle régularité relation relève remise rencontre rentrée
répartition réponse représentation résilience résolution responsabilité ressource retombée réunion
réussite revue richesse rivière routine rue ruelle sagesse saison salle santé scène science séance
secousse sécurité semaine sensibilisation séparation série sieste situation société soeur soif
solidarité solitude solution sortie souffrance source stabilité statistique stimulation stratégie
structure suite surface surprise surveillance table tâche taille tante technique télévision
tempête tendance tendresse terre tête théorie toile tradition transformation transition
transmission tranquillité trajectoire trousse tuque union université urgence vaccination valeur
valorisation vie vigilance ville violence vision visite vitalité vitamine voie voisine voix
volonté voiture vulnérabilité zone
""")
# Verbs in -er, with the root from which all forms are made.
VERBS = listed("""
aborder accepter accompagner accorder adapter administrer adopter adresser affirmer afficher aider
aimer ajouter ajuster alimenter allaiter améliorer animer apaiser appliquer apporter apprécier
approcher appuyer argumenter arriver articuler aspirer assister associer assumer assurer attacher
augmenter autoriser avancer baliser bercer bonifier border brasser bricoler calculer calmer
canaliser centrer chanter chercher chiffrer circuler clarifier classer collaborer collecter
combiner commander communiquer comparer compléter compter concentrer concerter concilier conforter
confirmer conseiller consolider constater consulter continuer contribuer contrôler coopérer
coordonner créer croiser cultiver danser décider déclarer découper définer défiler délimiter
demander demeurer démontrer dénoncer dépister déployer déposer dérouler dessiner détailler
déterminer développer dialoguer diffuser diminuer discuter disposer distribuer documenter donner
échanger éclairer écouter éduquer effectuer élaborer élever embaucher emmener empêcher employer
emprunter encadrer encourager engager enseigner entamer entourer entraîner envisager épauler
équiper espérer essayer estimer étaler étudier évaluer éveiller éviter évoluer examiner exercer
expérimenter expliquer explorer exposer exprimer fabriquer faciliter favoriser fêter financer
former formuler fréquenter gagner garder générer gérer guider habiller habiter identifier
illustrer imaginer impliquer implanter importer imprimer inciter informer initier innover inspirer
installer intégrer intéresser interpeller interroger inventer inviter jardiner jouer justifier
lancer libérer lier limiter lister louer maîtriser manger manifester marcher marquer mentionner
mesurer miser mobiliser modeler modérer modifier montrer motiver multiplier nommer noter nuancer
observer occuper organiser orienter oser outiller parler parrainer partager participer passer
patienter penser perfectionner persévérer peser planifier planter pleurer porter poser positionner
pratiquer préciser préparer présenter préserver prioriser profiter projeter prolonger promener
proposer protéger provoquer publier quitter raconter ramener rappeler rapporter rassembler
rassurer réaliser recenser rechercher récolter recommander recruter rédiger refléter regarder
regrouper rejeter relancer relayer relever relier remarquer remercier remplacer rencontrer
renforcer renouveler renseigner rénover renter repérer répéter représenter réserver respecter
ressembler rester retirer retourner réveiller réviser rêver saluer sauter sauver sensibiliser
séparer signaler signer situer soigner solliciter soulever souligner souhaiter stimuler structurer
suggérer supporter surmonter susciter téléphoner témoigner tenter terminer tester tisser toucher
tourner traiter transformer transférer transporter travailler traverser trouver utiliser valider
valoriser varier veiller vérifier verser viser visiter voisiner voter voyager
""")
# Adjectives whose feminine adds an e; then those that do not change.
CHANGING = listed("""
abondant absent accueillant adapté adéquat aimant amusant animé apaisant approprié assis attachant
attentif-ive attirant automnal brillant bruyant captivant central charmant chaud citoyen-ne clair
collectif-ive compétent complet-ète concerné concret-ète conjoint constant content convaincant
court créatif-ive créateur-rice culturel-le décisif-ive délicat dernier-ère différent direct
discret-ète distant doué éducatif-ive égal élargi élevé émouvant encourageant engagé engageant
enjoué entier-ère éloquent épanoui équilibré essentiel-le étonnant étroit évident exigeant fécond
fermé fier-ère financier-ère formateur-rice fort fragilisé fréquent froid gagnant gai général
grand gratuit habitué haut hésitant heureux-euse hivernal humain immédiat important inclusif-ive
incertain indépendant initial innovant insistant intelligent intéressant intéressé intensif-ive
isolé joyeux-euse lent local long-ue léger-ère maternel-le médical mental mondial moral municipal
naissant national naturel-le nécessiteux-euse nombreux-euse nouveau-elle novateur-rice
nutritif-ive occupé officiel-le original ouvert parental partagé participatif-ive particulier-ère
passionnant passionné patient permanent persistant pertinent petit ponctuel-le positif-ive
précieux-euse précis prenant présent prêt prévu principal prioritaire- privilégié prochain
professionnel-le profond prudent puissant quotidien-ne ravi récent reconnaissant régional
régulier-ère rassurant renouvelé résidentiel-le ressourçant réussi riche- rural saisissant
satisfaisant scientifique- scolaire- second sensoriel-le sérieux-euse seul social soigné souriant
spontané stimulant structurant subtil suffisant suivant surprenant tangible- tardif-ive
territorial touchant transparent urbain urgent utilisé vaillant varié vibrant vif-ive vivant
voisin volontaire-
""")
STEADY = listed("""
accessible admirable agréable apte autochtone autonome capable célèbre communautaire complexe
démographique digne disponible durable économique efficace électronique énergique extraordinaire
facile favorable féministe fiable flexible fragile géographique honnête historique inoubliable
jeune judicieux juste large libre linguistique ludique magique magnifique mobile moderne modeste
multiple nécessaire organique pauvre pédagogique périnatal possible pratique préscolaire primaire
propre rapide rare réaliste responsable riche scolaire semblable sensible simple solide solidaire
souple stable stratégique sympathique technique tranquille triste unique universitaire utile vaste
visible vulnérable
""")
ADVERBS = listed("""
ailleurs ainsi alors assez aujourd’hui aussi autrement beaucoup bien bientôt clairement
concrètement davantage déjà demain désormais doucement durablement efficacement encore ensemble
ensuite facilement finalement fréquemment hier ici jamais localement longtemps maintenant mieux
moins notamment parfois particulièrement partout peut-être plutôt pourtant presque progressivement
rapidement régulièrement seulement simplement souvent surtout tantôt tard tôt toujours toutefois
vite vraiment
""")
PLACES = listed("""
Abitibi Amos Baie-Comeau Beauce Bellechasse Charlevoix Chibougamau Gaspé Gatineau Granby Joliette
Kamouraska Lanaudière Laval Lévis Matane Mégantic Montmagny Montréal Nicolet Québec Rimouski
Roberval Rouyn-Noranda Saguenay Saint-Jérôme Sept-Îles Shawinigan Sherbrooke Tadoussac
Témiscamingue Trois-Rivières Valleyfield Victoriaville Verdun
""")
ACRONYMS = listed("CPE CLSC MRC HLM OLO CISSS RH TSA ONG REPIT DSP CRE")
FIRST_NAMES = listed("""
Mireille Noémie Jeanne Lucie Hélène Amélie Josée Chantal Françoise Isabelle Rosalie Léa Fatou
Samira Étienne Benoît Gérard Luc Olivier Rémi Youssef Jean-François Mathieu Réjean Sylvain Thierry
""")
FAMILY_NAMES = listed("""
Lavoie Tremblay Gagnon Roy Côté Bouchard Gauthier Morin Lévesque Pelletier Bélanger Bergeron
Simard Fortin Ouellet Nadeau Thériault Cloutier Diallo Haddad Nguyen Bédard Desrosiers Boisvert
""")
# Before a noun or a verb: words of the long tail.
PREFIXES = listed("co pré ré inter sur multi auto micro péri")
DETERMINERS = {
    "ms": ("le", "un", "ce", "notre", "leur", "son", "chaque"),
    "fs": ("la", "une", "cette", "notre", "leur", "sa", "chaque"),
    "p": ("les", "des", "ces", "nos", "leurs", "plusieurs", "quelques"),
}
PREPOSITIONS = listed("avec dans pour par sur sans sous vers chez entre selon malgré depuis")
VOWELS = tuple("aeiouyéèêàâîôûhœ")
# Zipf's law with Mandelbrot's shift: the n-th word's share is as (n + SHIFT) ** -SLOPE.
SLOPE, SHIFT = 1.25, 10


@dataclass(frozen=True)
class Noun:
    one: str
    many: str
    gender: str


@dataclass(frozen=True)
class Bag[T]:
    """Things of which the first are drawn far more often than the last."""

    things: Sequence[T]

    @cached_property
    def weights(self) -> list[float]:
        return list(accumulate((rank + SHIFT) ** -SLOPE for rank in range(len(self.things))))

    def draw(self, chance: random.Random) -> T:
        return chance.choices(self.things, cum_weights=self.weights)[0]


class French:
    """Sentences, titles and names. ``chance`` decides of all of them."""

    def __init__(self, seed: int = 20261121) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - nothing secret
        nouns = [noun(word, "m") for word in MASCULINE] + [noun(word, "f") for word in FEMININE]
        self.nouns = Bag(self.with_tail(nouns, lambda prefix, it: derived_noun(prefix, it)))
        roots = [verb.removesuffix("er") for verb in VERBS]
        self.roots = Bag(self.with_tail(roots, joined))
        adjectives = [adjective(word) for word in CHANGING] + [(w, w) for w in STEADY]
        self.adjectives = Bag(self.shuffled(adjectives))

    def shuffled[T](self, things: list[T]) -> list[T]:
        self.chance.shuffle(things)
        return things

    def with_tail[T](self, things: list[T], derive) -> list[T]:
        """The plain words first; what is derived of them is rarer than all of them."""
        tail = [derive(prefix, thing) for prefix in PREFIXES for thing in things]
        return self.shuffled(things) + self.shuffled(tail)

    def noun_phrase(self) -> str:
        chance, drawn = self.chance, self.nouns.draw(self.chance)
        plural = chance.random() < 0.45
        form = drawn.many if plural else drawn.one
        words = chance.choice(DETERMINERS["p" if plural else f"{drawn.gender}s"]), form
        phrase = elided(*words)
        if chance.random() < 0.4:
            masculine, feminine = self.adjectives.draw(chance)
            agreed = feminine if drawn.gender == "f" else masculine
            phrase += f" {plural_of(agreed) if plural else agreed}"
        return phrase

    def verb(self) -> str:
        end = self.chance.choice(("e", "ent", "er", "ait", "aient", "é", "ée", "ées", "ons", "ant"))
        return self.roots.draw(self.chance) + end

    def sentence(self) -> str:
        chance = self.chance
        words = [self.noun_phrase(), self.verb(), self.noun_phrase()]
        if chance.random() < 0.6:
            words += [chance.choice(PREPOSITIONS), self.noun_phrase()]
        if chance.random() < 0.3:
            words.insert(2, chance.choice(ADVERBS))
        if chance.random() < 0.12:
            words += ["à", chance.choice(PLACES)]
        if chance.random() < 0.06:
            words += ["avec le", chance.choice(ACRONYMS)]
        text = " ".join(words)
        return f"{text[0].upper()}{text[1:]}."

    def aim(self) -> str:
        """What a row is for, what a cell proposes: an infinitive and what it bears on."""
        text = f"{self.roots.draw(self.chance)}er {self.noun_phrase()}"
        if self.chance.random() < 0.5:
            text += f" {self.chance.choice(PREPOSITIONS)} {self.noun_phrase()}"
        return text[0].upper() + text[1:]

    def title(self) -> str:
        text = f"{self.noun_phrase()} {self.chance.choice(PREPOSITIONS)} {self.noun_phrase()}"
        return text[0].upper() + text[1:]

    def paragraph(self, sentences: int) -> str:
        return " ".join(self.sentence() for _ in range(sentences))

    def name(self) -> str:
        return f"{self.chance.choice(FIRST_NAMES)} {self.chance.choice(FAMILY_NAMES)}"

    def misspelt(self, word: str) -> str:
        """With one typing error somewhere after its first letter."""
        place = self.chance.randrange(1, len(word))
        letter = self.chance.choice("aeionrstl")
        return self.chance.choice(
            [
                word[:place] + word[place + 1 :],
                word[:place] + letter + word[place + 1 :],
                word[:place] + letter + word[place:],
                word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :],
            ]
        )


def noun(word: str, gender: str) -> Noun:
    return Noun(word, plural_of(word), gender)


def derived_noun(prefix: str, of: Noun) -> Noun:
    return Noun(joined(prefix, of.one), joined(prefix, of.many), of.gender)


def joined(prefix: str, word: str) -> str:
    return f"{prefix}{'-' if prefix[-1] == word[0] else ''}{word}"


def plural_of(word: str) -> str:
    if word[-1] in "sxz":
        return word
    if word.endswith(("eau", "eu")):
        return f"{word}x"
    return f"{word[:-2]}aux" if word.endswith("al") else f"{word}s"


def adjective(word: str) -> tuple[str, str]:
    """``"attentif-ive"`` → ``("attentif", "attentive")``; without an end, an e is added."""
    masculine, hyphen, end = word.partition("-")
    if not hyphen:
        return word, f"{word}e"
    kept = {"ive": 2, "euse": 3, "rice": 3, "ère": 2, "ète": 2, "elle": 3}.get(end, 0)
    return masculine, (masculine[:-kept] if kept else masculine) + (end or "")


def elided(article: str, word: str) -> str:
    if article in ("le", "la") and word.startswith(VOWELS):
        return f"l’{word}"
    if article == "ce" and word.startswith(VOWELS):
        return f"cet {word}"
    return f"{'son' if article == 'sa' and word.startswith(VOWELS) else article} {word}"

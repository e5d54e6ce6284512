"""Items whose bullets were lost, cut at the capitals that begin one."""

import pytest

from tests.toolkit.importers.reading import read
from toolkit.importers.document import Remark
from toolkit.importers.guessing import Vocabulary, guess_items


def cut(text: str, *whole: str, starts: tuple[str, ...] = ()) -> list[str]:
    vocabulary = Vocabulary()
    for other in whole:
        vocabulary.learn(other)
    for start in starts:
        vocabulary.learn(start, whole=False)
    return guess_items(text, vocabulary).items


@pytest.mark.parametrize(
    "expected",
    [
        "Optimiser l'utilisation des ressources | Contribuer à la résolution de problème",
        "Diffusion (formulaire en ligne sur agirtot.org) | Ateliers | Événements | Forum",
        "Consulter les RH de la GSTP | Écrire | L'appropriation | À suivre",
        "Forum Tous pour eux | Grande semaine des tout-petits (GSTP)",
        "Rencontre avec la Ville de Montréal | Atelier",
        "Écrire à l'Institut Pasteur",
        "Dîner (Le Forum des Élus) | Souper",
    ],
)
def test_capitals_begin_items_but_not_names(expected):
    starts = ("Atelier pratique",)
    assert " | ".join(cut(expected.replace(" | ", " "), starts=starts)) == expected


def test_words_that_stand_together_elsewhere_are_a_name():
    assert len(cut("Salon Petite enfance")) == 2
    assert cut("Salon Petite enfance", "Visiter le Salon Petite enfance") == [
        "Salon Petite enfance"
    ]


def test_rare_word_that_opens_items_elsewhere_opens_one_here():
    assert cut("Écrire Tous les mots", starts=("Tous lire",)) == ["Écrire", "Tous les mots"]


def test_cell_without_a_capital_inside_is_no_guess():
    table = "Public cible : A\nPourquoi?\tComment?\nInformer\tÉcrire une lettre (RH)\n"
    assert not read(table, ".txt").warnings


def test_each_guess_shows_where_it_cut():
    table = "Public cible : A\nPourquoi?\tComment?\nInformer Élus\tÉcrire Lire\n"
    document = read(table, ".txt")
    assert document.tables[0].rows[0].purposes == ["Informer Élus"]
    assert document.warnings == [Remark("items-guessed", {"items": "Écrire | Lire"}, 0, 0, "means")]


def test_html_list_without_items_has_lost_its_bullets_too():
    table = "<table><tr><td>Why?<td>How?<tr><td>Informer<td><ul>Écrire Lire</ul></table>"
    document = read(f"<h2>Public cible : A</h2>{table}", ".html")
    assert document.tables[0].rows[0].means == ["Écrire", "Lire"]

"""What each demo picture is made of: its ground, then its shapes from back to front."""

from .motifs import (
    APRICOT,
    BRICK,
    FERN,
    GREEN,
    INK,
    MINT,
    MUSTARD,
    PAPER,
    PEACH,
    ROSE,
    SAND,
    SKY,
    STRAW,
    WHITE,
    cup,
    face,
    house,
    joined,
    person,
    plant,
    polar,
    seated,
    star,
    tree,
)
from .shapes import Arc, Box, Disc, Leaf, Polygon, Ribbon, Shape, Slice

FLAT_FOOT = (True, True, False, False)

VOICES = joined(
    (
        Slice(STRAW, 0, 1000, 360, 270, 360),
        Slice(MINT, 1600, 0, 400, 90, 180),
        Box(BRICK, 1090, 330, 400, 670, 200, FLAT_FOOT),
        Box(GREEN, 230, 700, 340, 300, 170, FLAT_FOOT),
        Disc(APRICOT, 400, 490, 270),
        Disc(MINT, 400, 890, 52),
        Disc(PEACH, 1290, 840, 76),
        Arc(APRICOT, 400, 560, 350, -18, 24, 26),
        Arc(MUSTARD, 400, 560, 420, -20, 22, 26),
        Arc(STRAW, 400, 560, 490, -22, 20, 26),
        Arc(BRICK, 1290, 460, 270, 160, 204, 26),
        Arc(ROSE, 1290, 460, 340, 162, 202, 26),
    ),
    face(400, 480, 250),
    face(1290, 520, 190),
)

PATH = joined(
    (Disc(APRICOT, 830, 340, 200),),
    face(830, 300, 170),
    (
        Disc(MINT, 1330, 1060, 640),
        Disc(FERN, 330, 1180, 800),
        Ribbon(
            PEACH,
            ((360, 1060), (640, 890), (400, 740), (660, 620), (560, 520), (640, 448)),
            120,
            96,
        ),
        Disc(BRICK, 545, 936, 44),
        Disc(MUSTARD, 600, 838, 38),
        Disc(WHITE, 412, 748, 34),
        Disc(GREEN, 648, 634, 27),
        Disc(APRICOT, 562, 526, 17),
    ),
    tree(1180, 590, 70, GREEN),
    tree(1350, 600, 105, MUSTARD),
    tree(190, 560, 90, STRAW),
)

BOOK: tuple[Shape, ...] = (
    Slice(PEACH, 800, 640, 560, 180, 360),
    Leaf(FERN, 800, 620, 400, 150, -128),
    Leaf(GREEN, 800, 620, 430, 150, -52),
    Disc(APRICOT, 800, 230, 110),
    *face(800, 230, 110),
    star(MUSTARD, 1130, 190, 76),
    Slice(BRICK, 480, 260, 100, 90, 270),
    Disc(STRAW, 300, 400, 64),
    Disc(BRICK, 1290, 430, 44),
    Slice(GREEN, 1420, 250, 80, 180, 360),
    Box(GREEN, 250, 600, 1100, 320, 40),
    Box(WHITE, 285, 560, 515, 320, 60, (True, False, False, True)),
    Box(WHITE, 800, 560, 515, 320, 60, (False, True, True, False)),
    Box(SAND, 794, 560, 12, 320),
    *(Box(SAND, x, y, 340, 22, 11) for x in (370, 890) for y in (640, 705, 770)),
)

GARDEN = joined(
    (
        Slice(MINT, 640, 860, 620, 180, 360),
        Disc(MUSTARD, 1330, 240, 140),
        Box(SAND, 0, 860, 1600, 140),
    ),
    face(1330, 240, 140),
    plant(250, 880, 1, FERN, BRICK),
    plant(610, 880, 3, GREEN, APRICOT),
    plant(970, 880, 2, FERN, MUSTARD),
    plant(1330, 880, 0, GREEN, ROSE),
)

CUPS = joined(
    (
        Slice(FERN, 0, 0, 300, 0, 90),
        Slice(FERN, 1600, 1000, 380, 180, 270),
        Disc(STRAW, 1330, 300, 110),
        *(Disc(INK, *polar(1330, 300, 62, angle), 12) for angle in range(20, 380, 72)),
        Disc(INK, 1330, 300, 12),
        Disc(STRAW, 210, 790, 90),
        *(Disc(INK, *polar(210, 790, 44, angle), 11) for angle in range(50, 410, 90)),
    ),
    cup(430, 320, APRICOT, PEACH, 205),
    cup(890, 270, FERN, MINT, 320),
    cup(630, 720, BRICK, ROSE, 140),
    cup(1090, 690, MUSTARD, STRAW, 25),
    face(430, 320, 120),
)

SITTERS = (
    (GREEN, INK),
    (BRICK, MUSTARD),
    (APRICOT, INK),
    (FERN, BRICK),
    (MUSTARD, INK),
    (ROSE, GREEN),
    (GREEN, APRICOT),
    (BRICK, INK),
)
TABLE = joined(
    (Disc(PEACH, 800, 500, 492),),
    *(
        seated(*polar(800, 500, 360, 40 * seat - 50), 40 * seat + 130, colour, hair)
        for seat, (colour, hair) in enumerate(SITTERS)
    ),
    (
        Disc(PAPER, *polar(800, 500, 380, 270), 66),
        Arc(INK, *polar(800, 500, 380, 270), 66, 200, 340, 16),
        Disc(WHITE, 800, 500, 280),
        *(Disc(SAND, *polar(800, 500, 205, angle), 34) for angle in (10, 130, 250)),
        *(Disc(APRICOT, *polar(800, 500, 205, angle), 22) for angle in (10, 130, 250)),
        Box(MINT, 880, 600, 90, 110, 8),
        Box(PEACH, 580, 410, 110, 80, 8),
        Box(SKY, 860, 300, 80, 100, 8),
        Disc(MUSTARD, 800, 500, 100),
    ),
    face(800, 500, 100),
)

BRIDGE = joined(
    (
        Disc(MUSTARD, 800, 430, 230),
        Box(BRICK, 0, 560, 1600, 380),
        *(Box(PEACH, x, 640, 330, 360, 165, FLAT_FOOT) for x in (215, 635, 1055)),
        Box(SKY, 0, 830, 1600, 170),
        Slice(FERN, 0, 1000, 300, 270, 360),
        Slice(FERN, 1600, 1000, 300, 180, 270),
        *(
            Arc(WHITE, x + step, y, 32, 20, 160, 12)
            for x, y in ((420, 880), (790, 920), (1080, 870))
            for step in (0, 60)
        ),
    ),
    person(440, 560, 88, GREEN, APRICOT),
    person(1160, 560, 100, FERN, ROSE),
)

FAMILY = joined(
    (Slice(PEACH, 800, 900, 740, 180, 360), Box(STRAW, 0, 900, 1600, 100)),
    person(400, 900, 168, GREEN, APRICOT),
    person(1200, 900, 182, BRICK, MUSTARD),
    person(800, 900, 148, MUSTARD, ROSE),
    person(600, 900, 92, FERN, STRAW),
    person(996, 900, 104, APRICOT, MINT),
)

VILLAGE = joined(
    (Disc(MUSTARD, 1340, 220, 110),),
    face(1340, 220, 110),
    (Disc(MINT, 250, 1400, 800), Disc(FERN, 860, 2670, 2000)),
    tree(150, 700, 90, GREEN),
    house(400, 780, 240, 250, WHITE, BRICK, GREEN),
    house(690, 760, 200, 380, APRICOT, GREEN, INK),
    tree(860, 730, 80, STRAW),
    house(1030, 760, 260, 230, PEACH, MUSTARD, BRICK),
    house(1330, 790, 200, 300, ROSE, BRICK, GREEN),
    tree(1510, 840, 100, MUSTARD),
    tree(540, 930, 70, MINT),
    tree(1190, 920, 60, APRICOT),
)

LETTER = joined(
    (
        Disc(STRAW, 230, 260, 90),
        Slice(FERN, 1380, 330, 110, 180, 360),
        Disc(BRICK, 1420, 470, 40),
        Leaf(GREEN, 190, 620, 190, 90, -60),
        Slice(BRICK, 800, 560, 440, 180, 360),
        Box(WHITE, 500, 170, 600, 600, 34),
        *(Box(SAND, 570, y, width, 30, 15) for y, width in ((260, 300), (330, 460), (400, 400))),
        Box(APRICOT, 320, 540, 960, 370, 44),
        Polygon(WHITE, ((500, 538), (1100, 538), (800, 700))),
        Box(WHITE, 1080, 680, 150, 170, 14),
        Disc(MUSTARD, 1155, 765, 58),
        Box(PEACH, 390, 760, 260, 24, 12),
        Box(PEACH, 390, 815, 180, 24, 12),
    ),
    face(1155, 765, 58),
)

COMPOSITIONS: dict[str, tuple[str, tuple[Shape, ...]]] = {
    "voices": (PAPER, VOICES),
    "path": (SKY, PATH),
    "book": (MINT, BOOK),
    "garden": (PAPER, GARDEN),
    "cups": (GREEN, CUPS),
    "table": (STRAW, TABLE),
    "bridge": (PEACH, BRIDGE),
    "family": (PAPER, FAMILY),
    "village": (SKY, VILLAGE),
    "letter": (MINT, LETTER),
}

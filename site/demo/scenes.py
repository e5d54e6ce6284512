"""The pictures of the stories, made as those of ``compositions``: places with people in them."""

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
    chair,
    face,
    fir,
    joined,
    person,
    plant,
    polar,
    spines,
    star,
    tuque,
)
from .shapes import Arc, Box, Disc, Leaf, Polygon, Ribbon, Shape, Slice

FLAT_FOOT = (True, True, False, False)
FLAT_TOP = (False, False, True, True)

SPECTATORS = (
    (150, 74, GREEN, APRICOT),
    (350, 60, MUSTARD, ROSE),
    (530, 78, BRICK, PEACH),
    (1080, 76, APRICOT, PEACH),
    (1270, 58, GREEN, MUSTARD),
    (1450, 80, ROSE, APRICOT),
)
ARENA = joined(
    (
        Slice(STRAW, 800, 560, 700, 180, 360),
        Box(GREEN, 640, 0, 16, 120),
        Box(GREEN, 944, 0, 16, 120),
        Box(GREEN, 560, 90, 480, 190, 40),
        Box(PEACH, 600, 130, 110, 110, 20),
        Box(PEACH, 890, 130, 110, 110, 20),
        Disc(APRICOT, 800, 185, 72),
        *(Disc(BRICK, x, y, 11) for x in (636, 674) for y in (166, 204)),
        *(Disc(BRICK, x, y, 11) for x in (926, 964) for y in (166, 204)),
    ),
    face(800, 185, 72),
    *(person(x, 560, size, body, head) for x, size, body, head in SPECTATORS),
    (
        Box(WHITE, 0, 470, 1600, 190),
        Box(MUSTARD, 0, 620, 1600, 40),
        Box(BRICK, 0, 470, 1600, 24),
        Box(SKY, 0, 660, 1600, 340),
        Box(INK, 1236, 838, 62, 24, 12),
        *(
            Ribbon(WHITE, ((x, y), (x + 90, y - 14), (x + 170, y + 4)), 10)
            for x, y in ((90, 760), (250, 900), (1330, 760), (1180, 905))
        ),
        Box(INK, 560, 944, 130, 14, 7),
        Box(INK, 1010, 944, 100, 14, 7),
    ),
    person(625, 936, 112, FERN, PEACH),
    tuque(625, 936, 112, BRICK, MUSTARD),
    person(1060, 936, 82, MUSTARD, ROSE),
    tuque(1060, 936, 82, GREEN, APRICOT),
    chair(880, 950, 92, APRICOT, BRICK),
    (Ribbon(MUSTARD, ((1010, 812), (970, 800), (934, 770)), 34),),
)

LOWER_BOOKS = (
    (BRICK, 56, 190),
    (MUSTARD, 42, 160),
    (GREEN, 64, 200),
    (ROSE, 40, 150),
    (APRICOT, 58, 185),
    (FERN, 46, 170),
)
UPPER_BOOKS = tuple(reversed(LOWER_BOOKS))
LIBRARY = joined(
    (
        Box(FERN, 560, 70, 480, 560, 240, FLAT_FOOT),
        Box(GREEN, 590, 100, 420, 500, 210, FLAT_FOOT),
        Disc(STRAW, 912, 232, 58),
        star(MUSTARD, 690, 250, 34),
        star(PEACH, 770, 170, 22),
        star(PEACH, 636, 344, 18),
        *(Box(BRICK, x, y, 380, 26, 13) for x in (90, 1130) for y in (330, 600)),
    ),
    face(912, 232, 58),
    spines(120, 330, UPPER_BOOKS),
    spines(120, 600, LOWER_BOOKS),
    spines(1170, 330, LOWER_BOOKS),
    spines(1170, 600, UPPER_BOOKS),
    (
        Box(SAND, 0, 800, 1600, 200),
        Slice(MINT, 800, 1000, 480, 180, 360),
    ),
    person(800, 920, 170, MUSTARD, APRICOT),
    (
        Box(MUSTARD, 630, 900, 340, 100),
        Polygon(BRICK, ((610, 650), (800, 690), (990, 650), (990, 830), (800, 870), (610, 830))),
        Polygon(WHITE, ((628, 640), (796, 678), (796, 850), (628, 812))),
        Polygon(WHITE, ((972, 640), (804, 678), (804, 850), (972, 812))),
        Leaf(FERN, 680, 800, 110, 60, -60),
        Disc(APRICOT, 890, 760, 40),
    ),
    person(330, 1000, 112, FERN, ROSE),
    tuque(330, 1000, 112, BRICK, PAPER),
    person(545, 1010, 84, APRICOT, PEACH),
    tuque(545, 1010, 84, GREEN, PAPER),
    person(1060, 1010, 92, ROSE, STRAW),
    tuque(1060, 1010, 92, MUSTARD, PAPER),
    person(1280, 1000, 116, BRICK, APRICOT),
    tuque(1280, 1000, 116, FERN, PAPER),
)

KITCHEN = joined(
    (
        Slice(STRAW, 800, 800, 720, 180, 360),
        Box(GREEN, 180, 96, 1240, 22, 11),
        *(Box(INK, x - 5, 110, 10, 70) for x in (300, 480, 1120, 1300)),
        Disc(BRICK, 300, 230, 72),
        Disc(ROSE, 300, 230, 46),
        Slice(FERN, 480, 180, 84, 0, 180),
        Box(WHITE, 1106, 170, 28, 120, 14),
        Disc(WHITE, 1120, 290, 34),
        Disc(MUSTARD, 1300, 236, 62),
        Disc(STRAW, 1300, 236, 38),
    ),
    person(330, 780, 124, GREEN, APRICOT),
    person(1270, 780, 130, BRICK, ROSE),
    person(490, 780, 84, MUSTARD, ROSE),
    person(1106, 780, 80, FERN, PEACH),
    (
        *(
            Ribbon(WHITE, ((x, 420), (x - 34, 350), (x + 30, 270), (x - 6, 190)), 26, 18)
            for x in (720, 800, 880)
        ),
        Box(WHITE, 0, 760, 1600, 240),
        Box(BRICK, 0, 760, 1600, 40),
        Box(INK, 540, 580, 520, 38, 19),
        Box(APRICOT, 580, 500, 440, 270, 90, FLAT_TOP),
        Box(MUSTARD, 556, 470, 488, 50, 25),
        *(Box(SKY, 110 + 290 * tile, 840, 230, 160, 24, FLAT_FOOT) for tile in range(5)),
        Leaf(APRICOT, 250, 728, 190, 62, 3),
        Leaf(FERN, 256, 728, 86, 38, -158),
        Leaf(FERN, 256, 728, 86, 38, 164),
        Disc(STRAW, 1218, 720, 42),
        Disc(MUSTARD, 1310, 722, 40),
        Leaf(GREEN, 1310, 690, 60, 30, -60),
    ),
    face(800, 620, 150),
)

FLAKES = ((120, 120), (330, 240), (520, 90), (760, 190), (1010, 80), (1480, 420), (210, 400))
SNOW = joined(
    (
        Disc(APRICOT, 1270, 260, 130),
        *(Disc(WHITE, x, y, 13) for x, y in FLAKES),
        *(Disc(WHITE, x + 130, y + 110, 8) for x, y in FLAKES),
    ),
    face(1270, 260, 130),
    (Disc(PAPER, 380, 1500, 960), Disc(MINT, 1420, 1330, 800)),
    fir(130, 660, 120, GREEN),
    fir(695, 610, 84, FERN),
    fir(1430, 640, 104, FERN),
    fir(1545, 700, 140, GREEN),
    (Disc(WHITE, 800, 2480, 1720),),
    person(340, 850, 116, BRICK, APRICOT),
    tuque(340, 850, 116, GREEN, MUSTARD),
    person(560, 850, 78, MUSTARD, ROSE),
    tuque(560, 850, 78, BRICK, WHITE),
    person(830, 840, 124, FERN, PEACH),
    tuque(830, 840, 124, MUSTARD, BRICK),
    person(1250, 800, 62, ROSE, STRAW),
    tuque(1250, 800, 62, FERN, WHITE),
    (
        Ribbon(INK, ((920, 690), (1010, 770), (1110, 824)), 10),
        Ribbon(BRICK, ((1110, 830), (1250, 836), (1370, 830), (1406, 780)), 26),
        Box(BRICK, 1176, 800, 16, 36),
        Box(BRICK, 1298, 800, 16, 36),
        Box(APRICOT, 1150, 760, 190, 56, 20),
        *(Disc(SKY, x, y, 15) for x, y in ((150, 930), (250, 956), (370, 934), (480, 962))),
    ),
)

RADIO = joined(
    (
        Slice(PEACH, 800, 900, 700, 180, 360),
        Ribbon(INK, ((1090, 420), (1190, 250), (1250, 150)), 14),
        Disc(BRICK, 1250, 150, 26),
        *(
            Arc(colour, 1250, 150, radius, start, start + 70, 24)
            for colour, radius in ((GREEN, 90), (FERN, 150), (MUSTARD, 210))
            for start in (-35, 145)
        ),
        Box(STRAW, 0, 880, 1600, 120),
        Box(GREEN, 330, 860, 90, 40, 12),
        Box(GREEN, 1180, 860, 90, 40, 12),
        Box(BRICK, 250, 400, 1100, 470, 90),
        Box(PEACH, 300, 450, 1000, 370, 56),
        Disc(GREEN, 530, 635, 160),
        Disc(APRICOT, 530, 635, 130),
        Box(WHITE, 760, 500, 490, 130, 30),
        *(Box(SAND, 800 + 52 * mark, 530, 10, 70 if mark % 2 else 42, 5) for mark in range(8)),
        Box(BRICK, 990, 510, 14, 110, 7),
        Disc(MUSTARD, 850, 730, 58),
        Disc(FERN, 1005, 730, 58),
        Disc(ROSE, 1160, 730, 58),
        *(
            Ribbon(INK, ((x, y), polar(x, y, 40, angle)), 12)
            for x, y, angle in ((850, 730, -60), (1005, 730, -120), (1160, 730, -90))
        ),
        Disc(INK, 196, 288, 30),
        Box(INK, 212, 150, 14, 140),
        Box(INK, 212, 150, 70, 26, 13),
        Disc(FERN, 356, 190, 24),
        Box(FERN, 368, 80, 12, 112),
        Disc(APRICOT, 560, 240, 40),
        star(MUSTARD, 760, 190, 52),
        Leaf(FERN, 940, 300, 110, 54, -70),
    ),
    face(530, 635, 130),
)

WAITING = joined(
    (
        Box(SAND, 0, 800, 1600, 200),
        Disc(WHITE, 570, 190, 130),
        Ribbon(INK, ((570, 190), (570, 100)), 14),
        Ribbon(INK, ((570, 190), (632, 226)), 14),
        *(Disc(MUSTARD, *polar(570, 190, 106, angle), 9) for angle in range(0, 360, 90)),
        Box(INK, 1116, 0, 8, 110),
        Box(INK, 960, 106, 328, 12, 6),
        *(Box(INK, x - 3, 112, 6, length) for x, length in ((975, 90), (1124, 150), (1270, 70))),
        star(MUSTARD, 975, 244, 56),
        Disc(APRICOT, 1124, 310, 66),
        Leaf(FERN, 1270, 300, 130, 72, -90),
        Slice(PEACH, 800, 800, 420, 180, 360),
    ),
    face(1124, 310, 66),
    chair(290, 890, 150, GREEN, FERN),
    chair(580, 890, 116, MUSTARD, STRAW),
    chair(830, 890, 92, BRICK, ROSE),
    chair(1045, 890, 74, APRICOT, ROSE),
    person(290, 770, 106, BRICK, APRICOT),
    person(830, 818, 70, FERN, APRICOT),
    plant(1370, 910, 2, FERN, BRICK),
    (
        Polygon(GREEN, ((764, 732), (830, 750), (896, 732), (896, 802), (830, 820), (764, 802))),
        Polygon(WHITE, ((772, 724), (827, 740), (827, 808), (772, 792))),
        Polygon(WHITE, ((888, 724), (833, 740), (833, 808), (888, 792))),
    ),
)

SCENES: dict[str, tuple[str, tuple[Shape, ...]]] = {
    "arena": (MINT, ARENA),
    "library": (PEACH, LIBRARY),
    "kitchen": (MINT, KITCHEN),
    "snow": (SKY, SNOW),
    "radio": (MINT, RADIO),
    "waiting": (MINT, WAITING),
}

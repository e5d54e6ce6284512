"""The demo's own pictures, drawn rather than stored: the same bytes each time."""

from io import BytesIO

from PIL import Image, ImageDraw

from .compositions import COMPOSITIONS
from .scenes import SCENES

PICTURES = COMPOSITIONS | SCENES
NAMES = tuple(PICTURES)
SIZE = (1600, 1000)
OVERSAMPLING = 3


def draw(name: str) -> bytes:
    """The picture as a PNG of 1600 × 1000 pixels; KeyError for an unknown name."""
    ground, shapes = PICTURES[name]
    large = Image.new("RGB", (SIZE[0] * OVERSAMPLING, SIZE[1] * OVERSAMPLING), ground)
    canvas = ImageDraw.Draw(large)
    for shape in shapes:
        shape.paint(canvas, OVERSAMPLING)
    output = BytesIO()
    large.reduce(OVERSAMPLING).save(output, "PNG", optimize=True)
    return output.getvalue()

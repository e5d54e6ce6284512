"""What cannot be done for somebody, said to them in a sentence."""


class Refused(Exception):
    """What was asked cannot be done; ``sentence`` says why and what to do, to the person."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status

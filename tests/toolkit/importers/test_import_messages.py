"""Every code has a sentence, every sentence a code, and their placeholders agree."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

import toolkit.importers
from toolkit.importers.messages import ERRORS, REMARKS, sentence

PACKAGE = Path(toolkit.importers.__file__).parent
KINDS = {"DocumentError": ERRORS, "Remark": REMARKS, "Loss": REMARKS, "_remark": REMARKS}
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def codes_in_source() -> dict[str, set[str]]:
    """The literal codes given to each kind of call, all over the package."""
    found = defaultdict(set)
    for path in PACKAGE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in KINDS:
                    found[name].add(node.args[0].value)
    return found


def test_every_code_has_a_sentence_and_every_sentence_a_code():
    codes = codes_in_source()
    assert codes["DocumentError"] == set(ERRORS)
    assert codes["Remark"] | codes["Loss"] | codes["_remark"] == set(REMARKS)


def test_every_error_is_given_the_params_of_its_sentence():
    for path in PACKAGE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "DocumentError":
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    given = {keyword.arg for keyword in node.keywords}
                    assert given == set(PLACEHOLDER.findall(str(ERRORS[code.value]))), code.value


@pytest.mark.parametrize("code", [*ERRORS, *REMARKS])
def test_every_sentence_takes_named_params_and_ends(code):
    message = str({**ERRORS, **REMARKS}[code])
    params = dict.fromkeys(PLACEHOLDER.findall(message), "100 %s")
    assert "%(" not in sentence(code, params)
    assert message[-1] in ".s"

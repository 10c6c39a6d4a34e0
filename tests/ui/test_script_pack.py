"""The scripts of a page as one file: they mean what they meant as modules."""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import pytest

from grader.server.assets import SCRIPTS, STATIC, static_bytes
from grader.server.script_pack import packed_scripts

FILES = {
    "first.js": """\
import { twice, Box as Case } from "./tools.js";
import * as words from "./words.js";
import {
  counted,
} from "./counted.js";
const KINDS = { "late": "late.js" };
export function first() { return [twice(21), new Case(3).inside, words.HELLO, counted()]; }
globalThis.told = [first()];
import("./" + KINDS.late).then(({ late }) => globalThis.told.push(late()));
""",
    "second.js": """\
import { counted } from "./counted.js";
globalThis.told.push(counted());
""",
    "tools.js": """\
import { counted } from "./counted.js";
counted();
export function twice(n) { return 2 * n; }
export class Box { constructor(inside) { this.inside = inside; } }
""",
    "words.js": 'export const HELLO = "bonjour";\nexport async function later() {}\n',
    "counted.js": "let asked = 0;\nexport function counted() { asked += 1; return asked; }\n",
    "late.js": """\
import { counted } from "./counted.js";
export const late = () => `late ${counted()}`;
""",
}
needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="node runs the scripts")


def run(folder, code):
    script = folder / "run.mjs"
    script.write_text(
        code + "\nsetTimeout(() => console.log(JSON.stringify(globalThis.told)), 50);"
    )
    done = subprocess.run(["node", script], capture_output=True, text=True, check=True, timeout=60)
    return json.loads(done.stdout)


@needs_node
def test_scripts_put_together_do_what_they_do_apart(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    apart = run(tmp_path, 'import "./first.js";\nimport "./second.js";')
    together = run(tmp_path, packed_scripts(["first.js", "second.js"], FILES.__getitem__))
    assert together == apart == [[42, 3, "bonjour", 2], 3, "late 4"]


@needs_node
def test_ours_can_be_read_as_a_module(tmp_path):
    module = tmp_path / "ensemble.mjs"
    module.write_bytes(static_bytes("ensemble.js"))
    subprocess.run(["node", "--check", module], check=True, timeout=60)


def test_all_that_a_page_may_open_is_in_it():
    together = static_bytes("ensemble.js").decode()
    left = list(SCRIPTS)
    seen = set()
    while left:
        name = left.pop()
        if name not in seen:
            seen.add(name)
            left += re.findall(r'"(?:\./)?([a-z_]+\.js)"', (STATIC / name).read_text("utf-8"))
    assert len(seen) > 100
    assert set(re.findall(r'^"([a-z_]+\.js)"\(\) \{$', together, re.MULTILINE)) == seen
    assert not re.search(r"^(?:import|export)\b", together, re.MULTILINE)


@pytest.mark.parametrize(
    "text",
    [
        'import thing from "./tools.js";\n',
        'import "./tools.js";\n',
        'import { a } from "elsewhere";\n',
        "export default 3;\n",
        "export let changes = 1;\n",
        "const a = 1;\nexport { a };\n",
        'export * from "./tools.js";\n',
    ],
)
def test_a_form_that_would_mean_something_else_is_refused(text):
    with pytest.raises(ValueError, match=r"one\.js: not a form"):
        packed_scripts(["one.js"], {"one.js": text, "tools.js": ""}.__getitem__)


def test_two_scripts_that_lean_on_each_other_are_named():
    files = {
        "one.js": 'import { b } from "./two.js";\nexport const a = 1;\n',
        "two.js": 'import { a } from "./one.js";\nexport const b = 1;\n',
    }
    with pytest.raises(ValueError, match=r"one\.js → two\.js → one\.js"):
        packed_scripts(["one.js"], files.__getitem__)

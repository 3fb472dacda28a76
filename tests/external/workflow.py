"""Runs the steps of the GitHub Actions example of docs/serve.md as a runner would: each in a shell of its own, with the variables that the
ones before wrote to GITHUB_ENV, and `always()` after a failure too. Once with a program that sends what is right, once with one that
does not. Usage: workflow.py PAGE PROGRAM, with npm in PATH"""

import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import textwrap

CALL = """
const send = (path, body) => fetch(process.env.GRAPH_URL + path, {
  method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
const answer = await send("/groups", BODY);
process.exit(answer.status === 201 ? 0 : 1);
"""
GOOD = {"displayName": "Sales", "mailEnabled": False, "mailNickname": "sales", "securityEnabled": True}
WRONG = GOOD | {"mailEnabled": "false"}


def steps(page):
    """The shell of each step, and whether it runs after a failure."""
    block = re.search(r"^```yaml\n(      - run: \|\n.*?)^```", pathlib.Path(page).read_text(), re.M | re.S)[1]
    for step in re.split(r"^      - ", block, flags=re.M)[1:]:
        always = "if: always()" in step
        run = re.search(r"^ *run: (.*)", step, re.M | re.S)[1]
        yield textwrap.dedent(run.removeprefix("|\n")), always


def runs(page, program, body):
    """The status of each step, those that were left out as None, and what the last one printed."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "package.json").write_text('{"private": true, "type": "module", "scripts": {"test": "node call.js"}}')
        (folder / "call.js").write_text(CALL.replace("BODY", json.dumps(body)))
        variables = folder / "variables"
        variables.write_text("")
        environment = os.environ | {"GITHUB_ENV": str(variables), "PATH": f"{pathlib.Path(program).parent}:{os.environ['PATH']}"}
        statuses, printed, groups = [], "", []
        for shell, always in steps(page):
            if any(statuses) and not always:
                statuses.append(None)
                continue
            environment |= dict(line.split("=", 1) for line in variables.read_text().splitlines())
            # What a step leaves running goes on until the job ends, so it must not hold the output open.
            with (folder / "printed").open("w+") as output:
                command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", shell]
                step = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=output, start_new_session=True)
                statuses.append(step.wait(timeout=120))
                groups.append(step.pid)
                output.seek(0)
                printed = output.read()
        for group in groups:
            try:
                os.killpg(group, signal.SIGTERM)
            except ProcessLookupError:
                pass
        return statuses, printed


def main():
    page, program = sys.argv[1:]
    statuses, printed = runs(page, program, GOOD)
    assert statuses == [0, 0, 0], (statuses, printed)
    assert "::error" not in printed, printed
    statuses, printed = runs(page, program, WRONG)
    # The endpoint is strict, so the program's own test fails, and the recording says why.
    assert statuses == [0, 1, 1], (statuses, printed)
    assert "::error" in printed and "mailEnabled" in printed, printed
    print("the workflow of the page: ok")


main()

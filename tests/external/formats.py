"""Makes hostile files, has them reported in every format, and holds each report against an independent reader of it and
against the report in JSON, which in turn is held against its schema and the files themselves.

Arguments: the program, and a folder for everything that is made; the readers from npm are in `npm` below it."""

import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from itertools import accumulate
from pathlib import Path
from urllib.parse import quote, unquote

import jsonschema
import junitparser
from markdown_it import MarkdownIt

PROGRAM = Path(sys.argv[1]).resolve()
WORK = Path(sys.argv[2]).resolve()
FOLDER = WORK / "hostile"
REPORTS = WORK / "reports"
SCHEMA = json.loads(Path("schemas/msgraph-lint-report.v1.schema.json").read_text(encoding="utf-8"))
NODE = WORK / "npm" / "node_modules"

ID = "1f0d6b7e-3a52-4c0f-9d55-6a2b8f3c1e01"
RULE = "03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8"
TOKEN = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIHRlc3QifQ.bm8gc2lnbmF0dXJlYXRhbGw"
EVIL = "a ::error file=x::forged ::add-mask::m ##[add-mask]n ]]> <b>&amp; `x` | \\u001b %0A::error::p @user http://evil.example"

# What GitHub shows by default is fewer results than the hostile files have.
SOME = ["plain.json", "page.md", "ignored.http", "gone.json"]

FORMATS = ["full", "concise", "markdown", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "rdjsonl"]

# Notes of the Multitool that are as they are meant to be.
EXPLAINED = {
    "SARIF2002": "messages are written out: GitHub takes no arguments",
    "SARIF2003": "the program knows nothing of version control",
    "SARIF2006": "help pages need a network, and rules that are not published yet",
    "SARIF2009": "ids of rules are words",
    "SARIF2011": "no context where a place is the whole file or too large",
    "SARIF2012": "no name where it would be the id again",
    "SARIF2013": "no content is embedded: it may be secret",
    "SARIF2016": "a file outside of the folder has an absolute path",
}


def body(words="User", end="\n"):
    """A body with a missing colon, in pretty layout."""
    lines = [
        "{",
        '\t"parameters" [{',
        f'\t\t"ruleId": "{RULE}",',
        f'\t\t"subjects": [{{"objectId": "{ID}", "objectTypeName": "{words}"}}]',
        "\t}]",
        "}",
        "",
    ]
    return end.join(lines)


def files():
    """The hostile files, by name."""
    shown = {
        "plain.json": body(end="\r\n"),
        "with spaces #1 100%.json": body("\U0001F600 漢字 na\u0301me"),
        "esc \x1b[31m.json": body("\x1b[2J \x07 \u202e \u2066 \ufeff \u0085 \u2028 \ufffe \uffff"),
        "new\nline.json": body(EVIL),
        "bidi \u202e.json": body("]]>"),
        "]]> & < \" '.json": body(EVIL),
        "::error::a, b=c;d.json": body(EVIL),
        "##[add-mask]x.json": body(EVIL),
        "[link](evil).json": body("[link](http://evil.example) ![i](http://evil.example/i) {0} {{"),
        "bom.json": "\ufeff" + body("é"),
        "lone-cr.json": body("User", "\r"),
        "clean.json": body().replace('"parameters" [', '"parameters": ['),
        "token.json": body(TOKEN).replace('"User"', f'"Bearer {TOKEN}"'),
        "minified.json": '{"parameters":[{"ruleId":"%s","subjects":[%s{"objectId" "x"}]}]}'
        % (RULE, "".join('{"objectId":"%s%06x","objectTypeName":"User"},' % (ID[:-6], number) for number in range(12_500))),
        "many.json": "{\"parameters\": [{'ruleId': 'x', \"subjects\": [\n%s]}]}"
        % ("{'objectId' 'y', 'objectTypeName': 'User'},\n" * 500),
        "archive.jsonl": (json.dumps(json.loads(body().replace('" [', '": ['))).replace('"parameters":', '"parameters"') + "\n") * 1_600,
        "page.md": f"# A page\n\n```http\nPOST https://graph.microsoft.com/v1.0/servicePrincipals/{ID}/synchronization/jobs/"
        f"x/provisionOnDemand\nAuthorization: Bearer {TOKEN}\n\n{body(EVIL)}```\n",
    }
    shown["ignored.http"] = shown["page.md"].split("```")[1].removeprefix("http\n").replace(
        "\n\n", f"\n# msgraph-lint: ignore[missing-colon] \x1b[1m {EVIL}\n\n", 1
    )
    raw = {name: text.encode("utf-8", "surrogatepass") for name, text in shown.items()}
    raw["wide.json"] = body("漢字").encode("utf-16")
    raw["damaged.json"] = body("User").encode().replace(b"User", b"Us\xff\xfeer")
    return raw


def validate(names, reports, expected):
    """Runs the program on files of the folder, with all formats at once, and gives the reports by format."""
    shutil.rmtree(reports, ignore_errors=True)
    reports.mkdir(parents=True)
    command = [str(PROGRAM), "validate", *names]
    for format in FORMATS:
        command += ["--format", format, "--output-file", str(reports / format)]
    done = subprocess.run(command, cwd=FOLDER, capture_output=True)
    assert done.returncode == expected, (done.returncode, done.stderr[:2000])
    assert TOKEN.encode() not in done.stdout + done.stderr
    shown = {}
    for format in FORMATS:
        shown[format] = (reports / format).read_bytes().decode("utf-8")
        assert TOKEN not in shown[format] and TOKEN[8:30] not in shown[format], f"{format} shows a token"
    return shown


def check_no_command(shown):
    """The runner of GitHub Actions finds no command in the log, read as its ActionCommand.cs does."""
    for format, report in shown.items():
        for line in report.split("\n"):
            second = line.lstrip().startswith("::") and "::" in line.lstrip()[2:]
            first = "##[" in line and "]" in line.split("##[", 1)[1]
            assert not first and (format == "github" or not second), f"{format}: {line!r}"
        bad = re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]", report)
        assert not bad, f"{format}: {bad!r}"


def check_json(report, texts):
    """The report against its schema, and its places against the files."""
    jsonschema.Draft7Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(report)
    for finding in report["findings"]:
        path = finding["path"]
        for place in (finding["start"], finding["end"]) if path in texts else ():
            text = texts[path]
            assert text.bytes[text.at(place["line"], place["column"])] == place["offset"], finding


def check_jsonl(lines, report):
    found = [json.loads(line) for line in lines.splitlines()]
    assert found == report["findings"]
    one = jsonschema.Draft7Validator({**SCHEMA, "$ref": "#/definitions/finding"})
    for finding in found[:50]:
        one.validate(finding)


class Text:
    """A file, with where its lines and characters begin."""

    def __init__(self, content):
        self.text = content.decode("utf-8", "surrogatepass")
        self.starts = [0] + [match.end() for match in re.finditer("\r\n|\n|\r", self.text)]
        self.bytes = list(accumulate((len(one.encode("utf-8", "surrogatepass")) for one in self.text), initial=0))

    def at(self, line, column):
        return self.starts[line - 1] + column - 1

    def at_byte(self, line, column):
        return self.bytes[self.starts[line - 1]] + column - 1


def texts_of(raw):
    return {path: Text(content) for path, content in raw.items() if path not in ("wide.json", "damaged.json")}


def check_region(region, path, texts):
    if path not in texts:
        assert "byteOffset" not in region
        return
    text = texts[path]
    start, end = text.at(region["startLine"], region["startColumn"]), text.at(region["endLine"], region["endColumn"])
    if "charOffset" in region:
        assert (start, end - start) == (region["charOffset"], region["charLength"]), region
    assert text.bytes[start] == region["byteOffset"], region
    assert text.bytes[end] - text.bytes[start] == region["byteLength"], region
    snippet = region.get("snippet", {}).get("text")
    assert snippet is None or len(snippet.encode()) < 1100
    if snippet is not None and "•••" not in snippet and not snippet.endswith("…"):
        assert snippet == text.text[start:end], (snippet, text.text[start:end])


def check_sarif(log, report, texts):
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    findings = report["findings"]
    silenced = [result for result in run["results"] if result["suppressions"]]
    if "ignored.http" in {finding["path"] for finding in findings}:
        [result] = silenced
        [reason] = result["suppressions"]
        assert (result["ruleId"], reason["kind"]) == ("missing-colon", "inSource") and EVIL[-40:] in reason["justification"]
        assert reason["location"]["physicalLocation"]["artifactLocation"]["uri"] == "ignored.http"
        assert "\x1b" not in reason["justification"]
    results = [result for result in run["results"] if not result["suppressions"]]
    assert len(results) == len(findings)
    prints = [result["partialFingerprints"]["msgraphLint/v1"] for result in run["results"]]
    assert len(set(prints)) == len(prints), "fingerprints are not unique"
    levels = {"error": "error", "warning": "warning", "info": "note"}
    for result, finding in zip(results, findings):
        assert result["ruleId"] == finding["rule"] == rules[result["ruleIndex"]]["id"]
        assert result["level"] == levels[finding["severity"]]
        [location] = result["locations"]
        artifact = location["physicalLocation"]["artifactLocation"]
        path = finding["path"]
        if path.startswith("/"):
            assert artifact == {"uri": "file://" + quote(path)}
        else:
            assert artifact["uriBaseId"] == "%SRCROOT%" and unquote(artifact["uri"], errors="strict") == path
        region = location["physicalLocation"]["region"]
        start, end = finding["start"], finding["end"]
        assert (region["startLine"], region["startColumn"]) == (start["line"], start["column"])
        assert (region["endLine"], region["endColumn"]) == (end["line"], end["column"])
        places = [location, *result.get("relatedLocations", [])]
        for place in places:
            for name in ("region", "contextRegion"):
                if name in place["physicalLocation"]:
                    check_region(place["physicalLocation"][name], path, texts)
        edits = finding.get("fix", {}).get("edits", [])
        replacements = [one for fix in result.get("fixes", []) for change in fix["artifactChanges"] for one in change["replacements"]]
        assert len(edits) == len(replacements)
        for edit, one in zip(edits, replacements):
            check_region(one["deletedRegion"], path, texts)
            assert edit["text"] == one.get("insertedContent", {"text": ""})["text"]
    invocation = run["invocations"][0]
    notices = invocation.get("toolExecutionNotifications", [])
    assert invocation["executionSuccessful"] == (not report["notices"]) and len(notices) == len(report["notices"])


def multitool(path, kinds):
    """What Microsoft's SARIF Multitool finds, by rule."""
    out = path.with_name("multitool.sarif")
    tool = NODE / "@microsoft" / "sarif-multitool-linux" / "Sarif.Multitool"
    tool.chmod(0o755)
    log = path.with_name("log.sarif")
    shutil.copyfile(path, log)
    command = [str(tool), "validate", str(log), "--rule-kind", kinds, "--level", "Error;Warning;Note"]
    command += ["--output", str(out), "--log", "ForceOverwrite", "--max-file-size-in-kb", "100000", "--quiet", "true"]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"})
    assert out.exists(), done.stdout + done.stderr
    run = json.loads(out.read_text(encoding="utf-8-sig"))["runs"][0]
    invocation = run["invocations"][0]
    assert invocation["executionSuccessful"], (done.stdout, invocation)
    for key in ("toolConfigurationNotifications", "toolExecutionNotifications"):
        assert not [one for one in invocation.get(key, []) if one.get("level") == "error"], invocation
    for result in run.get("results", []):
        level = result.get("level", "warning")
        message = json.dumps(result)[:2000]
        assert level == "note" and result["ruleId"].split(".")[0] in EXPLAINED, message
    return len(run.get("results", []))


def unescaped(words):
    for sign, code in (("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C"), ("%", "%25")):
        words = words.replace(code, sign)
    return words


def check_github(log, report):
    lines = log.splitlines()
    findings = report["findings"]
    assert len(lines) == len(findings) + len(report["notices"])
    commands = {"error": "error", "warning": "warning", "info": "notice"}
    for line, finding in zip(lines, findings):
        info, message = line.removeprefix("::").split("::", 1)
        command, properties = info.split(" ", 1)
        properties = dict(one.split("=", 1) for one in properties.split(","))
        assert command == commands[finding["severity"]] and properties["title"] == finding["rule"], line
        path = finding["path"]
        if path.isprintable() and not re.search(r"(^|\s)::|##\[", path):
            assert unescaped(properties["file"]) == path, line
        assert int(properties["line"]) == finding["start"]["line"]
        assert int(properties["endLine"]) == finding["end"]["line"]
        assert ("col" in properties) == (finding["start"]["line"] == finding["end"]["line"]), line
        if "col" in properties:
            assert int(properties["col"]) == finding["start"]["column"] and int(properties["endColumn"]) == finding["end"]["column"]


def check_gitlab(issues, report):
    """Each field as https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format has it."""
    assert len(issues) == len(report["findings"])
    assert len({issue["fingerprint"] for issue in issues}) == len(issues), "fingerprints are not unique"
    for issue, finding in zip(issues, report["findings"]):
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["check_name"] == finding["rule"] and issue["description"].startswith(finding["rule"] + ": ")
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert re.fullmatch("[0-9a-f]{32}", issue["fingerprint"])
        location = issue["location"]
        assert set(location) == {"path", "lines"} and location["path"] == finding["path"]
        assert not location["path"].startswith("./")
        assert location["lines"]["begin"] == finding["start"]["line"] >= 1
        assert location["lines"]["end"] == finding["end"]["line"] >= location["lines"]["begin"]


def check_junit(path, report):
    suites = list(junitparser.JUnitXml.fromfile(str(path)))
    cases = [(suite, case) for suite in suites for case in suite]
    whole = [case for _, case in cases if " from line " not in case.name]
    assert len(whole) == report["summary"]["files"] + len(report["notices"])
    failed, text = 0, ""
    for suite, case in cases:
        assert suite.tests == 1 and suite.failures + suite.errors == len(case.result)
        assert case.classname == "msgraph-lint" and case.name.startswith(case._elem.get("file"))
        text += "".join(result.text for result in case.result if result.text) + (case.system_out or "")
        failed += isinstance(next(iter(case.result), None), junitparser.Failure)
    bad = {finding["path"] for finding in report["findings"] if finding["severity"] == "error"}
    assert len({case._elem.get("file") for _, case in cases if case.is_failure}) == len(bad) and failed >= len(bad)
    found = re.findall(r"^(\d+):(\d+): (error|warning|info)\[([a-z0-9-]+)\]", text, re.M)
    wanted = [(str(one["start"]["line"]), str(one["start"]["column"]), one["severity"], one["rule"]) for one in report["findings"]]
    assert found == wanted


def check_checkstyle(text, report):
    root = ElementTree.fromstring(text)
    assert root.tag == "checkstyle"
    errors = [error.attrib for file in root for error in file]
    wanted = report["findings"]
    assert len(errors) == len(wanted) + len(report["notices"])
    for error, finding in zip(errors, wanted):
        assert (int(error["line"]), int(error["column"])) == (finding["start"]["line"], finding["start"]["column"])
        assert error["severity"] == finding["severity"] and error["source"] == "msgraph-lint." + finding["rule"]


def check_rdjson(path, lines, report, raw, texts):
    validator = NODE / "@umbrelladocs" / "rdformat-validator" / "bin" / "rdformat-validator.js"
    done = subprocess.run(["node", str(validator), "--strict", "--no-extra-fields", "--format", "json", str(path)], capture_output=True, text=True)
    assert done.returncode == 0, (done.stdout + done.stderr)[:2000]
    document = json.loads(path.read_text(encoding="utf-8"))
    diagnostics = document["diagnostics"]
    singles = [json.loads(line) for line in lines.splitlines()]
    assert singles == [{**one, "source": document["source"]} for one in diagnostics]
    assert len(diagnostics) == len(report["findings"])
    for one, finding in zip(diagnostics, report["findings"]):
        assert one["code"]["value"] == finding["rule"] and one["severity"] == finding["severity"].upper()
        assert one["location"]["path"] == finding["path"]
        if finding["path"] not in texts:
            continue
        content = raw[finding["path"]]
        at = lambda place: texts[finding["path"]].at_byte(place["line"], place["column"])
        place = one["location"]["range"]
        assert (at(place["start"]), at(place["end"])) == (finding["start"]["offset"], finding["end"]["offset"])
        edits = finding.get("fix", {}).get("edits", [])
        for suggestion in one.get("suggestions", []):
            start, end = at(suggestion["range"]["start"]), at(suggestion["range"]["end"])
            assert start <= edits[0]["start"] and edits[-1]["end"] <= end
            fixed = content[start:end]
            for edit in reversed(edits):
                fixed = fixed[: edit["start"] - start] + edit["text"].encode() + fixed[edit["end"] - start :]
            assert suggestion["text"].encode() == fixed


def check_markdown(page):
    assert len(page.encode()) <= 1024 * 1024
    tokens = MarkdownIt("gfm-like").parse(page)
    inline = [child for token in tokens for child in token.children or []]
    for token in [*tokens, *inline]:
        assert not token.type.startswith(("html", "image")), token
        if token.type == "link_open":
            assert token.attrs["href"].startswith("https://github.com/msgraph-lint/msgraph-lint/blob/main/docs/rules/"), token


def check_all(shown, reports, raw):
    report = json.loads(shown["json"])
    texts = texts_of(raw)
    check_no_command(shown)
    check_json(report, texts)
    check_jsonl(shown["jsonl"], report)
    check_sarif(json.loads(shown["sarif"]), report, texts)
    check_github(shown["github"], report)
    check_gitlab(json.loads(shown["gitlab"]), report)
    check_junit(reports / "junit", report)
    check_checkstyle(shown["checkstyle"], report)
    check_rdjson(reports / "rdjson", shown["rdjsonl"], report, raw, texts)
    check_markdown(shown["markdown"])
    return report


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    raw = files()
    for name, content in raw.items():
        (FOLDER / name).write_bytes(content)
    outside = WORK / "outside #1.json"
    outside.write_bytes(raw["plain.json"])
    raw[outside.as_posix()] = raw["plain.json"]

    names = [*(name for name in raw if name != "clean.json"), "clean.json", "gone \x1b.json"]
    shown = validate(names, REPORTS / "all", 2)
    report = check_all(shown, REPORTS / "all", raw)
    counts = {path: sum(one["path"] == path for one in report["findings"]) for path in raw}
    silent = [path for path, count in counts.items() if count == 0]
    assert silent == ["clean.json"], silent
    assert counts["many.json"] >= 2000 and counts["archive.jsonl"] == 1600 and report["summary"]["files"] == len(raw)
    notes = multitool(REPORTS / "all" / "sarif", "Sarif")

    # GitHub's rules, on what a repository of ordinary size has.
    shown = validate(SOME, REPORTS / "some", 2)
    check_all(shown, REPORTS / "some", raw)
    notes += multitool(REPORTS / "some" / "sarif", "Sarif;Ghas")

    # Nothing found, and nothing at all.
    shown = validate(["clean.json", "--ignore", "all"], REPORTS / "none", 0)
    check_all(shown, REPORTS / "none", raw)
    multitool(REPORTS / "none" / "sarif", "Sarif;Ghas")

    print(f"{len(report['findings'])} findings in {len(FORMATS)} formats, {len(raw)} files; {notes} explained notes of the Multitool")


main()

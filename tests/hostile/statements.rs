//! Scripts whose variables, functions and files are made of each other: the value of each may lead back to itself.

use super::dice::Dice;
use super::{empty_folder, validate, write};

/// Scripts of each language.
const SCRIPTS: u32 = 250;

const LANGUAGES: &[(&str, &[&str])] = &[
    (
        "sh",
        &[
            "X=$(cat body.json)",
            "X=\"$(cat \"$F\")\"",
            "F=$(cat name.txt)",
            "F=body.json",
            "F=\"$X\"",
            "X+=\"$X$F\"",
            "X=${X//a/$F}",
            "X=$(jq -n --arg a \"$F\" '{a: $a}')",
            "jq . \"$F\" > \"$(cat name.txt)\"",
            "cat > \"$F\" <<EOF\n{\"a\": \"$X\"}\nEOF",
            "echo \"$X\" | tee \"$F\"",
            "sed -i \"s/a/$X/\" \"$F\"",
            "read X < body.json",
            "f() { curl -X POST https://graph.microsoft.com/v1.0/groups -d \"$1\"; }",
            "g() { f \"$(g)\"; }",
            "f \"$(f \"$X\")\"",
            "X=$(g)",
            "curl -X POST https://graph.microsoft.com/v1.0/groups -d \"$(cat \"$F\")\"",
            "curl -X POST https://graph.microsoft.com/v1.0/groups -d @\"$F\" > \"$F\"",
            "curl -X POST \"$(cat url.txt)\" -d \"$(< body.json)\"",
            "az rest --method post --url https://graph.microsoft.com/v1.0/groups --body @\"$(cat name.txt)\"",
            "while read -r X; do f \"$X\"; done < \"$F\"",
        ],
    ),
    (
        "ps1",
        &[
            "$x = Get-Content $f -Raw",
            "$f = Get-Content name.txt",
            "$f = 'body.json'",
            "$f = $x",
            "$x += $x",
            "$x.a = $x",
            "$x = @{ a = $x; b = $f } | ConvertTo-Json",
            "$x = $x -replace 'a', (Get-Content $f)",
            "$x | Set-Content $f",
            "$x | Out-File (Get-Content (Get-Content name.txt))",
            "$x | Tee-Object -FilePath $f | Set-Content $x",
            "Copy-Item $x $f",
            "function g { param($b) Invoke-RestMethod -Method Post -Uri https://graph.microsoft.com/v1.0/groups -Body $b }",
            "function h { $script:x = h; g (h) }",
            "$x = g (g $x)",
            "h",
            "Invoke-RestMethod -Method Post -Uri https://graph.microsoft.com/v1.0/groups -Body (Get-Content $f -Raw)",
            "Invoke-RestMethod -Method Post -Uri https://graph.microsoft.com/v1.0/groups -InFile (Get-Content name.txt)",
            "az rest --method post --uri https://graph.microsoft.com/v1.0/groups --body \"@$f\"",
            "foreach ($f in $x) { g (Get-Content $f) }",
        ],
    ),
    (
        "py",
        &[
            "import json, os, requests",
            "x = json.load(open(f))",
            "f = 'body.json'",
            "f = f'{f}{x}'",
            "f = x",
            "x = {'a': x, 'b': [x, x]}",
            "x = {**x, **x}",
            "x['a'] = x",
            "x.update(x)",
            "x = x if x else f",
            "x = json.loads(json.dumps(x))",
            "json.dump(x, open(f, 'w'))",
            "def g(b): return requests.post('https://graph.microsoft.com/v1.0/groups', json=b)",
            "def h(a): return h(h(a))",
            "class C:\n    def p(self, b): return self.p(self.p(b))",
            "C().p(x)",
            "x = g(g(h(x)))",
            "x = [g(a) for a in x]",
            "x = (lambda b: g(b))(x)",
            "requests.post('https://graph.microsoft.com/v1.0/groups', data=open(f).read())",
        ],
    ),
    (
        "js",
        &[
            "let x = JSON.parse(fs.readFileSync(f));",
            "let f = 'body.json';",
            "f = `${f}${x}`;",
            "f = x;",
            "x = {...x, a: x};",
            "x = [...x, ...x];",
            "x.a = x;",
            "Object.assign(x, x);",
            "x = x ?? f;",
            "x = JSON.parse(JSON.stringify(x));",
            "const {a, ...r} = x; x = r;",
            "fs.writeFileSync(f, JSON.stringify(x));",
            "const g = async b => fetch('https://graph.microsoft.com/v1.0/groups', {method: 'POST', body: JSON.stringify(b)});",
            "function h(a) { return h(h(a)); }",
            "class C { p(b) { return this.p(this.p(b)); } }",
            "new C().p(x);",
            "x = await g(g(h(x)));",
            "var g = g || h;",
            "for (const f of x) g(f);",
            "axios.post('https://graph.microsoft.com/v1.0/groups', JSON.parse(fs.readFileSync(f)));",
        ],
    ),
];

#[test]
fn what_leads_back_to_itself_comes_to_an_end() {
    let mut dice = Dice::new(1);
    for (extension, statements) in LANGUAGES {
        let folder = empty_folder(&format!("statements-{extension}"));
        for number in 0..SCRIPTS {
            let script: Vec<&str> = (0..2 + dice.below(8)).map(|_| dice.one(statements)).collect();
            write(&folder.join(format!("{number}.{extension}")), script.join("\n") + "\n");
        }
        let outcome = validate(&folder, &["."]);
        assert!(matches!(outcome.exit, Some(0 | 1)), "{extension}: {:?} {}", outcome.exit, outcome.stderr);
        let read = outcome.stdout.lines().last().is_some_and(|last| last.contains("requests of"));
        assert!(read, "{extension}: nothing was read");
    }
}

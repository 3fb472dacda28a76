//! Scripts that call other APIs.

use super::Kind;
use super::random::Random;

pub(super) const KINDS: &[Kind] =
    &[("shell", shell), ("python", python), ("powershell", powershell), ("javascript", javascript)];

fn shell(random: &mut Random) -> (String, String) {
    let calls = random.some(4, |random| {
        let (host, path, body) = (random.host(), random.path(), random.json(2));
        match random.below(4) {
            0 => format!("curl -sS -X POST \"https://{host}{path}\" -H 'Content-Type: application/json' -d '{body}'\n"),
            1 => format!("curl -X POST https://{host}{path} \\\n  --data-binary @- <<EOF\n{body:#}\nEOF\n"),
            2 => format!("az rest --method post --url 'https://{host}{path}' --body '{body}'\n"),
            _ => format!("for {} in $(ls); do echo \"$name\"; done\n", random.word()),
        }
    });
    ("run.sh".to_owned(), format!("#!/usr/bin/env bash\nset -eu\n\n{}", calls.concat()))
}

fn python(random: &mut Random) -> (String, String) {
    let calls = random.some(4, |random| {
        let (host, path) = (random.host(), random.path());
        let (name, word) = (random.word(), random.word());
        match random.below(3) {
            0 => format!(
                "requests.post('https://{host}{path}', json={{'{name}': [{{'{word}': None}}]}}, timeout={})\n",
                random.below(90)
            ),
            1 => format!("{name} = {{'{word}': True, 'ruleId': '{}'}}\nprint(json.dumps({name}))\n", random.guid()),
            _ => format!("response = session.get(f'https://{host}{path}/{{{name}}}')\n"),
        }
    });
    ("call.py".to_owned(), format!("import json\nimport requests\n\nsession = requests.Session()\n{}", calls.concat()))
}

fn powershell(random: &mut Random) -> (String, String) {
    let calls = random.some(4, |random| {
        let (host, path, word) = (random.host(), random.path(), random.word());
        match random.below(2) {
            0 => format!("Invoke-RestMethod -Method Post -Uri 'https://{host}{path}' -Body (@{{ {word} = @('{}') }} | ConvertTo-Json)\n", random.name()),
            _ => format!("$body = @{{ parameters = @(@{{ {word} = '{}' }}) }}\nInvoke-WebRequest \"https://{host}{path}\" -Method Put -Body $body\n", random.guid()),
        }
    });
    ("Invoke-Api.ps1".to_owned(), calls.concat())
}

fn javascript(random: &mut Random) -> (String, String) {
    let calls = random.some(4, |random| {
        let (host, path, word) = (random.host(), random.path(), random.word());
        match random.below(2) {
            0 => format!("await fetch('https://{host}{path}', {{ method: 'POST', body: JSON.stringify({{ {word}: [{}] }}) }});\n", random.below(99)),
            _ => format!("const {word}{} = await axios.post(`https://{host}{path}`, {{ ruleId: '{}' }});\n", random.below(9), random.guid()),
        }
    });
    (random.one(&["call.js", "call.mjs", "call.ts"]).to_owned(), calls.concat())
}

//! Scripts that call other APIs.

use super::Kind;
use crate::support::dice::Dice;

pub(super) const KINDS: &[Kind] =
    &[("shell", shell), ("python", python), ("powershell", powershell), ("javascript", javascript)];

fn shell(dice: &mut Dice) -> (String, String) {
    let calls = dice.some(4, |dice| {
        let (host, path, body) = (dice.host(), dice.path(), dice.json(2));
        match dice.below(4) {
            0 => format!("curl -sS -X POST \"https://{host}{path}\" -H 'Content-Type: application/json' -d '{body}'\n"),
            1 => format!("curl -X POST https://{host}{path} \\\n  --data-binary @- <<EOF\n{body:#}\nEOF\n"),
            2 => format!("az rest --method post --url 'https://{host}{path}' --body '{body}'\n"),
            _ => format!("for {} in $(ls); do echo \"$name\"; done\n", dice.word()),
        }
    });
    ("run.sh".to_owned(), format!("#!/usr/bin/env bash\nset -eu\n\n{}", calls.concat()))
}

fn python(dice: &mut Dice) -> (String, String) {
    let calls = dice.some(4, |dice| {
        let (host, path) = (dice.host(), dice.path());
        let (name, word) = (dice.word(), dice.word());
        match dice.below(3) {
            0 => format!(
                "requests.post('https://{host}{path}', json={{'{name}': [{{'{word}': None}}]}}, timeout={})\n",
                dice.below(90)
            ),
            1 => format!("{name} = {{'{word}': True, 'ruleId': '{}'}}\nprint(json.dumps({name}))\n", dice.guid()),
            _ => format!("response = session.get(f'https://{host}{path}/{{{name}}}')\n"),
        }
    });
    ("call.py".to_owned(), format!("import json\nimport requests\n\nsession = requests.Session()\n{}", calls.concat()))
}

fn powershell(dice: &mut Dice) -> (String, String) {
    let calls = dice.some(4, |dice| {
        let (host, path, word) = (dice.host(), dice.path(), dice.word());
        match dice.below(2) {
            0 => format!("Invoke-RestMethod -Method Post -Uri 'https://{host}{path}' -Body (@{{ {word} = @('{}') }} | ConvertTo-Json)\n", dice.name()),
            _ => format!("$body = @{{ parameters = @(@{{ {word} = '{}' }}) }}\nInvoke-WebRequest \"https://{host}{path}\" -Method Put -Body $body\n", dice.guid()),
        }
    });
    ("Invoke-Api.ps1".to_owned(), calls.concat())
}

fn javascript(dice: &mut Dice) -> (String, String) {
    let calls = dice.some(4, |dice| {
        let (host, path, word) = (dice.host(), dice.path(), dice.word());
        match dice.below(2) {
            0 => format!("await fetch('https://{host}{path}', {{ method: 'POST', body: JSON.stringify({{ {word}: [{}] }}) }});\n", dice.below(99)),
            _ => format!("const {word}{} = await axios.post(`https://{host}{path}`, {{ ruleId: '{}' }});\n", dice.below(9), dice.guid()),
        }
    });
    (dice.one(&["call.js", "call.mjs", "call.ts"]).to_owned(), calls.concat())
}

//! Texts with a secret in them, made by the thousand: names of secrets × shapes × kinds of mistakes × containers. The same
//! number gives the same text everywhere.

use crate::support::dice::Dice;

/// A text with one secret.
pub(crate) struct Planted {
    pub(crate) container: &'static str,
    pub(crate) mistake: &'static str,
    pub(crate) file: &'static str,
    pub(crate) text: String,
    /// What no report may show, and no part of it.
    pub(crate) secret: String,
}

fn letters(dice: &mut Dice, alphabet: &str, count: usize) -> String {
    let alphabet: Vec<char> = alphabet.chars().collect();
    (0..count).map(|_| dice.one(&alphabet)).collect()
}

const ALL: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const HEX: &str = "0123456789abcdef";

/// Names of secrets in JSON, as people write them.
const NAMES: &[&str] = &[
    "password",
    "Password",
    "adminPassword",
    "user_password",
    "newPassword",
    "passphrase",
    "pass-phrase",
    "client_secret",
    "clientSecret",
    "ClientSecret",
    "client-secret",
    "CLIENT_SECRET",
    "secretText",
    "secret",
    "secretValue",
    "SecretToken",
    "access_token",
    "accessToken",
    "refresh_token",
    "id_token",
    "token",
    "bearerToken",
    "credential",
    "credentials",
    "client_assertion",
    "clientAssertion",
    "assertion",
    "privateKey",
    "private_key",
    "sharedKey",
    "SharedAccessKey",
    "accessKey",
    "access_key",
    "apiKey",
    "api-key",
    "API_KEY",
    "x-api-key",
    "subscriptionKey",
    "subscription-key",
    "Ocp-Apim-Subscription-Key",
    "accountKey",
    "connectionString",
    "ConnectionStrings",
    "connection_string",
    "connection-string",
    "sasToken",
    "pwd",
    "storageAccountKey",
    "userPassword1",
    "tokens",
    "secrets",
    "p\\u0061ssword",
    "client\\u005fsecret",
    "Authorization",
    "authorization",
    "Cookie",
    "pasword",
    "clientSecrt",
    "passwrod",
    "adDomainPasword",
    "admin_pasword",
    "service-acces-key",
    "dbConectionString",
    "graphTokne",
    "SYNC_CLIENT_SECRT",
    "userPasswrodValue",
];

/// Headers.
const HEADERS: &[&str] = &[
    "Authorization",
    "Proxy-Authorization",
    "Cookie",
    "Set-Cookie",
    "DPoP",
    "X-Api-Key",
    "Ocp-Apim-Subscription-Key",
    "Private-Token",
    "X-Auth-Token",
    "X-Functions-Key",
    "x-ms-client-principal",
    "aeg-sas-key",
    "X-Amz-Security-Token",
    "PRIVATE-TOKEN",
    "cookie",
    "authorization",
    "X-Vault-Token",
    "Client-Secret",
];

/// Parameters of URLs.
const PARAMETERS: &[&str] = &[
    "sig",
    "code",
    "key",
    "token",
    "access_token",
    "client_secret",
    "api-key",
    "subscription-key",
    "sas_token",
    "password",
    "assertion",
    "client_assertion",
    "apikey",
    "refresh_token",
    "Sig",
    "id_token",
];

/// A secret that is known by its name only.
fn word(dice: &mut Dice) -> String {
    let vary = dice.below(6);
    let word = dice.one(&["Qorvax", "Zubelk", "Wyxqua", "vukzor", "Jaqvel", "hexwyz"]);
    let number = letters(dice, "123456789", 3);
    match vary {
        0 | 1 => format!("{word}{number}"),
        2 => format!("{word}{number}{}", letters(dice, ALL, 8)),
        3 => letters(dice, ALL, 20) + &number,
        4 => format!("{word}!{number}#{}", letters(dice, ALL, 4)),
        _ => letters(dice, HEX, 32),
    }
}

/// A secret that is known by its shape.
fn shaped(dice: &mut Dice) -> String {
    match dice.below(12) {
        0 => format!("ghp_{}", letters(dice, ALL, 36)),
        1 => format!("github_pat_{}_{}", letters(dice, ALL, 22), letters(dice, ALL, 59)),
        2 => format!("xoxb-{}-{}", letters(dice, "0123456789", 12), letters(dice, ALL, 24)),
        3 => format!("AKIA{}", letters(dice, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16)),
        4 => format!("{}{}Q~{}", letters(dice, ALL, 3), dice.one(&[7, 8]), letters(dice, ALL, 34)),
        5 | 6 => {
            format!("eyJ{}.eyJ{}.{}", letters(dice, ALL, 30), letters(dice, ALL, 60), letters(dice, ALL, 43))
        }
        7 => format!("{}==", letters(dice, ALL, 83) + "aB3"),
        8 => format!("glpat-{}", letters(dice, ALL, 20)),
        9 => format!("-----BEGIN PRIVATE KEY-----MII{}-----END PRIVATE KEY-----", letters(dice, ALL, 120)),
        10 => format!("AccountName=contoso;AccountKey={};", letters(dice, ALL, 40)),
        _ => format!("https://contoso.blob.core.windows.net/a?sv=2024-01-01&sig={}", letters(dice, ALL, 43)),
    }
}

/// The part of a secret that says something.
fn core(secret: &str) -> String {
    let start =
        ["PRIVATE KEY-----", "AccountKey=", "&sig="].iter().find_map(|sign| Some(secret.find(sign)? + sign.len()));
    let core = &secret[start.unwrap_or(0)..];
    let end = core.find("-----END").or_else(|| core.find("==")).or_else(|| core.find(';')).unwrap_or(core.len());
    let core = &core[..end];
    let start =
        ["ghp_", "github_pat_", "xoxb-", "AKIA", "glpat-", "eyJ"].iter().find_map(|start| core.strip_prefix(start));
    start.unwrap_or(core).to_owned()
}

/// A member of JSON with the secret in it, and what is wrong with it.
fn member(dice: &mut Dice, name: &str, secret: &str, is_shaped: bool) -> (&'static str, String) {
    let (n, s) = (name, secret);
    let cut = s.len() / 2;
    let forms: Vec<(&'static str, String)> = vec![
        ("none", format!("\"{n}\": \"{s}\"")),
        ("none", format!("\"{n}\":\"{s}\"")),
        ("no opening mark", format!("\"{n}\": {s}\"")),
        ("no closing mark", format!("\"{n}\": \"{s}")),
        ("no marks", format!("\"{n}\": {s}")),
        ("no key marks", format!("{n}: \"{s}\"")),
        ("no opening mark of the key", format!("{n}\": \"{s}\"")),
        ("no closing mark of the key", format!("\"{n}: \"{s}\"")),
        ("no colon", format!("\"{n}\" \"{s}\"")),
        ("no colon, close", format!("\"{n}\"\"{s}\"")),
        ("no colon, no opening mark", format!("\"{n}\" {s}\"")),
        ("comma for colon", format!("\"{n}\", \"{s}\"")),
        ("semicolon for colon", format!("\"{n}\"; \"{s}\"")),
        ("equals sign", format!("\"{n}\" = \"{s}\"")),
        ("arrow", format!("\"{n}\" => \"{s}\"")),
        ("two colons", format!("\"{n}\":: \"{s}\"")),
        ("full-width colon", format!("\"{n}\"：\"{s}\"")),
        ("single marks", format!("'{n}': '{s}'")),
        ("single marks of the value", format!("\"{n}\": '{s}'")),
        ("typographic marks", format!("“{n}”: “{s}”")),
        ("typographic marks of the value", format!("\"{n}\": “{s}”")),
        ("mixed marks", format!("\"{n}\": “{s}\"")),
        ("mixed marks", format!("\"{n}\": \"{s}”")),
        ("mixed marks", format!("\"{n}\": \"{s}'")),
        ("mixed marks", format!("\"{n}\": '{s}\"")),
        ("German marks", format!("„{n}“: „{s}“")),
        ("guillemets", format!("«{n}»: « {s} »")),
        ("backticks", format!("`{n}`: `{s}`")),
        ("full-width marks", format!("＂{n}＂: ＂{s}＂")),
        ("doubled opening mark", format!("\"{n}\": \"\"{s}\"")),
        ("doubled closing mark", format!("\"{n}\": \"{s}\"\"")),
        ("doubled marks", format!("\"\"{n}\"\": \"\"{s}\"\"")),
        ("mark within", format!("\"{n}\": \"{}\"{}\"", &s[..cut], &s[cut..])),
        ("comma inside the marks", format!("\"{n}\": \"{s},\"")),
        ("line end within", format!("\"{n}\": \"{}\n{}\"", &s[..cut], &s[cut..])),
        ("line end behind the mark", format!("\"{n}\": \"\n{s}\"")),
        ("line end before the value", format!("\"{n}\":\n    \"{s}\"")),
        ("tab within", format!("\"{n}\": \"{}\t{}\"", &s[..cut], &s[cut..])),
        ("no-break space", format!("\"{n}\":\u{a0}\"{s}\"")),
        ("zero-width space", format!("\"{n}\":\u{200b}\"{s}\"")),
        ("comment between", format!("\"{n}\": /* why */ \"{s}\"")),
        ("comment between", format!("\"{n}\": // why\n \"{s}\"")),
        ("in a list", format!("\"{n}\": [\"{s}\"]")),
        ("in a list of two", format!("\"{n}\": [\"a\", \"{s}\"]")),
        ("in a list without its bracket", format!("\"{n}\": \"{s}x7\", \"{s}\"]")),
        ("in an open list", format!("\"{n}\": [\"{s}\"")),
        ("in an object", format!("\"{n}\": {{\"value\": \"{s}\"}}")),
        ("in an object, deep", format!("\"{n}\": {{\"a\": [{{\"b\": \"{s}\"}}]}}")),
        ("in an object, no colon", format!("\"{n}\": {{\"value\" \"{s}\"}}")),
        ("in an open object", format!("\"{n}\": {{\"value\": \"{s}\"")),
        ("in a list for an object", format!("\"{n}\": [\"value\": \"{s}\"]")),
        ("in a pair", format!("\"a\": [{{\"name\": \"{n}\", \"value\": \"{s}\"}}]")),
        ("in a pair", format!("\"a\": [{{\"value\": \"{s}\", \"key\": \"{n}\"}}]")),
        ("in a pair, no colon", format!("\"a\": [{{\"key\" \"{n}\", \"value\" \"{s}\"}}]")),
        ("no comma behind", format!("\"{n}\": \"{s}\" \"c\": 1")),
        ("two commas behind", format!("\"{n}\": \"{s}\",, \"c\": 1")),
        ("bad escape within", format!("\"{n}\": \"{}\\q{}\"", &s[..cut], &s[cut..])),
        ("in a comment", format!("// \"{n}\": \"{s}\"\n\"c\": 1")),
        ("hash comment behind", format!("\"{n}\": \"{s}\" # why\n")),
        ("assignment", format!("${n} = \"{s}\"")),
        ("escaped marks", format!("\\\"{n}\\\": \\\"{s}\\\"")),
        ("escaped marks, one lost", format!("\\\"{n}\\\": \"{s}\\\"")),
        ("entities", format!("&quot;{n}&quot;: &quot;{s}&quot;")),
        ("brackets swapped", format!("\"{n}\": \"{s}\"]")),
        ("padded", format!("\"{n}\": \" {s} \"")),
        ("padded name", format!("\"{n} \": \"{s}\"")),
        ("unquoted, equals sign", format!("{n}={s}")),
    ];
    let (mistake, text) = forms[dice.below(forms.len())].clone();
    let is_cut = mistake.ends_with("within") && is_shaped;
    // A shape without a name that reveals it is known only if it is whole.
    if is_cut { ("none", format!("\"{n}\": \"{s}\"")) } else { (mistake, text) }
}

fn header(dice: &mut Dice, secret: &str) -> (&'static str, String) {
    let n = dice.one(HEADERS);
    let value = match n.to_ascii_lowercase().as_str() {
        "authorization" | "proxy-authorization" => {
            format!("{} {secret}", dice.one(&["Bearer", "Basic", "bearer", "DPoP", "SharedKey", "Berear", "Bearer "]))
        }
        "cookie" | "set-cookie" => {
            format!("{}={secret}", dice.one(&["session", "a", ".AspNetCore.Cookies", "a=b; c"]))
        }
        _ => secret.to_owned(),
    };
    let forms: Vec<(&'static str, String)> = vec![
        ("none", format!("{n}: {value}")),
        ("none", format!("{n}: {value}")),
        ("no space", format!("{n}:{value}")),
        ("space before the colon", format!("{n} : {value}")),
        ("no colon", format!("{n} {value}")),
        ("equals sign", format!("{n} = {value}")),
        ("equals sign, quoted", format!("'{n}' = '{value}'")),
        ("quoted", format!("\"{n}\": \"{value}\"")),
        ("quoted value", format!("{n}: \"{value}\"")),
        ("list mark", format!("- {n}: {value}")),
        ("star", format!("* {n}: {value}")),
        ("bold", format!("**{n}**: {value}")),
        ("folded", format!("{n}: {}", value.replace(' ', "\n "))),
        ("folded at the name", format!("{n}:\n  {value}")),
        ("two colons", format!("{n}:: {value}")),
        ("twice", format!("{n}: {value}\n{n}: {value}")),
        ("option of curl", format!("-H '{n}: {value}' \\")),
    ];
    forms[dice.below(forms.len())].clone()
}

const URL: &str = "https://graph.microsoft.com/v1.0/servicePrincipals/4f6f1c62-8d0e-4b7a-9a53-2c7e9b1d6f10/synchronization/jobs/scim.9d4c2b7e1f6a48039c5e0d8b7a6f1e23/provision-on-demand";

/// The text of this number.
pub(crate) fn planted(number: u64) -> Planted {
    let mut dice = Dice::new(number);
    let dice = &mut dice;
    let container = dice.one(&[
        "JSON body",
        "JSON body",
        "header",
        "header",
        "HTTP body",
        "URL",
        "page: header",
        "page: body",
        "page: JSON",
        "batch",
        "HAR",
        "Postman",
        "envelope",
        "JSON Lines",
        "JSON in JSON",
        "variable",
        "Postman: auth",
    ]);
    let is_shaped = dice.below(3) == 0;
    let secret = if is_shaped { shaped(dice) } else { word(dice) };
    let name = if is_shaped && dice.below(2) == 0 { "a" } else { dice.one(NAMES) };
    let (mut mistake, text) = member(dice, name, &secret, is_shaped && name == "a");
    let body = match dice.below(3) {
        0 => format!("{{\"b\" 1, {text}, \"c\": 2,}}"),
        1 => format!("{{\n  \"parameters\" [{{}}],\n  {text},\n  \"objectid\": \"x\"\n}}"),
        _ => format!("{{{text}}}"),
    };
    let (kind, line) = header(dice, &secret);
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let content = "Content-Type: application/json\n";
    let parameter = dice.one(PARAMETERS);
    let url = format!(
        "{URL}{}{parameter}={}",
        dice.one(&["?", "?a=b&", "?$select=id&"]),
        secret.replace([' ', '#', '&'], "")
    );
    let (file, text) = match container {
        "JSON body" => ("a.json", body),
        "header" => {
            mistake = kind;
            ("a.http", format!("POST {URL}\n{content}{line}\n\n{{\"a\" 1}}\n"))
        }
        "HTTP body" => ("a.http", format!("POST {URL}\n{content}\n{body}\n")),
        "URL" => {
            mistake = "none";
            ("a.http", format!("POST {url}\n{content}\n{{\"a\" 1}}\n"))
        }
        "page: header" => {
            mistake = kind;
            ("a.md", format!("# A\n\n```http\nPOST {URL}\n{content}{line}\n\n{{\"a\" 1}}\n```\n"))
        }
        "page: body" => {
            ("a.md", format!("# A\n\n> ```http\n> POST {URL}\n> \n> {}\n> ```\n", body.replace('\n', "\n> ")))
        }
        "page: JSON" => ("a.md", format!("```json\n{body}\n```\n\n```http\nPOST {URL}\n\n{body}\n```\n")),
        "batch" => (
            "a.json",
            format!(
                "{{\"requests\": [{{\"id\": \"1\", \"method\": \"POST\", \"url\": {}, \"headers\": {{}}, \"body\": {body}}}]}}",
                quoted(&url)
            ),
        ),
        "HAR" => (
            "a.har",
            format!(
                "{{\"log\": {{\"version\": \"1.2\", \"entries\": [{{\"request\": {{\"method\": \"POST\", \"url\": \"{URL}\", \"headers\": [{{\"name\": \"{}\", \"value\": {}}}], \"postData\": {{\"mimeType\": \"text/plain\", \"text\": {}}}}}}}]}}}}",
                dice.one(HEADERS),
                quoted(&secret),
                quoted(&body)
            ),
        ),
        "Postman" => (
            "a.json",
            format!(
                "{{\"info\": {{\"schema\": \"https://schema.getpostman.com/json/collection/v2.1.0/collection.json\"}}, \"item\": [{{\"name\": \"a\", \"request\": {{\"method\": \"POST\", \"header\": [], \"url\": {{\"raw\": {}}}, \"body\": {{\"mode\": \"raw\", \"raw\": {}}}}}}}]}}",
                quoted(&url),
                quoted(&body)
            ),
        ),
        "Postman: auth" => {
            mistake = "none";
            (
                "a.json",
                format!(
                    "{{\"info\": {{\"schema\": \"https://schema.getpostman.com/json/collection/v2.1.0/collection.json\"}}, \"item\": [{{\"name\": \"a\", \"request\": {{\"auth\": {{\"type\": \"bearer\", \"bearer\": [{{\"key\": \"token\", \"value\": {} \"type\": \"string\"}}]}}, \"method\": \"POST\", \"header\": \"x: y\", \"url\": \"{URL}\", \"body\": {{\"mode\": \"raw\", \"raw\": \"{{\\\"a\\\" 1}}\"}}}}}}]}}",
                    quoted(&secret)
                ),
            )
        }
        "envelope" => (
            "a.json",
            format!("{{\"method\": \"POST\", \"url\": \"{URL}\", \"headers\": {{\"b\" 1}}, \"body\": {body}}}"),
        ),
        "JSON Lines" => {
            let body = body.replace('\n', " ");
            ("a.jsonl", format!("{body}\n{{\"method\": \"POST\", \"url\": \"{URL}\", \"body\": {body}}}\n"))
        }
        "JSON in JSON" => ("a.json", quoted(&body)),
        _ => {
            mistake = "none";
            let name = dice.one(&["clientSecret", "password", "access_token", "sas", "apiKey", "api-key"]);
            ("a.http", format!("@{name} = {secret}\nPOST {URL}\n{content}\n{{\"a\" 1}}\n"))
        }
    };
    Planted { container, mistake, file, text, secret: core(&secret) }
}

//! Pages in the style of the Microsoft Graph reference, made at random: valid ones, and the same with one mistake.

use super::dice::Dice;

/// What a whole page is in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Container {
    Nothing,
    WindowsLines,
    Quote,
    WindowsQuote,
    ListItem,
    QuoteInList,
}

impl Container {
    pub(crate) fn one_of(dice: &mut Dice) -> Self {
        use Container::{ListItem, Nothing, Quote, QuoteInList, WindowsLines, WindowsQuote};
        [Nothing, Nothing, WindowsLines, Quote, WindowsQuote, ListItem, QuoteInList][dice.below(7)]
    }

    /// Whether the front matter of the page is still at its head.
    fn keeps_front_matter(self) -> bool {
        matches!(self, Self::Nothing | Self::WindowsLines)
    }

    pub(crate) fn around(self, text: &str) -> String {
        let lines = |lead: &str| {
            text.lines().map(|line| format!("{lead}{line}").trim_end().to_owned() + "\n").collect::<String>()
        };
        match self {
            Self::Nothing => text.to_owned(),
            Self::WindowsLines => text.replace('\n', "\r\n"),
            Self::Quote => lines("> "),
            Self::WindowsQuote => lines("> ").replace('\n', "\r\n"),
            Self::ListItem => format!("1. A step\n\n{}", lines("   ")),
            Self::QuoteInList => format!("- A step\n\n{}", lines("  > ")),
        }
    }
}

/// A valid page.
pub(crate) struct Page {
    pub(crate) text: String,
    /// Whether its first example has an answer of the operation, with an annotation.
    answered: bool,
    /// Whether it has one template of the operation's URL.
    templated: bool,
}

/// What is broken in the first example, and the rule that has to see it.
const BREAKS: [(&str, &str, &str); 23] = [
    ("\"parameters\": [", "\"parameters\" [", "missing-colon"),
    ("\"objectTypeName\"", "\"objectType\"", "legacy-object-type"),
    ("\"subjects\": [{", "\"subjects\": [{,", "trailing-comma"),
    ("\", \"objectTypeName", "\" \"objectTypeName", "missing-comma"),
    ("\"objectId\"", "objectId", "unquoted-key"),
    ("\"objectId\"", "\"ObjectID\"", "property-case"),
    ("\"subjects\"", "\"subject\"", "property-alias"),
    ("\"User\"", "\"Users\"", "unknown-object-type"),
    ("\"User\"", "“User”", "smart-quote"),
    ("Content-Type: application/json\n\n{\n  \"par", "\n{\n  \"par", "missing-content-type"),
    ("Content-Type: application/json", "Content-Type: text/json", "wrong-content-type"),
    ("Content-Type: application/json", "\nContent-Type: application/json", "blank-line-before-headers"),
    ("json\n\n{\n  \"par", "json\n{\n  \"par", "missing-blank-line"),
    ("POST https://", "PUT https://", "wrong-method"),
    ("POST https://", "POST http://", "insecure-scheme"),
    ("rovisionOnDemand\nContent", "rovision-on-demand\nContent", "misspelt-action"),
    ("\"blockType\": \"request\"", "\"blockType\" \"request\"", "malformed-annotation"),
    ("\"blockType\": \"request\"", "\"blockType\": \"reqest\"", "unknown-block-type"),
    ("\n{\n  \"parameters\"", "\n```json\n{\n  \"parameters\"", "fence-inside-body"),
    ("  ]\n}\n```\n", "  ]\n}\n", "unclosed-fence"),
    ("microsoft.graph.stringKeyStringValuePair", "microsoft.graph.synchronization", "response-type-mismatch"),
    ("\"value\": \"{}\"", "\"value\": {}", "response-body-mismatch"),
    ("/synchronization/jobs/{job", "/jobs/{job", "template-mismatch"),
];

impl Page {
    pub(crate) fn new(dice: &mut Dice) -> Self {
        let version = dice.one(&["v1.0", "beta"]);
        let answered = dice.below(4) > 0;
        let templated = dice.below(5) > 0;
        let mut text = front_matter(dice, version);
        if templated {
            text.push_str(&template(dice));
        }
        for _ in 0..dice.below(3) {
            text.push_str(&filler(dice, version));
        }
        text.push_str(dice.one(&[
            "## Examples\n\n",
            "## Example\n\n",
            "## 例\n\n",
            "## <a name=\"examples\"></a>Exemples\n\n",
        ]));
        text.push_str(&example(dice, version, answered, 1));
        for number in 2..2 + dice.below(3) {
            text.push_str(&filler(dice, version));
            if dice.once_in(2) {
                let answered = dice.once_in(2);
                text.push_str(&example(dice, version, answered, number));
            } else {
                text.push_str(&other_operation(dice, version, number));
            }
        }
        let templated = templated && !text.contains("(appId=");
        Self { text, answered, templated }
    }

    /// The page with one mistake, and the rule that has to see it, or `None` where the page has no place for it.
    pub(crate) fn broken(&self, dice: &mut Dice, container: Container) -> Option<(String, &'static str)> {
        let (from, to, rule) = BREAKS[dice.below(BREAKS.len())];
        let possible = match rule {
            // The front matter says that a page is about one operation; in a container there is none.
            "template-mismatch" => self.templated && container.keeps_front_matter(),
            // Behind a block that swallows the next request, the answer of that one would go to the first.
            "response-type-mismatch" | "response-body-mismatch" | "unclosed-fence" => self.answered,
            _ => true,
        };
        let example = self.text.find("### Example 1\n")?;
        let start = if rule == "template-mismatch" { 0 } else { example };
        let at = start + self.text[start..].find(from)?;
        possible.then(|| (format!("{}{to}{}", &self.text[..at], &self.text[at + from.len()..]), rule))
    }
}

fn front_matter(dice: &mut Dice, version: &str) -> String {
    let more = dice.one(&[
        "",
        "author: \"someone\"\nms.localizationpriority: medium\nms.subservice: entra-id\n",
        "description: Perform \"on demand\" {provisioning}\nms.date: 04/05/2024\nms.custom:\n  - sfi-image-nochange\n",
    ]);
    let heading = dice.one(&[
        "# synchronizationJob: provisionOnDemand",
        "# <span data-ttu-id=\"46e40-101\">synchronizationJob: provisionOnDemand</span>",
        "# 同期ジョブ: provisionOnDemand",
    ]);
    let prose = dice.one(&[
        "Namespace: microsoft.graph\n\nSelect a user and provision the account. The rate limit is five requests every ten seconds.\n\n",
        "Sélectionnez un utilisateur et approvisionnez le compte.\n\n|Name|Type|\n|:---|:---|\n|`POST /me`|String|\n\n",
        "Wählen Sie einen Benutzer aus – „jetzt“.\n\n- first\n- `{ \"inline\": , }`\n\n> [!IMPORTANT]\n> Not for GET https://graph.microsoft.com/v1.0/me.\n\n",
        "Выберите пользователя 👩‍💻.\n\n<!-- cSpell:ignore provisionondemand -->\n\n",
    ]);
    let notice =
        if version == "beta" { "[!INCLUDE [beta-disclaimer](../../includes/beta-disclaimer.md)]\n\n" } else { "" };
    format!(
        "---\ntitle: \"synchronizationJob: provisionOnDemand\"\n{more}doc_type: apiPageType\n---\n\n{heading}\n\n{notice}{prose}"
    )
}

fn fence(dice: &mut Dice) -> &'static str {
    dice.one(&["```http", "``` http", "```HTTP", "````http"])
}

fn template(dice: &mut Dice) -> String {
    let fence = fence(dice);
    let close = &fence[..fence.find([' ', 'h', 'H']).unwrap_or(3)];
    let second =
        dice.one(&["", "POST /servicePrincipals(appId='{appId}')/synchronization/jobs/{jobId}/provisionOnDemand\n"]);
    let annotation =
        dice.one(&["<!-- { \"blockType\": \"ignored\" } -->", "<!-- {\n  \"blockType\": \"ignored\"\n}\n-->"]);
    format!(
        "## HTTP request\n\n{annotation}\n{fence}\nPOST /servicePrincipals/{{servicePrincipalsId}}/synchronization/jobs/{{jobId}}/provisionOnDemand\n{second}{close}\n\n"
    )
}

/// What is between the examples of a page and is none of them.
fn filler(dice: &mut Dice, version: &str) -> String {
    let words = dice.one(&[
        "```powershell\nImport-Module Microsoft.Graph.Applications\n$params = @{\n  parameters = @( @{ ruleId = \"x\" } )\n}\n```\n\n",
        "<!-- {\n  \"blockType\": \"resource\",\n  \"@odata.type\": \"microsoft.graph.synchronizationJob\"\n}\n-->\n```json\n{ \"id\": \"String (identifier)\", \"status\": {\"@odata.type\": \"…\"}, … }\n```\n\n",
        "<!-- {\"blockType\": \"ignored\"} -->\n```http\nPOST /servicePrincipals/{id}/synchronization/jobs/{jobId}/start\n```\n\n",
        "<!-- { \"blockType\": \"ignored\" } -->\n```json\n{ broken: [ }\n```\n\n",
        "<!-- {\n  \"blockType\": \"request\",\n  \"name\": \"get_NUMBER\"\n}-->\n```msgraph-interactive\nGET https://graph.microsoft.com/VERSION/servicePrincipals/{id}/synchronization/jobs?$top=5\n```\n\n",
        "<!-- {\"blockType\": \"ignored\"} -->\n```http\nPOST https://api.example.com/v1/things HTTP/1.1\nHost: api.example.com\n\n{ 'a': 1, }\n```\n\n",
        "1. First\n2. Then `POST https://graph.microsoft.com/v1.0/users`\n\n> A quotation\n> of two lines\n\n",
        "```csharp\nvar body = new { parameters = new[] { 1, } };\n```\n\n---\n\n",
        "~~~yaml\nparameters:\n  - ruleId: x\n~~~\n\n",
        "[!INCLUDE [sample-code](../includes/snippets/csharp/x.md)]\n\n",
    ]);
    words.replace("VERSION", version).replace("NUMBER", &dice.guid())
}

/// A request and its answer, in tabs or not.
fn example(dice: &mut Dice, version: &str, answered: bool, number: usize) -> String {
    let tabs = dice.once_in(2);
    let fence = fence(dice);
    let close = &fence[..fence.find([' ', 'h', 'H']).unwrap_or(3)];
    let action = dice.one(&["provisionOnDemand", "microsoft.graph.provisionOnDemand"]);
    let gap = dice.one(&[
        "",
        "<!-- markdownlint-disable MD040 -->\n",
        "> [!NOTE]\n> Shortened.\n\n",
        "The following is an example.\n\n",
    ]);
    let gap = if tabs { "" } else { gap };
    let (open, shut) = if tabs {
        (
            "# [HTTP](#tab/http)\n",
            "\n# [C#](#tab/csharp)\n[!INCLUDE [sample-code](../includes/snippets/csharp/a.md)]\n\n---\n",
        )
    } else {
        ("", "")
    };
    let name = format!("{}_{number}", dice.one(&["provision", "synchronizationjob_provisionondemand"]));
    let extra =
        dice.one(&["", ",\n  \"sampleKeys\": [\"a\", \"b\"]", ",\n  \"scopes\": \"Synchronization.ReadWrite.All\""]);
    let more = dice.one(&["", "Authorization: Bearer {token}\n", "Accept: application/json\nclient-request-id: a\n"]);
    let principal = match dice.once_in(2) {
        true => dice.guid(),
        false => "{servicePrincipalsId}".to_owned(),
    };
    let (rule, object) = (dice.guid(), dice.guid());
    let (rule, suffix) = (rule, dice.one(&["", "#V2"]));
    let host = dice.one(&["graph.microsoft.com", "graph.microsoft.com", "graph.microsoft.us"]);
    let http = dice.one(&["", " HTTP/1.1"]);
    let http = if number == 1 { "" } else { http };
    let mut text = format!(
        "### Example {number}\n\n#### Request\n\n{gap}{open}<!-- {{\n  \"blockType\": \"request\",\n  \"name\": \"{name}\"{extra}\n}}\n-->\n{fence}\nPOST https://{host}/{version}/servicePrincipals/{principal}/synchronization/jobs/{{jobId}}/{action}{http}\nContent-Type: application/json\n\n{{\n  \"parameters\": [\n    {{\n      \"ruleId\": \"{rule}{suffix}\",\n      \"subjects\": [{{ \"objectId\": \"{object}\", \"objectTypeName\": \"User\" }}]\n    }}\n  ]\n}}\n{close}\n{shut}\n"
    );
    if number > 1 {
        text = text.replacen(
            "Content-Type: application/json\n\n{",
            &format!("{more}Content-type: application/json; charset=utf-8\n\n{{"),
            1,
        );
    }
    if answered {
        let truncated = dice.one(&["true", "false"]);
        let key = dice.one(&[
            r#""{\"result\":\"Success\",\"details\":{}}""#,
            r#""{\"result\":\"Skipped\",\"details\":{\"errorCode\":\"x\"}}""#,
        ]);
        text.push_str(&format!(
            "#### Response\n\n<!-- {{\n  \"blockType\": \"response\",\n  \"truncated\": {truncated},\n  \"@odata.type\": \"microsoft.graph.stringKeyStringValuePair\"\n}}\n-->\n{fence}\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{{\n  \"key\": {key},\n  \"value\": \"{{}}\"\n}}\n{close}\n\n"
        ));
    }
    text
}

/// An example of another operation of Microsoft Graph, with its answer.
fn other_operation(dice: &mut Dice, version: &str, number: usize) -> String {
    let fence = fence(dice);
    let close = &fence[..fence.find([' ', 'h', 'H']).unwrap_or(3)];
    let id = dice.guid();
    let (request, answers): (String, &[&str]) = match dice.below(4) {
        0 => (
            format!(
                "GET https://graph.microsoft.com/{version}/servicePrincipals/{id}/synchronization/jobs/{{jobId}}/schema"
            ),
            &["HTTP/1.1 200 OK\nContent-Type: application/json\n\n{\n  \"id\": \"a\", \"synchronizationRules\": []\n}"],
        ),
        1 => (
            format!(
                "POST https://graph.microsoft.com/{version}/users\nContent-Type: application/json\n\n{{\n  \"accountEnabled\": true,\n  \"displayName\": \"Adele Vance\"\n}}"
            ),
            &["HTTP/1.1 201 Created\nContent-type: application/json\n\n{ \"id\": \"a\" }"],
        ),
        2 => (
            format!(
                "PATCH https://graph.microsoft.com/{version}/groups/{id}\nContent-type: application/json\n\n{{ \"members@odata.bind\": [\"https://graph.microsoft.com/{version}/users/{id}\"] }}"
            ),
            &["HTTP/1.1 204 No Content", "HTTP/1.1 200 OK\nContent-Type: application/json\n\n{ \"id\": \"a\" }"],
        ),
        _ => (
            format!(
                "POST https://graph.microsoft.com/{version}/servicePrincipals/{id}/synchronization/jobs/{{jobId}}/start"
            ),
            &["HTTP/1.1 204 No Content"],
        ),
    };
    let answer = dice.one(answers);
    format!(
        "### Example {number}: another\n\n<!-- {{\n  \"blockType\": \"request\",\n  \"name\": \"other_{number}\"\n}}-->\n{fence}\n{request}\n{close}\n\n<!-- {{\n  \"blockType\": \"response\",\n  \"truncated\": true\n}} -->\n{fence}\n{answer}\n{close}\n\n"
    )
}

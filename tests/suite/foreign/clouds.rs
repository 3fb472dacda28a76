//! Infrastructure as code: templates, states and manifests.

use serde_json::{Value, json};

use super::Kind;
use super::random::Random;

pub(super) const KINDS: &[Kind] = &[
    ("arm", arm),
    ("bicep", bicep),
    ("terraform-state", state),
    ("terraform", terraform),
    ("kubernetes", kubernetes),
    ("workflow", workflow),
];

/// A template, or the values of its parameters.
fn arm(random: &mut Random) -> (String, String) {
    let named = |random: &mut Random, value: Value| (random.word().to_owned(), value);
    if random.coin() {
        let parameters: serde_json::Map<String, Value> = random
            .some(4, |random| {
                let value = json!({"value": random.json(2)});
                named(random, value)
            })
            .into_iter()
            .collect();
        let file = json!({
            "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
            "contentVersion": "1.0.0.0",
            "parameters": parameters,
        });
        return ("main.parameters.json".to_owned(), random.layout(&file));
    }
    let parameters: serde_json::Map<String, Value> = random
        .some(4, |random| {
            let kind = random.one(&["string", "array", "object", "secureString"]);
            let value = json!({"type": kind, "metadata": {"description": random.name()}});
            named(random, value)
        })
        .into_iter()
        .collect();
    let resources = random.some(3, |random| {
        json!({
            "type": random.one(&["Microsoft.Web/sites", "Microsoft.Logic/workflows", "Microsoft.Authorization/roleAssignments"]),
            "apiVersion": "2022-03-01",
            "name": format!("[parameters('{}')]", random.word()),
            "properties": random.json(3),
        })
    });
    let file = json!({
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": format!("1.0.0.{}", random.below(9)),
        "parameters": parameters,
        "resources": resources,
    });
    ("azuredeploy.json".to_owned(), random.layout(&file))
}

fn bicep(random: &mut Random) -> (String, String) {
    let parameters =
        random.some(3, |random| format!("param {}{} string = '{}'\n", random.word(), random.below(9), random.name()));
    let resource = format!(
        "resource {} 'Microsoft.Web/sites@2022-03-01' = {{\n  name: '{}'\n  properties: {{\n    {}: [{{ ruleId: '{}' }}]\n  }}\n}}\n",
        random.one(&["site", "app", "plan"]),
        random.name(),
        random.word(),
        random.guid()
    );
    ("main.bicep".to_owned(), format!("{}\n{resource}", parameters.concat()))
}

/// What Terraform keeps, with a resource among it whose attributes are named as the members of a body of Graph.
fn state(random: &mut Random) -> (String, String) {
    let resources = random.some(3, |random| {
        let attributes = match random.below(3) {
            0 => json!({
                "id": random.guid(),
                "synchronization_job_id": random.guid(),
                "parameter": [{"rule_id": random.guid(), "subject": [{"object_id": random.guid(), "object_type_name": "User"}]}],
            }),
            1 => json!({"id": random.guid(), "object_id": random.guid(), "members": [random.guid(), random.guid()]}),
            _ => json!({"id": random.name(), "parameters": random.json(2), "tags": random.json(1)}),
        };
        json!({
            "mode": "managed",
            "type": random.one(&["azuread_group", "azuread_synchronization_job_provision_on_demand", "aws_s3_bucket"]),
            "name": random.name(),
            "instances": [{"schema_version": 0, "attributes": attributes}],
        })
    });
    let state = json!({"version": 4, "terraform_version": random.version(), "serial": random.below(90), "lineage": random.guid(), "outputs": {}, "resources": resources});
    (random.one(&["terraform.tfstate", "state.json", "plan.tfstate.json"]).to_owned(), random.layout(&state))
}

fn terraform(random: &mut Random) -> (String, String) {
    let (name, rule, object) = (random.name(), random.guid(), random.guid());
    let text = format!(
        "resource \"azuread_synchronization_job_provision_on_demand\" \"{name}\" {{\n  parameter {{\n    rule_id = \"{rule}\"\n    subject {{\n      object_id        = \"{object}\"\n      object_type_name = \"User\"\n    }}\n  }}\n}}\n"
    );
    ("main.tf".to_owned(), text)
}

fn kubernetes(random: &mut Random) -> (String, String) {
    let subjects = random.some(3, |random| (random.one(&["User", "Group", "ServiceAccount"]), random.name()));
    if random.coin() {
        let subjects: Vec<Value> = subjects.iter().map(|(kind, name)| json!({"kind": kind, "name": name})).collect();
        let binding = json!({
            "apiVersion": "rbac.authorization.k8s.io/v1",
            "kind": "RoleBinding",
            "metadata": {"name": random.name(), "labels": random.json(1)},
            "subjects": subjects,
            "roleRef": {"kind": "Role", "name": random.name()},
        });
        return ("binding.json".to_owned(), random.layout(&binding));
    }
    let lines: Vec<String> = subjects.iter().map(|(kind, name)| format!("- kind: {kind}\n  name: {name}\n")).collect();
    let (name, role) = (random.name(), random.name());
    let text = format!(
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata:\n  name: {name}\nsubjects:\n{}roleRef:\n  kind: Role\n  name: {role}\n---\nkind: ConfigMap\ndata:\n  call.sh: |\n    curl -X POST https://{}{} -d '{}'\n",
        lines.concat(),
        random.host(),
        random.path(),
        random.json(2)
    );
    (random.one(&["binding.yaml", "manifest.yml"]).to_owned(), text)
}

/// A workflow of GitHub, or a pipeline.
fn workflow(random: &mut Random) -> (String, String) {
    let steps = random.some(4, |random| match random.below(3) {
        0 => format!("      - uses: actions/checkout@v{}\n", random.below(5) + 1),
        1 => format!(
            "      - run: curl -fsSL -X POST \"https://{}{}\" -H 'Content-Type: application/json' -d '{}'\n",
            random.host(),
            random.path(),
            random.json(1)
        ),
        _ => format!(
            "      - name: {}\n        run: |\n          npm ci\n          npm test -- --{}\n",
            random.name(),
            random.word()
        ),
    });
    let text = format!(
        "name: {}\non: [push]\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n{}",
        random.name(),
        steps.concat()
    );
    (format!(".github/workflows/{}.yml", random.word()), text)
}

//! Infrastructure as code: templates, states and manifests.

use serde_json::{Value, json};

use super::Kind;
use crate::support::dice::Dice;

pub(super) const KINDS: &[Kind] = &[
    ("arm", arm),
    ("bicep", bicep),
    ("terraform-state", state),
    ("terraform", terraform),
    ("kubernetes", kubernetes),
    ("workflow", workflow),
];

/// A template, or the values of its parameters.
fn arm(dice: &mut Dice) -> (String, String) {
    let named = |dice: &mut Dice, value: Value| (dice.word().to_owned(), value);
    if dice.once_in(2) {
        let parameters: serde_json::Map<String, Value> = dice
            .some(4, |dice| {
                let value = json!({"value": dice.json(2)});
                named(dice, value)
            })
            .into_iter()
            .collect();
        let file = json!({
            "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
            "contentVersion": "1.0.0.0",
            "parameters": parameters,
        });
        return ("main.parameters.json".to_owned(), dice.layout(&file));
    }
    let parameters: serde_json::Map<String, Value> = dice
        .some(4, |dice| {
            let kind = dice.one(&["string", "array", "object", "secureString"]);
            let value = json!({"type": kind, "metadata": {"description": dice.name()}});
            named(dice, value)
        })
        .into_iter()
        .collect();
    let resources = dice.some(3, |dice| {
        json!({
            "type": dice.one(&["Microsoft.Web/sites", "Microsoft.Logic/workflows", "Microsoft.Authorization/roleAssignments"]),
            "apiVersion": "2022-03-01",
            "name": format!("[parameters('{}')]", dice.word()),
            "properties": dice.json(3),
        })
    });
    let file = json!({
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": format!("1.0.0.{}", dice.below(9)),
        "parameters": parameters,
        "resources": resources,
    });
    ("azuredeploy.json".to_owned(), dice.layout(&file))
}

fn bicep(dice: &mut Dice) -> (String, String) {
    let parameters =
        dice.some(3, |dice| format!("param {}{} string = '{}'\n", dice.word(), dice.below(9), dice.name()));
    let resource = format!(
        "resource {} 'Microsoft.Web/sites@2022-03-01' = {{\n  name: '{}'\n  properties: {{\n    {}: [{{ ruleId: '{}' }}]\n  }}\n}}\n",
        dice.one(&["site", "app", "plan"]),
        dice.name(),
        dice.word(),
        dice.guid()
    );
    ("main.bicep".to_owned(), format!("{}\n{resource}", parameters.concat()))
}

/// What Terraform keeps, with a resource among it whose attributes are named as the members of a body of Graph.
fn state(dice: &mut Dice) -> (String, String) {
    let resources = dice.some(3, |dice| {
        let attributes = match dice.below(3) {
            0 => json!({
                "id": dice.guid(),
                "synchronization_job_id": dice.guid(),
                "parameter": [{"rule_id": dice.guid(), "subject": [{"object_id": dice.guid(), "object_type_name": "User"}]}],
            }),
            1 => json!({"id": dice.guid(), "object_id": dice.guid(), "members": [dice.guid(), dice.guid()]}),
            _ => json!({"id": dice.name(), "parameters": dice.json(2), "tags": dice.json(1)}),
        };
        json!({
            "mode": "managed",
            "type": dice.one(&["azuread_group", "azuread_synchronization_job_provision_on_demand", "aws_s3_bucket"]),
            "name": dice.name(),
            "instances": [{"schema_version": 0, "attributes": attributes}],
        })
    });
    let state = json!({"version": 4, "terraform_version": dice.version(), "serial": dice.below(90), "lineage": dice.guid(), "outputs": {}, "resources": resources});
    (dice.one(&["terraform.tfstate", "state.json", "plan.tfstate.json"]).to_owned(), dice.layout(&state))
}

fn terraform(dice: &mut Dice) -> (String, String) {
    let (name, rule, object) = (dice.name(), dice.guid(), dice.guid());
    let text = format!(
        "resource \"azuread_synchronization_job_provision_on_demand\" \"{name}\" {{\n  parameter {{\n    rule_id = \"{rule}\"\n    subject {{\n      object_id        = \"{object}\"\n      object_type_name = \"User\"\n    }}\n  }}\n}}\n"
    );
    ("main.tf".to_owned(), text)
}

fn kubernetes(dice: &mut Dice) -> (String, String) {
    let subjects = dice.some(3, |dice| (dice.one(&["User", "Group", "ServiceAccount"]), dice.name()));
    if dice.once_in(2) {
        let subjects: Vec<Value> = subjects.iter().map(|(kind, name)| json!({"kind": kind, "name": name})).collect();
        let binding = json!({
            "apiVersion": "rbac.authorization.k8s.io/v1",
            "kind": "RoleBinding",
            "metadata": {"name": dice.name(), "labels": dice.json(1)},
            "subjects": subjects,
            "roleRef": {"kind": "Role", "name": dice.name()},
        });
        return ("binding.json".to_owned(), dice.layout(&binding));
    }
    let lines: Vec<String> = subjects.iter().map(|(kind, name)| format!("- kind: {kind}\n  name: {name}\n")).collect();
    let (name, role) = (dice.name(), dice.name());
    let text = format!(
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata:\n  name: {name}\nsubjects:\n{}roleRef:\n  kind: Role\n  name: {role}\n---\nkind: ConfigMap\ndata:\n  call.sh: |\n    curl -X POST https://{}{} -d '{}'\n",
        lines.concat(),
        dice.host(),
        dice.path(),
        dice.json(2)
    );
    (dice.one(&["binding.yaml", "manifest.yml"]).to_owned(), text)
}

/// A workflow of GitHub, or a pipeline.
fn workflow(dice: &mut Dice) -> (String, String) {
    let steps = dice.some(4, |dice| match dice.below(3) {
        0 => format!("      - uses: actions/checkout@v{}\n", dice.below(5) + 1),
        1 => format!(
            "      - run: curl -fsSL -X POST \"https://{}{}\" -H 'Content-Type: application/json' -d '{}'\n",
            dice.host(),
            dice.path(),
            dice.json(1)
        ),
        _ => format!(
            "      - name: {}\n        run: |\n          npm ci\n          npm test -- --{}\n",
            dice.name(),
            dice.word()
        ),
    });
    let text = format!(
        "name: {}\non: [push]\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n{}",
        dice.name(),
        steps.concat()
    );
    (format!(".github/workflows/{}.yml", dice.word()), text)
}

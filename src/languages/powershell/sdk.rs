//! The cmdlets of Microsoft Graph PowerShell that are given a whole body: `New-MgUser -BodyParameter $user`.
//!
//! A cmdlet is called after the path and method that it sends (<https://learn.microsoft.com/powershell/microsoftgraph/overview>); the
//! parameters for the ids in it are called after what they identify. Those of the beta version have `MgBeta` in their name.

use crate::languages::{Argument, KnownClient};

/// What `-BodyParameter` is called for all of them.
const BODY: &str = "BodyParameter";

/// Cmdlet in lower case, method, path after the version.
const CMDLETS: [(&str, &str, &str); 60] = [
    ("add-mgapplicationpassword", "POST", "applications/{ApplicationId}/addPassword"),
    ("add-mgserviceprincipalpassword", "POST", "servicePrincipals/{ServicePrincipalId}/addPassword"),
    ("new-mgapplication", "POST", "applications"),
    (
        "new-mgapplicationfederatedidentitycredential",
        "POST",
        "applications/{ApplicationId}/federatedIdentityCredentials",
    ),
    ("new-mgapplicationownerbyref", "POST", "applications/{ApplicationId}/owners/$ref"),
    ("new-mgchat", "POST", "chats"),
    ("new-mgchatmessage", "POST", "chats/{ChatId}/messages"),
    ("new-mgdevicemanagementdevicecompliancepolicy", "POST", "deviceManagement/deviceCompliancePolicies"),
    ("new-mgdevicemanagementdeviceconfiguration", "POST", "deviceManagement/deviceConfigurations"),
    ("new-mgdirectoryadministrativeunit", "POST", "directory/administrativeUnits"),
    (
        "new-mgdirectoryadministrativeunitmemberbyref",
        "POST",
        "directory/administrativeUnits/{AdministrativeUnitId}/members/$ref",
    ),
    ("new-mgdirectoryrolememberbyref", "POST", "directoryRoles/{DirectoryRoleId}/members/$ref"),
    ("new-mgdomain", "POST", "domains"),
    ("new-mggroup", "POST", "groups"),
    ("new-mggroupapproleassignment", "POST", "groups/{GroupId}/appRoleAssignments"),
    ("new-mggroupevent", "POST", "groups/{GroupId}/events"),
    ("new-mggroupmemberbyref", "POST", "groups/{GroupId}/members/$ref"),
    ("new-mggroupownerbyref", "POST", "groups/{GroupId}/owners/$ref"),
    ("new-mgidentityconditionalaccessnamedlocation", "POST", "identity/conditionalAccess/namedLocations"),
    ("new-mgidentityconditionalaccesspolicy", "POST", "identity/conditionalAccess/policies"),
    ("new-mginvitation", "POST", "invitations"),
    ("new-mgoauth2permissiongrant", "POST", "oauth2PermissionGrants"),
    ("new-mgplannerbucket", "POST", "planner/buckets"),
    ("new-mgplannerplan", "POST", "planner/plans"),
    ("new-mgplannertask", "POST", "planner/tasks"),
    ("new-mgrolemanagementdirectoryroleassignment", "POST", "roleManagement/directory/roleAssignments"),
    (
        "new-mgrolemanagementdirectoryroleassignmentschedulerequest",
        "POST",
        "roleManagement/directory/roleAssignmentScheduleRequests",
    ),
    ("new-mgrolemanagementdirectoryroledefinition", "POST", "roleManagement/directory/roleDefinitions"),
    (
        "new-mgrolemanagementdirectoryroleeligibilityschedulerequest",
        "POST",
        "roleManagement/directory/roleEligibilityScheduleRequests",
    ),
    ("new-mgserviceprincipal", "POST", "servicePrincipals"),
    ("new-mgserviceprincipalapproleassignedto", "POST", "servicePrincipals/{ServicePrincipalId}/appRoleAssignedTo"),
    ("new-mgserviceprincipalapproleassignment", "POST", "servicePrincipals/{ServicePrincipalId}/appRoleAssignments"),
    ("new-mgsubscription", "POST", "subscriptions"),
    ("new-mgteam", "POST", "teams"),
    ("new-mgteamchannel", "POST", "teams/{TeamId}/channels"),
    ("new-mgteamchannelmessage", "POST", "teams/{TeamId}/channels/{ChannelId}/messages"),
    ("new-mgteammember", "POST", "teams/{TeamId}/members"),
    ("new-mguser", "POST", "users"),
    ("new-mguserapproleassignment", "POST", "users/{UserId}/appRoleAssignments"),
    ("new-mgusercontact", "POST", "users/{UserId}/contacts"),
    ("new-mguserevent", "POST", "users/{UserId}/events"),
    ("new-mgusermailfolder", "POST", "users/{UserId}/mailFolders"),
    ("new-mgusermessage", "POST", "users/{UserId}/messages"),
    ("new-mgusertodolist", "POST", "users/{UserId}/todo/lists"),
    ("new-mgusertodolisttask", "POST", "users/{UserId}/todo/lists/{TodoTaskListId}/tasks"),
    ("send-mgusermail", "POST", "users/{UserId}/sendMail"),
    ("set-mggrouplicense", "POST", "groups/{GroupId}/assignLicense"),
    ("set-mguserlicense", "POST", "users/{UserId}/assignLicense"),
    ("set-mgusermanagerbyref", "PUT", "users/{UserId}/manager/$ref"),
    ("update-mgapplication", "PATCH", "applications/{ApplicationId}"),
    ("update-mgdevice", "PATCH", "devices/{DeviceId}"),
    ("update-mggroup", "PATCH", "groups/{GroupId}"),
    (
        "update-mgidentityconditionalaccesspolicy",
        "PATCH",
        "identity/conditionalAccess/policies/{ConditionalAccessPolicyId}",
    ),
    ("update-mgorganization", "PATCH", "organization/{OrganizationId}"),
    ("update-mgpolicyauthorizationpolicy", "PATCH", "policies/authorizationPolicy"),
    ("update-mgserviceprincipal", "PATCH", "servicePrincipals/{ServicePrincipalId}"),
    ("update-mgteam", "PATCH", "teams/{TeamId}"),
    ("update-mguser", "PATCH", "users/{UserId}"),
    ("update-mguserevent", "PATCH", "users/{UserId}/events/{EventId}"),
    ("update-mgusermailboxsetting", "PATCH", "users/{UserId}/mailboxSettings"),
];

/// The client that a cmdlet is, whose name is in lower case, or `None` if it is not one of these.
pub(super) fn client(name: &str) -> Option<KnownClient> {
    let (verb, noun) = name.split_once("-mg")?;
    let (version, noun) = noun.strip_prefix("beta").map_or(("v1.0", noun), |noun| ("beta", noun));
    let known = CMDLETS.binary_search_by(|(known, ..)| {
        let (known_verb, known_noun) = known.split_once("-mg").unwrap_or((known, ""));
        (known_verb, known_noun).cmp(&(verb, noun))
    });
    let (_, method, path) = CMDLETS.get(known.ok()?)?;
    Some(KnownClient {
        name: name.to_owned(),
        method: vec![Argument::Always((*method).to_owned())],
        url: vec![Argument::Always(format!("https://graph.microsoft.com/{version}/{path}"))],
        body: vec![Argument::Named(BODY.to_owned())],
        base: None,
        any_case: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cmdlets_are_in_order_and_found() {
        for (name, method, path) in CMDLETS {
            let client = client(name).unwrap_or_else(|| panic!("{name} is not found: the list is not in order"));
            assert_eq!(client.method, [Argument::Always(method.to_owned())]);
            assert_eq!(client.url, [Argument::Always(format!("https://graph.microsoft.com/v1.0/{path}"))]);
        }
        let beta = client("new-mgbetauser").expect("it is there");
        assert_eq!(beta.url, [Argument::Always("https://graph.microsoft.com/beta/users".to_owned())]);
        assert_eq!(client("get-mguser"), None);
    }
}

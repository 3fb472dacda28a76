//! The cmdlets of Microsoft Graph PowerShell that are given a body: `New-MgUser -BodyParameter $user`, or the properties of one:
//! `New-MgUser -DisplayName 'Anna'`.
//!
//! A cmdlet is called after the path and method that it sends (<https://learn.microsoft.com/powershell/microsoftgraph/overview>); the
//! parameters for the ids in it are called after what they identify. Those of the beta version have `MgBeta` in their name.

mod names;
mod paths;
mod properties;

pub(super) use self::paths::Content;
use self::paths::Sent;
pub(super) use self::properties::{made_of_properties, whole};
use crate::catalogue::Version;
use crate::languages::{Argument, GRAPH, KnownClient};

/// What the parameter for a whole body is called for all of them.
const BODY: &str = "BodyParameter";

/// Those whose names do not follow the paths: the verb and, after `Mg` or `MgBeta`, the noun in lower case; the method; the path after
/// the version.
const OTHERS: [((&str, &str), &str, &str); 4] = [
    (("get", "userdefaultcalendarschedule"), "POST", "users/{UserId}/calendar/getSchedule"),
    (("invoke", "acceptusereventtentatively"), "POST", "users/{UserId}/events/{EventId}/tentativelyAccept"),
    (("invoke", "renewgrouplifecyclepolicy"), "POST", "groupLifecyclePolicies/renewGroup"),
    (("update", "usermailboxsetting"), "PATCH", "users/{UserId}/mailboxSettings"),
];

/// A cmdlet that is given a body.
pub(super) struct Cmdlet {
    pub(super) client: KnownClient,
    /// What the body is made of: each property has a parameter of its name.
    pub(super) content: Content,
}

/// The cmdlet whose name is in lower case, as are those of its parameters for `ids`, or `None` if it is none of
/// them, or not known which.
pub(super) fn cmdlet(name: &str, ids: &[String]) -> Option<Cmdlet> {
    let (verb, noun) = name.split_once("-mg")?;
    let (versions, noun): (&[Version], _) = match noun.strip_prefix("beta") {
        Some(noun) => (&[Version::Beta], noun),
        // With `Select-MgProfile beta`, the first edition of the modules had no names of their own for that version.
        None => (&[Version::V1, Version::Beta], noun),
    };
    let (version, sent) = versions.iter().find_map(|&version| {
        let other = OTHERS.iter().find(|(name, ..)| *name == (verb, noun));
        let other = other.map(|(_, method, path)| Sent { method, path: (*path).to_owned(), content: Content::Other });
        Some((version, other.or_else(|| sent(version, verb, noun, ids))?))
    })?;
    let client = KnownClient {
        name: name.to_owned(),
        method: vec![Argument::Always(sent.method.to_owned())],
        url: vec![Argument::Always(format!("{GRAPH}{}/{}", version.name(), sent.path))],
        body: vec![Argument::Named(BODY.to_owned())],
        base: None,
        any_case: true,
    };
    Some(Cmdlet { client, content: sent.content })
}

/// What a cmdlet sends in a version that is given parameters for `ids`. Of several paths with its name it is the one with the fewest
/// ids that are not given, and of these the shortest.
fn sent(version: Version, verb: &str, noun: &str, ids: &[String]) -> Option<Sent> {
    let mut found = paths::sent(version, verb, noun);
    found.retain(|sent| {
        let path = sent.path.to_ascii_lowercase();
        ids.iter().all(|id| path.contains(&format!("{{{id}}}")) || sent.content.value(id).is_some())
    });
    let rank = |sent: &Sent| (sent.path.matches('{').count(), sent.path.matches('/').count());
    found.sort_by_key(rank);
    found.dedup();
    let mut found = found.into_iter();
    let best = found.next()?;
    found.next().is_none_or(|other| rank(&other) > rank(&best)).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(name: &str, ids: &[&str]) -> Option<String> {
        let ids: Vec<String> = ids.iter().map(|id| id.to_ascii_lowercase()).collect();
        let Cmdlet { client, .. } = cmdlet(&name.to_ascii_lowercase(), &ids)?;
        let [Argument::Always(method)] = client.method.as_slice() else { panic!("{:?}", client.method) };
        let [Argument::Always(url)] = client.url.as_slice() else { panic!("{:?}", client.url) };
        Some(format!("{method} {}", url.strip_prefix(GRAPH).unwrap_or(url)))
    }

    /// As the PowerShell tabs of the reference show them beside the requests.
    #[test]
    fn cmdlets_are_called_after_what_they_send() {
        for (name, ids, sent) in [
            ("New-MgUser", &[][..], "POST v1.0/users"),
            ("New-MgBetaUser", &[], "POST beta/users"),
            ("Update-MgUser", &["UserId"], "PATCH v1.0/users/{UserId}"),
            ("Update-MgTeam", &["TeamId"], "PATCH v1.0/teams/{TeamId}"),
            ("Update-MgUserMailboxSetting", &["UserId"], "PATCH v1.0/users/{UserId}/mailboxSettings"),
            ("New-MgUserTodoListTask", &["UserId"], "POST v1.0/users/{UserId}/todo/lists/{TodoTaskListId}/tasks"),
            (
                "Update-MgUserMailFolderChildFolder",
                &[],
                "PATCH v1.0/users/{UserId}/mailFolders/{MailFolderId}/childFolders/{MailFolderId1}",
            ),
            ("New-MgGroupMemberByRef", &["GroupId"], "POST v1.0/groups/{GroupId}/members/$ref"),
            ("Set-MgUserManagerByRef", &["UserId"], "PUT v1.0/users/{UserId}/manager/$ref"),
            ("New-MgGroupLifecyclePolicy", &[], "POST v1.0/groupLifecyclePolicies"),
            // Words of the segment before are not repeated.
            (
                "Update-MgUserCalendarPermission",
                &["UserId", "CalendarPermissionId"],
                "PATCH v1.0/users/{UserId}/calendar/calendarPermissions/{CalendarPermissionId}",
            ),
            // Segments that are left out.
            ("New-MgEntitlementManagementCatalog", &[], "POST v1.0/identityGovernance/entitlementManagement/catalogs"),
            // Actions, behind a verb of PowerShell or their own.
            ("Add-MgApplicationPassword", &[], "POST v1.0/applications/{ApplicationId}/addPassword"),
            ("Set-MgUserLicense", &["UserId"], "POST v1.0/users/{UserId}/assignLicense"),
            ("Send-MgUserMail", &["UserId"], "POST v1.0/users/{UserId}/sendMail"),
            ("Copy-MgTeam", &["TeamId"], "POST v1.0/teams/{TeamId}/clone"),
            ("Invoke-MgReplyGroupThread", &[], "POST v1.0/groups/{GroupId}/threads/{ConversationThreadId}/reply"),
            (
                "Invoke-MgCreateOrGetUserOnlineMeeting",
                &["UserId"],
                "POST v1.0/users/{UserId}/onlineMeetings/createOrGet",
            ),
            ("Invoke-MgSnoozeUserEventReminder", &[], "POST v1.0/users/{UserId}/events/{EventId}/snoozeReminder"),
            // What only the beta version has, with the cmdlets of the first edition.
            ("New-MgTeamTagMember", &["TeamId"], "POST v1.0/teams/{TeamId}/tags/{TeamworkTagId}/members"),
            ("New-MgSearchAcronym", &[], "POST v1.0/search/acronyms"),
        ] {
            assert_eq!(url(name, ids).as_deref(), Some(sent), "{name}");
        }
    }

    #[test]
    fn others_are_not_known() {
        for (name, ids) in [
            ("Get-MgUser", &[][..]),
            ("Remove-MgUser", &["UserId"]),
            ("New-MgNothing", &[]),
            ("New-MgUserNothing", &[]),
            // The parameter belongs to another path.
            ("New-MgUserMessage", &["TeamId"]),
            ("Invoke-MgGraphRequest", &[]),
        ] {
            assert_eq!(url(name, ids), None, "{name}");
        }
        assert_eq!(url(&format!("New-MgUser{}", "Message".repeat(10_000)), &[]), None);
    }
}
